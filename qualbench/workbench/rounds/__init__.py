"""Rounds: opened, submitted, revealed; and what counts in them."""
