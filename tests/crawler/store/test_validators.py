"""Whose word that nothing has changed is taken."""

from __future__ import annotations

import pytest

from crawler.page import Page
from crawler.store.pages import save_page
from crawler.store.validators import Validator, named_page, put_validator, trusted, validator_of
from tests.crawler.store import making
from tests.crawler.store.making import AT

URL = "https://snv.vn/s1"


def seen(name: str, page: str, trust: str = "unknown", modified: str | None = None) -> Validator:
    return Validator(URL, name, modified, page, trust)


@pytest.mark.parametrize(
    ("before", "now", "trust"),
    [
        (None, seen("a", "1"), "unknown"),
        (seen("a", "1"), seen("a", "1"), "unknown"),
        (seen("a", "1"), seen("b", "1"), "unknown"),
        (seen("a", "1"), seen("b", "2"), "changes"),
        (seen("a", "1"), seen("a", "2"), "lies"),
        (seen("a", "1", "changes"), seen("a", "1"), "changes"),
        (seen("a", "1", "changes"), seen("a", "2"), "lies"),
        (seen("a", "1", "lies"), seen("b", "2"), "lies"),
        (seen("a", "1"), seen("a", "2", modified="Mon, 01 Apr 2024 03:00:00 GMT"), "changes"),
    ],
)
def test_a_server_s_names_are_worth_what_they_have_shown(before, now, trust):
    assert trusted(before, now) == trust


def test_the_page_that_a_name_stands_for():
    db = making.store()
    assert (validator_of(db, URL), named_page(db, URL)) == (None, None)
    page = Page(URL, b"<ul></ul>", "text/html", "utf-8")
    put_validator(db, seen("a", str(save_page(making.store(), page))), AT)
    assert named_page(db, URL) is None  # it was not kept
    save_page(db, page)
    assert named_page(db, URL) == page
    put_validator(db, seen("b", "2"), AT)
    assert validator_of(db, URL) == seen("b", "2", "changes")
