"""The comparison of an audit with the truth: silent where they agree, and naming whatever is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, YearCounts
from crawler.demo import plan
from crawler.demo.compare import compare, planned_post
from crawler.demo.duties import DUTIES
from crawler.demo.judging import Row
from crawler.demo.pages import addresses
from crawler.demo.truth import TrueQuota, truth
from crawler.posts import PostRow

PROVINCE = plan.province()
TRUTH = truth(PROVINCE)


def _quota(wanted: TrueQuota) -> QuotaCount:
    duty = next(duty for duty in DUTIES if duty.id == wanted.quota)
    names = ("dedicated_section", "verdict", "reason", "total", "required", "shortfall", "undated")
    values: dict[str, Any] = {name: getattr(wanted, name) for name in names}
    cells = {
        key: PeriodCount(one.count, one.filed, 0, one.review, one.complete, one.due, one.met)
        for key, one in wanted.periods.items()
    }
    return QuotaCount(
        quota=duty.id, clause=duty.clause, channel=duty.channel, topic=duty.topic, period=duty.period,
        minimum=duty.minimum, basis=duty.basis, periods=cells, **values,
    )  # fmt: skip


def _counts() -> YearCounts:
    agencies = tuple(
        AgencyCounts(site.id, site.name, site.kind, tuple(_quota(one) for one in TRUTH.quotas if one.agency == site.id))
        for site in PROVINCE.agencies
    )
    return YearCounts(2024, "2024-12-31", PROVINCE.id, agencies)


def _post(row: Row) -> PostRow:
    site = PROVINCE.site(row.site)
    url, *others = addresses(site, row.post)
    return PostRow(
        id=str(row.post.id), agency=row.agency, channel=row.channel, url=url.rstrip("/"), other_urls=tuple(others),
        title=row.post.text.title, published=row.day.isoformat() if row.day else None, period=None, date_source=None,
        date_grade="B", first_seen="", section="", dedicated=row.filed, origin="live", gone=False, topics=(), themes=(),
        score=0.0, status=row.status, counts_for=(), review_for=(), duplicate_of=None, decided_by="lexicon",
        snapshot=None,
    )  # fmt: skip  # type: ignore[arg-type]


POSTS = [_post(row) for row in TRUTH.posts]


def _changed(agency: str, quota: str, **values: Any) -> YearCounts:
    counts = _counts()
    agencies = tuple(
        replace(one, quotas=tuple(replace(q, **values) if q.quota == quota else q for q in one.quotas))
        if one.id == agency
        else one
        for one in counts.agencies
    )
    return replace(counts, agencies=agencies)


def _lines(counts: YearCounts | None = None, posts: list[PostRow] | None = None) -> list[str]:
    found = compare(PROVINCE, TRUTH, counts or _counts(), POSTS if posts is None else posts)
    return [difference.line for difference in found]


def test_nothing_differs_where_all_is_as_planned() -> None:
    assert _lines() == []


def test_posts_outside_the_days_that_are_looked_at_may_be_stored_or_not() -> None:
    sure = [_post(row) for row in TRUTH.posts if row.sure]
    assert len(sure) < len(POSTS)
    assert _lines(posts=sure) == []


def test_a_planted_verdict_is_named() -> None:
    lines = _lines(_changed("so-noi-vu", "portal", verdict="not_met"))
    assert lines == ["so-noi-vu, portal: kết luận phải là met, lại là not_met"]


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("count", 77, "số bài phải là 5, lại là 77"),
        ("review", 1, "số bài chờ xem lại phải là 0, lại là 1"),
        ("complete", False, "đã đọc đủ phải là có, lại là không"),
        ("met", None, "đạt trong kỳ phải là có, lại là không có"),
    ],
)
def test_a_planted_cell_is_named(field: str, value: Any, line: str) -> None:
    quota = next(q for a in _counts().agencies if a.id == "so-noi-vu" for q in a.quotas if q.quota == "own-site")
    cells = quota.periods | {"2024-03": replace(quota.periods["2024-03"], **{field: value})}
    assert _lines(_changed("so-noi-vu", "own-site", periods=cells)) == [f"so-noi-vu, own-site, 2024-03: {line}"]


def test_a_quota_that_is_missing_is_named() -> None:
    counts = _counts()
    without = replace(counts, agencies=counts.agencies[1:])
    assert len(_lines(without)) == 3
    assert all(line.startswith("so-noi-vu, ") for line in _lines(without))


def test_a_period_that_is_missing_is_named() -> None:
    quota = next(q for a in _counts().agencies if a.id == "so-noi-vu" for q in a.quotas if q.quota == "portal")
    cells = {key: cell for key, cell in quota.periods.items() if key != "2024-05"}
    assert any("2024-05" in line for line in _lines(_changed("so-noi-vu", "portal", periods=cells)))


def test_a_post_that_is_missing_extra_or_twice_is_named() -> None:
    first, *rest = POSTS
    assert first.title in _lines(posts=rest)[0]
    assert "hai lần" in _lines(posts=[*POSTS, first])[0]
    stranger = replace(first, url=f"{PROVINCE.sites[1].base}/la/bai-la-1.html", other_urls=(), title="Bài lạ")
    assert "Bài lạ" in _lines(posts=[*POSTS, stranger])[0]


def test_a_wrong_status_and_a_wrong_day_are_named() -> None:
    first, *rest = POSTS
    lines = _lines(posts=[replace(first, status="rejected", published="1999-01-01T00:00:00+07:00"), *rest])
    assert len(lines) == 2
    assert "rejected" in lines[0]
    assert "1999-01-01" in lines[1]


@pytest.mark.parametrize("site", [pytest.param(site, id=site.id) for site in PROVINCE.sites])
def test_every_address_of_a_post_leads_back_to_it(site: Any) -> None:
    for post in site.posts:
        assert {planned_post(PROVINCE, [url]) for url in addresses(site, post)} == {(site.id, post.id)}
