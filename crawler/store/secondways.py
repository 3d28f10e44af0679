"""Second ways into sections: what a feed showed beside the listing, crawl by crawl."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.found import FoundListPage, SecondWay
from crawler.store.rows import plain


def add_second_way(db: Database, found: FoundListPage, way: SecondWay) -> None:
    row = {name: getattr(way, name) for name in ("url", "listed", "shown", "both", "added", "recall", "fault")}
    db.table("second_way").insert(row | {"crawl": found.crawl, "section": found.section, "at": plain(found.at)})


def second_ways(db: Database, crawl: str | None = None) -> dict[str, SecondWay]:
    """section -> what its second way showed in that crawl; without one: in the last crawl that asked it."""
    rows = db.query(
        "SELECT * FROM second_way WHERE ? IS NULL OR crawl = ? ORDER BY section, at, crawl",
        [crawl, crawl],
    )
    return {
        row["section"]: SecondWay(row["url"], row["listed"], row["shown"], row["both"], row["added"], row["fault"])
        for row in rows
    }
