"""What deciding rests on raises a number; what it makes of it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlite_utils import Database

from crawler.store import crawls, decided, leases, standings
from tests.crawler.store import making
from tests.crawler.store.making import AT


@pytest.mark.parametrize(
    ("step", "rises"),
    [
        (lambda db: making.save(db), False),
        (lambda db: making.save(db, making.record(title="Khác")), True),
        (lambda db: crawls.add_list_page(db, making.list_page(making.entry("snv.vn/9"))), True),
        (lambda db: crawls.add_failed_post(db, making.failed("snv.vn/9")), True),
        (lambda db: standings.replace_standings(db, [making.standing()]), False),
        (lambda db: leases.take_leases(db, ["s1"], "c1", AT), False),
    ],
)
def test_the_revision_rises_with_what_deciding_looks_at(step: Callable[[Database], object], rises: bool) -> None:
    db = making.store()
    making.save(db)
    before = decided.revision(db)
    step(db)
    assert (decided.revision(db) > before) == rises


def test_the_last_decision_s_inputs_are_remembered() -> None:
    db = making.store()
    assert decided.decided_from(db) is None
    for inputs in ("one", "two"):
        decided.remember_decided(db, inputs, AT)
        assert decided.decided_from(db) == inputs
