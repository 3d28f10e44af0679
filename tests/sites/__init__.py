"""Small websites for tests, served on loopback, that behave as told."""
