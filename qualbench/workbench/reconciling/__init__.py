"""Where coders of a round differ, what is decided about it, and what the team then agrees on."""
