"""The command line: parses, calls a job, prints. Nothing is decided here."""

from crawler.cli.program import main

__all__ = ["main"]
