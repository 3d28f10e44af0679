"""The truth of the demo: its rule by small tables, and what it comes to beside what the scenario says by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from crawler.demo import plan
from crawler.demo.duties import DUTIES, Duty, period_of, periods
from crawler.demo.judging import Row, rows
from crawler.demo.model import PORTAL, ZONE, Credit, Post, Province, Section, Site, Text
from crawler.demo.scenario import shared, site_plan
from crawler.demo.truth import TrueCell, TrueQuota, judged, truth

PROVINCE = plan.province()
TRUTH = truth(PROVINCE)
OWN, ON_PORTAL, INVEST, RADIO, DOCUMENT = DUTIES


def _by_hand() -> list[Any]:
    return [
        pytest.param(site, quota, values, id=f"{site}-{quota}")
        for site in shared().sites
        for quota, values in site_plan(site).expected.items()
    ]


@pytest.mark.parametrize(("site", "quota", "values"), _by_hand())
def test_the_rule_comes_to_what_the_scenario_says(site: str, quota: str, values: dict[str, Any]) -> None:
    found = _quota(site, quota)
    assert {name: getattr(found, name) for name in values} == values


def test_the_scenario_says_what_every_duty_comes_to() -> None:
    said = {(site, quota) for site in shared().sites for quota in site_plan(site).expected}
    assert said == {(quota.agency, quota.quota) for quota in TRUTH.quotas}


def _quota(agency: str, quota: str) -> TrueQuota:
    return next(one for one in TRUTH.quotas if (one.agency, one.quota) == (agency, quota))


def test_every_verdict_and_every_reason_is_shown() -> None:
    shown = {(quota.verdict, quota.reason) for quota in TRUTH.quotas}
    reasons = ("incomplete", "review", "undated", "no_section")
    assert shown >= {("met", None), ("not_met", "short"), ("not_met", "late")}
    assert shown >= {("undetermined", reason) for reason in reasons}
    assert {row.status for row in TRUTH.posts} == {
        "counted", "off_topic", "duplicate", "review", "undated", "unattributed", "out_of_period",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("duty", "day", "key"),
    [
        (OWN, "2024-01-31", "2024-01"),
        (OWN, "2024-02-29", "2024-02"),
        (OWN, "2024-12-31", "2024-12"),
        (OWN, "2023-12-31", None),
        (OWN, "2025-01-01", None),
        (RADIO, "2023-12-31", None),
        (RADIO, "2024-01-01", "2024-W01"),
        (RADIO, "2024-12-29", "2024-W52"),
        (RADIO, "2024-12-30", None),
    ],
)
def test_periods(duty: Duty, day: str, key: str | None) -> None:
    assert period_of(duty, date.fromisoformat(day)) == key


def test_a_year_has_twelve_months_fifty_two_weeks_and_one_plan() -> None:
    assert [len(periods(duty)) for duty in DUTIES] == [12, 12, 12, 52, 1]


def _cell(count: int, review: int = 0, *, complete: bool = True) -> TrueCell:
    return TrueCell(count, 0, review, complete, True, None)


@pytest.mark.parametrize(
    ("duty", "cells", "undated", "verdict"),
    [
        (ON_PORTAL, [_cell(2), _cell(3)], 0, ("met", None)),
        (ON_PORTAL, [_cell(2), _cell(1)], 0, ("not_met", "short")),
        (ON_PORTAL, [_cell(2), _cell(1)], 1, ("undetermined", "undated")),
        (ON_PORTAL, [_cell(2), _cell(0)], 1, ("not_met", "short")),
        (ON_PORTAL, [_cell(2), _cell(1, 1)], 0, ("undetermined", "review")),
        (ON_PORTAL, [_cell(2, complete=False), _cell(1, complete=False)], 0, ("undetermined", "incomplete")),
        (ON_PORTAL, [_cell(1), _cell(1, complete=False)], 0, ("not_met", "short")),
        (ON_PORTAL, [_cell(2, complete=False)], 0, ("met", None)),
        (ON_PORTAL, [], 0, ("not_due", None)),
        (OWN, [_cell(1), _cell(9)], 0, ("met", None)),
        (OWN, [_cell(1), _cell(8)], 0, ("not_met", "short")),
        (OWN, [_cell(1), _cell(8)], 1, ("undetermined", "undated")),
        (OWN, [_cell(1, 1), _cell(8)], 0, ("undetermined", "review")),
        (OWN, [_cell(0, complete=False), _cell(9)], 0, ("undetermined", "incomplete")),
    ],
)
def test_verdicts(duty: Duty, cells: list[TrueCell], undated: int, verdict: tuple[str, str | None]) -> None:
    assert judged(duty, cells, duty.minimum * len(cells), undated) == verdict


# -- where one post stands, in a province of one department and its portal

_TEXT = Text("Một cửa", "Bộ phận một cửa.", ("Trả hồ sơ đúng hẹn.",), topics=("cchc",))


def _post(at: str, *, number: int = 1, site: str = "so", **values: Any) -> Post:
    section = "tin" if site == PORTAL else "cchc"
    moment = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    fields = {"sections": (section,), "kind": "c", "text": _TEXT} | values
    return Post(site=site, id=number, slug="bai", at=moment, **fields)


def _province(*posts: Post) -> Province:
    own = tuple(post for post in posts if post.site == "so")
    sections = (Section("cchc", "cchc", "CCHC", dedicated=True), Section("tin", "tin", "Tin"))
    agency = Site("so", "Sở", "department", "joomla", "127.0.0.2", "http://127.0.0.2", sections, own)
    portal_section = (Section("tin", "tin", "Tin", channel=PORTAL),)
    news = tuple(post for post in posts if post.site == PORTAL)
    portal = Site(PORTAL, "Cổng", PORTAL, "vnpt", "127.0.0.3", "http://127.0.0.3", portal_section, news)
    return Province("tinh", "Tỉnh", 2024, (portal, agency))


def _rows(*posts: Post) -> list[Row]:
    return sorted(rows(_province(*posts)), key=lambda row: row.post.at)


_NEWS = replace(_TEXT, topics=())
_CREDITED, _MAY_BE = Credit("source", "Sở", ("so",)), Credit("none", "", ("so",))
_PLAN: dict[str, Any] = {"document": "communication-plan"}


@pytest.mark.parametrize(
    ("post", "agency", "status", "cells"),
    [
        (_post("2024-01-31T23:50"), "so", "counted", [("own-site", "2024-01", "count")]),
        (_post("2024-02-01T00:05"), "so", "counted", [("own-site", "2024-02", "count")]),
        (_post("2023-12-31T23:50"), "so", "out_of_period", []),
        (_post("2025-01-01T00:05"), "so", "out_of_period", []),
        (_post("2024-03-01", text=_NEWS), "so", "off_topic", []),
        (_post("2024-03-01", traps=frozenset({"undated"})), "so", "undated", [("own-site", None, "undated")]),
        (_post("2024-03-01", traps=frozenset({"gone"})), "so", "review", [("own-site", "2024-03", "review")]),
        (_post("2024-03-01", traps=frozenset({"soft404"})), "so", "review", [("own-site", "2024-03", "review")]),
        (_post("2024-03-01", site=PORTAL, credit=_CREDITED), "so", "counted", [("portal", "2024-03", "count")]),
        (_post("2024-03-01", site=PORTAL, credit=_MAY_BE), "so", "review", [("portal", "2024-03", "review")]),
        (_post("2024-03-01", site=PORTAL, credit=Credit("source", "Hội")), None, "unattributed", []),
        (_post("2024-03-01", site=PORTAL), None, "unattributed", []),
        (
            _post("2023-12-20", signed=date(2023, 12, 19), **_PLAN), "so", "counted",
            [("plan-document", "2024", "count")],
        ),
        (
            _post("2024-02-20", signed=date(2024, 1, 31), **_PLAN), "so", "counted",
            [("own-site", "2024-02", "count"), ("plan-document", "2024", "count")],
        ),
        (
            _post("2024-02-20", signed=date(2024, 2, 1), **_PLAN), "so", "counted",
            [("own-site", "2024-02", "count"), ("plan-document", "2024", "late")],
        ),
        (
            _post("2024-01-20", signed=date(2024, 1, 15), document="communication-plan?"), "so", "counted",
            [("own-site", "2024-01", "count"), ("plan-document", "2024", "review")],
        ),
    ],
)  # fmt: skip
def test_where_a_post_stands(post: Post, agency: str | None, status: str, cells: list[tuple[str, str, str]]) -> None:
    (row,) = _rows(post)
    assert (row.agency, row.status, list(row.cells)) == (agency, status, cells)


def test_the_first_copy_in_the_plans_year_stands() -> None:
    found = _rows(_post("2023-12-28"), _post("2024-01-09", number=2), _post("2024-05-01", number=3))
    assert [row.status for row in found] == ["out_of_period", "counted", "duplicate"]
    assert [len(row.cells) for row in found] == [0, 1, 0]


def test_a_copy_on_the_portal_counts_there() -> None:
    found = _rows(_post("2024-01-09"), _post("2024-01-10", site=PORTAL, credit=_CREDITED))
    assert [(row.channel, row.status) for row in found] == [("own_site", "counted"), (PORTAL, "counted")]


def test_a_post_in_two_sections_is_one_row_and_filed() -> None:
    (row,) = _rows(_post("2024-01-09", sections=("tin", "cchc")))
    assert row.filed


def test_a_post_whose_page_fails_is_none_yet_and_leaves_its_month_open() -> None:
    posts = (_post("2024-06-18", traps=frozenset({"broken"})), _post("2024-06-02", number=2))
    quota = next(one for one in truth(_province(*posts)).quotas if one.quota == "own-site")
    assert [(quota.periods[key].count, quota.periods[key].complete) for key in ("2024-05", "2024-06")] == [
        (0, True),
        (1, False),
    ]


def test_nothing_is_due_before_its_last_day() -> None:
    early = truth(PROVINCE, date(2024, 3, 30))
    months = next(one for one in early.quotas if one.quota == "own-site").periods
    assert [key for key, cell in months.items() if cell.due] == ["2024-01", "2024-02"]
    weeks = next(one for one in early.quotas if one.quota == "broadcast").periods
    assert not weeks["2024-W07"].due
    assert weeks["2024-W08"].due
