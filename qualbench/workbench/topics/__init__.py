"""Topics: clusters of what respondents say, found without the codebook and held against it."""
