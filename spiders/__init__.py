"""Fetch, decide nothing: listing, posts, next page."""
