"""The schema, as numbered migrations, one file for each change. One that has landed is never altered.

To add one: a new file beside these, and its import below, at the end. docs/schema.md explains all tables.
"""

from crawler.store.migrations import m001_to_006, m007_evidence, m008_incremental, m009_nights, m010_replies  # noqa: F401
from crawler.store.migrations.set import MIGRATIONS

__all__ = ["MIGRATIONS"]
