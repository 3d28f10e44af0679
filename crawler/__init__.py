"""The hub of cchc-audit: the words that spiders, pipelines and reports share."""

__version__ = "0.1.0"
