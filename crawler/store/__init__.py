"""The store: one SQLite file, written by sqlite-utils. The only place that speaks SQL."""

from crawler.store.database import open_store, open_to_read

__all__ = ["open_store", "open_to_read"]
