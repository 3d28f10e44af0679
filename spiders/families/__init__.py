"""One small reader for each CMS family."""
