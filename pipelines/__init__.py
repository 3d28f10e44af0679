"""Interpret what the spiders found, one question a file."""
