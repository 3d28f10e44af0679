"""A learnt list stated as a selector: the same entries, days and next page, or no selector."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.jobs.looked import look
from crawler.jobs.stated import item_selector
from crawler.page import Page

NOW, ZONE = datetime(2024, 4, 2, tzinfo=UTC), ZoneInfo("Asia/Ho_Chi_Minh")
HEAD = "<html><head><title>Cải cách hành chính</title></head><body><h1>Cải cách hành chính</h1>"
SIDE = (
    '<div class="ben"><h3>Tin xem nhiều</h3><ul><li><a href="/tin/cu-1">Một tin cũ được xem nhiều</a></li></ul></div>'
)


def rows(*numbers: int, tag: str = "li", after: str = "") -> str:
    return "".join(
        f'<{tag} class="muc"><h3><a href="/tin/bai-{n}">Tin cải cách hành chính {n}</a></h3>'
        f"<span>{n:02d}/03/2024</span></{tag}>{after}"
        for n in numbers
    )


def listing(body: str) -> Page:
    return Page("http://a.vn/cchc", f"{HEAD}{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("bodies", "css"),
    [
        ([f'<ul class="ds">{rows(9, 8, 7, 6)}</ul>'], "li.muc"),
        ([f'<div class="x"><ul class="ds">{rows(9, 8, 7)}</ul></div>{SIDE}'], "li.muc"),
        ([f'<ul class="ds">{rows(9, 8, 7)}</ul>', f'<ul class="ds">{rows(5, 4, 3)}</ul>'], "li.muc"),
        ([f'<div class="md:flex"><ul class="ds">{rows(9, 8, 7)}</ul></div>'], None),  # a class to be escaped
    ],
)
def test_the_selector_reads_as_it_was_learnt(bodies, css):
    looks = [look(listing(body), ZONE, NOW) for body in bodies]
    found = item_selector(looks, ZONE, NOW)
    assert found == css


def test_days_that_stand_behind_the_entries_cannot_be_stated():
    body = "".join(
        f'<p class="t"><a href="/tin/bai-{n}">Tin cải cách hành chính {n}</a></p><p class="d">{n:02d}/03/2024</p>'
        for n in (9, 8, 7, 6)
    )
    found = look(listing(f'<div class="ds">{body}</div>'), ZONE, NOW)
    assert len(found.days) == 4
    assert item_selector([found], ZONE, NOW) is None
