"""What is held of sections' layouts, and what lets go of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

# A reading that went to its end in another crawl, since the layout began to be learnt (ids begin with the moment).
_SETTLED = """EXISTS (SELECT 1 FROM coverage c WHERE c.section = section.id AND c.crawl <> :crawl
    AND c.crawl >= section.layout_crawl AND c.kind = 'listing' AND c.after IN ('end', 'capped_end', 'past_range'))"""


def learn_layout(db: Database, section: str, crawl: str, shown: Iterable[str]) -> None:
    """Adds what a list page shows to the section's layout, until a reading of another crawl has gone to its end."""
    asked = {"section": section, "crawl": crawl}
    query = f"SELECT layout FROM section WHERE id = :section AND (layout IS NULL OR NOT {_SETTLED})"
    for row in list(db.query(query, asked)):
        known = json.loads(row["layout"]) if row["layout"] else []
        both = json.dumps(list(dict.fromkeys([*known, *shown])), ensure_ascii=False)
        db.execute(
            """UPDATE section SET layout = :layout, layout_crawl = coalesce(layout_crawl, :crawl)
               WHERE id = :section AND layout IS NOT :layout""",
            asked | {"layout": both},
        )


def held_layouts(db: Database) -> dict[str, tuple[str, ...]]:
    """section -> its layout, where it is settled."""
    query = f"SELECT id, layout FROM section WHERE layout IS NOT NULL AND {_SETTLED}"
    return {row["id"]: tuple(json.loads(row["layout"])) for row in db.query(query, {"crawl": ""})}


def drop_changed(db: Database, registered: Mapping[str, str]) -> None:
    """Lets go of what was pinned of sections whose row in the registry is another one (section -> its hash)."""
    for section, row in registered.items():
        db.execute(
            """UPDATE section SET family = NULL, pinned_at = NULL, layout = NULL, layout_crawl = NULL
               WHERE id = ? AND registry_row IS NOT NULL AND registry_row <> ?""",
            [section, row],
        )
        db.execute("UPDATE section SET registry_row = ? WHERE id = ? AND registry_row IS NOT ?", [row, section, row])
