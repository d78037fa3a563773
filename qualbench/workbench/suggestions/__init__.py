"""Codes suggested for what people say: what they rest on, when they show, how good they are."""
