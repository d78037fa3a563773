"""Handing on what was found: tables, displays, and all of it at once."""
