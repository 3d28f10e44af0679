"""Saved pages in the network's place: WARC, WACZ, folders of files."""
