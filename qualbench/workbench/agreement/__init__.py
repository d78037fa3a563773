"""How far coders agree: what is compared, what it comes to, and tables of it for people."""
