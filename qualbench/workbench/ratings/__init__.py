"""What was asked, what constructs meant in each case, and what tells cases apart."""
