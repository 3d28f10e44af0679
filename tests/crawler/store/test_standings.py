"""Where posts stand: replaced where they changed, summed per cell, shown as rows."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from crawler.ledger import Tally
from crawler.store import standings
from crawler.store.records import CreditRecord, StandingRecord
from tests.crawler.store import making
from tests.crawler.store.making import standing


def stored(*made: StandingRecord) -> Database:
    db = making.store("s1", "s2")
    for post in sorted({one.post for one in made}):
        making.save(db, making.record(post), keys=(f"snv.vn/{post[-1]}", f"snv.vn/in/{post[-1]}"))
    standings.replace_standings(db, made)
    return db


TWO = standing("snv.vn~1", cells=(("own-site", "2024-03", "count"), ("investment", "2024-03", "review")))


@pytest.mark.parametrize(
    ("then", "changed"),
    [
        ([TWO, standing("snv.vn~2")], 0),
        ([standing("snv.vn~2"), TWO], 0),
        ([standing("snv.vn~1", cells=TWO.cells[::-1]), standing("snv.vn~2")], 0),
        ([TWO], 1),
        ([], 2),
        ([TWO, standing("snv.vn~2", status="rejected", cells=())], 1),
        ([TWO, standing("snv.vn~2", cells=(("own-site", "2024-04", "count"),))], 1),
        ([TWO, standing("snv.vn~2", dedicated=False)], 1),
        ([TWO, standing("snv.vn~2"), standing("snv.vn~2", channel="portal", section="s2")], 1),
    ],
)
def test_only_what_changed_is_written(then: list[StandingRecord], changed: int) -> None:
    db = stored(TWO, standing("snv.vn~2"))
    writes = db.conn.total_changes
    assert standings.replace_standings(db, then) == changed
    assert (db.conn.total_changes > writes) == bool(changed)
    assert standings.replace_standings(db, then) == 0
    fresh = stored(*then) if then else making.store()
    assert standings.tallies(db) == standings.tallies(fresh)
    assert [row["filed"] for row in db.query("SELECT filed FROM standing_quota ORDER BY post, quota")] == [
        row["filed"] for row in fresh.query("SELECT filed FROM standing_quota ORDER BY post, quota")
    ]


@pytest.mark.parametrize(
    ("cell", "tally"),
    [
        (("own-site", "2024-03", "count"), Tally("so-noi-vu", "own-site", "2024-03", count=1, filed=1)),
        (("own-site", "2024-03", "review"), Tally("so-noi-vu", "own-site", "2024-03", review=1)),
        (("plan", "2024", "late"), Tally("so-noi-vu", "plan", "2024", late=1)),
        (("own-site", "", "undated"), Tally("so-noi-vu", "own-site", None, count=1)),
        (("own-site", "", "review"), Tally("so-noi-vu", "own-site", None, review=1)),
        (("own-site", "2024-03", "undated"), Tally("so-noi-vu", "own-site", "2024-03")),
    ],
)
def test_a_cell_is_tallied(cell: tuple[str, str, str], tally: Tally) -> None:
    assert standings.tallies(stored(standing(cells=(cell,)))) == [tally]


def test_filed_counts_posts_of_dedicated_sections_alone() -> None:
    db = stored(standing("snv.vn~1"), standing("snv.vn~2", dedicated=False))
    assert standings.tallies(db) == [Tally("so-noi-vu", "own-site", "2024-03", count=2, filed=1)]


_CELL = st.tuples(
    st.sampled_from(["own-site", "broadcast", "plan"]),
    st.sampled_from(["2024-03", "2024-04", "2024-W09", "2024", ""]),
    st.sampled_from(["count", "review", "late"]),
).map(lambda cell: cell if cell[1] else (cell[0], "", "undated"))
_STANDINGS = st.dictionaries(
    st.tuples(st.sampled_from(["snv.vn~1", "snv.vn~2", "snv.vn~3"]), st.sampled_from(["so-noi-vu", "so-tu-phap"])),
    st.tuples(st.lists(_CELL, unique_by=lambda cell: cell[:2], max_size=4), st.booleans()),
    max_size=5,
).map(
    lambda made: [
        standing(post, agency=agency, cells=tuple(cells), dedicated=dedicated)
        for (post, agency), (cells, dedicated) in made.items()
    ]
)


@settings(max_examples=40, deadline=None)
@given(_STANDINGS, _STANDINGS, st.randoms(use_true_random=False))
def test_the_views_say_what_the_tallies_say(
    first: list[StandingRecord], then: list[StandingRecord], order: random.Random
) -> None:
    db = stored(*first)
    for number in (1, 2, 3):
        making.save(db, making.record(f"snv.vn~{number}"))
    order.shuffle(then)
    standings.replace_standings(db, then)
    tallied = {(t.agency, t.quota, t.period or ""): t for t in standings.tallies(db)}
    assert sum(tally.count + tally.review + tally.late for tally in tallied.values()) == sum(
        len(one.cells) for one in then
    )
    periods = {(r["agency"], r["quota"], r["period"]): r for r in db.query("SELECT * FROM period_counts")}
    assert periods.keys() == tallied.keys()
    for key, row in periods.items():
        tally = tallied[key]
        assert (row["count"] + row["undated"], row["review"], row["late"]) == (tally.count, tally.review, tally.late)
    months = {(r["agency"], r["quota"], r["month"]): r for r in db.query("SELECT * FROM monthly_counts")}
    assert months.keys() == {key for key in tallied if len(key[2]) == 7 and "W" not in key[2]}
    for key, row in months.items():
        tally = tallied[key]
        assert (row["count"], row["filed"], row["review"]) == (tally.count, tally.filed, tally.review)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        ({}, {"counts_for": ("own-site",), "review_for": (), "status": "counted", "agency": "so-noi-vu"}),
        ({"agency": "", "status": "unattributed", "cells": ()}, {"agency": None, "counts_for": ()}),
        (
            {"cells": (("a", "2024-03", "count"), ("b", "2024-03", "review"), ("b", "2024-05", "review"))},
            {"counts_for": ("a",), "review_for": ("b",)},
        ),
        ({"cells": (("plan", "2024", "late"),), "status": "out_of_period"}, {"counts_for": (), "review_for": ()}),
        ({"cells": (("own-site", "", "undated"),), "status": "undated"}, {"counts_for": (), "review_for": ()}),
        ({"duplicate_of": "snv.vn~0", "status": "duplicate", "cells": ()}, {"duplicate_of": "snv.vn~0"}),
    ],
)
def test_a_standing_is_shown_as_a_row(made: dict[str, Any], shown: dict[str, Any]) -> None:
    (row,) = standings.post_rows(stored(standing(**made)))
    assert {name: getattr(row, name) for name in shown} == shown


def test_a_row_has_all_that_is_known_of_its_post() -> None:
    db = stored(standing("snv.vn~1"))
    credit = CreditRecord("snv.vn~1", "so-noi-vu", "credited", "source", "Sở Nội vụ", 0.9)
    making.save(db, credited=(credit,))
    (row,) = standings.post_rows(db)
    assert (row.id, row.url, row.section) == ("snv.vn~1", "https://snv.vn/1", "https://snv.vn/s1")
    assert row.other_urls == ("https://snv.vn/in/1",)
    assert (row.published, row.period, row.date_source, row.date_grade) == (
        "2024-03-05",
        "2024-03",
        "article_line",
        "A",
    )
    assert (row.topics, row.themes, row.score, row.matches[0]["phrase"]) == (
        ("cchc",),
        ("c", "đ"),
        1.0,
        "cải cách hành chính",
    )
    assert row.credit == {"kind": "credited", "form": "source", "words": "Sở Nội vụ", "confidence": 0.9}
    assert (row.candidate_days, row.cells) == (("2024-03-05",), (("own-site", "2024-03", "count"),))
    assert (row.dedicated, row.gone, row.snapshot, row.body) == (True, False, None, "")
    assert standings.post_rows(db, bodies=True)[0].body == "Nội dung bài viết."


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["snv.vn~1", "snv.vn~2"]),
        ({"agencies": ["so-noi-vu"]}, ["snv.vn~1"]),
        ({"agencies": ["so-noi-vu", "so-tu-phap"]}, ["snv.vn~1", "snv.vn~2"]),
        ({"agencies": []}, []),
        ({"post": "snv.vn~2"}, ["snv.vn~2"]),
        ({"post": "snv.vn~2", "agencies": ["so-noi-vu"]}, []),
    ],
)
def test_rows_are_those_asked_for(asked: dict[str, Any], ids: list[str]) -> None:
    db = stored(standing("snv.vn~1"), standing("snv.vn~2", agency="so-tu-phap"))
    assert [row.id for row in standings.post_rows(db, **asked)] == ids
