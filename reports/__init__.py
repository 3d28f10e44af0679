"""Judge what is stored, then render it, one renderer a format."""
