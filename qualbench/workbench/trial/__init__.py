"""A trial's numbers, joined to the cases of the study."""
