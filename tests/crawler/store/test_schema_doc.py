"""`docs/schema.md` names every table, view and column of the store, in its order, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.store import open_store

DOC = Path(__file__).parents[3] / "docs" / "schema.md"
MACHINERY = re.compile(r"_sqlite_migrations|post_search_(config|data|docsize|idx)")


def _documented() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    columns: list[str] = []
    for line in DOC.read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"### `(\w+)`", line):
            columns = found[heading[1]] = []
        elif line.startswith("## "):
            columns = []
        elif row := re.match(r"\| `(\w+)` \| \S", line):
            columns.append(row[1])
    return found


def _real() -> dict[str, list[str]]:
    db = open_store(None)
    names = [name for name in (*db.table_names(), *db.view_names()) if not MACHINERY.fullmatch(name)]
    return {name: [column.name for column in db[name].columns] for name in names}


def test_every_table_and_view_is_documented() -> None:
    assert sorted(_documented()) == sorted(_real())


@pytest.mark.parametrize("name", sorted(_real()))
def test_every_column_is_documented_in_order(name: str) -> None:
    assert _documented()[name] == _real()[name]


def test_the_machinery_is_named_too() -> None:
    db = open_store(None)
    hidden = [name for name in db.table_names() if MACHINERY.fullmatch(name)]
    assert hidden
    assert all(f"`{name}`" in DOC.read_text("utf-8") for name in hidden)


def test_the_example_queries_run() -> None:
    db = open_store(None)
    for query in re.findall(r'"(select [^"]+)"', DOC.read_text("utf-8")):
        assert list(db.query(query)) == []
