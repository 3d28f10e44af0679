"""A store as if all that is in it had happened some days earlier: crawls of several nights are tested in a minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from crawler.store import open_store

_MOMENT = "____-__-__T%+00:00"
_OF_POSTS = ("published", "date_words")  # what pages say, which does not age


def age(db: Path, days: float) -> None:
    """Moves every moment of the store back; triggers that keep the ledger as it is are put back behind it."""
    store = open_store(db)

    def earlier(text: str) -> str:
        return (datetime.fromisoformat(text) - timedelta(days=days)).isoformat()

    store.conn.create_function("earlier", 1, earlier)
    triggers = list(
        store.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'")
    )
    with store.atomic():
        for trigger in triggers:
            store.execute(f"DROP TRIGGER {trigger['name']}")
        for table in store.tables:
            if table.name.startswith(("post_search", "_", "sqlite")):
                continue
            for column in table.columns:
                if column.type == "TEXT" and column.name not in _OF_POSTS:
                    name, moved = f'"{column.name}"', f'earlier("{column.name}")'
                    store.execute(f"UPDATE {table.name} SET {name} = {moved} WHERE {name} LIKE ?", [_MOMENT])
        for trigger in triggers:
            store.execute(trigger["sql"])
    store.close()
