"""Counts of a year: what is due, excepted, required, and what becomes of tallies."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import BadInput
from crawler.ledger import ListPageRow, SectionFacts, Tally
from crawler.registry.model import Registry
from reports.counting import count_year, looked_through
from reports.coverage import Coverage

VN = ZoneInfo("Asia/Ho_Chi_Minh")
END = date(2024, 12, 31)
OWN = {"id": "own", "clause": "III.1.b", "channel": "own_site", "topic": "cchc", "period": "month", "minimum": 5,
       "basis": "average", "yearly_minimum": 70, "kinds": ["department"]}  # fmt: skip
PORTAL = {"id": "portal", "clause": "III.1.d", "channel": "portal", "topic": "cchc", "period": "month", "minimum": 2,
          "basis": "each", "kinds": ["department"]}  # fmt: skip
WEEKLY = {"id": "radio", "clause": "III.1.c", "channel": "broadcast", "topic": "cchc", "period": "week", "minimum": 1,
          "basis": "each", "kinds": ["department"]}  # fmt: skip
ONCE = {"id": "plan", "clause": "III.1.a", "channel": "document", "document": "communication-plan", "period": "once",
        "minimum": 1, "deadline": date(2024, 1, 31), "kinds": ["department"]}  # fmt: skip


class Whole:
    """Sections of which everything was read, but for the months named, and none in the channels named."""

    def __init__(self, incomplete=(), none=(), dedicated=True):
        self.incomplete, self.none, self.dedicated = incomplete, none, dedicated
        self.asked = []

    def complete(self, owner, channel, first, last):
        self.asked.append((owner, channel, first, last))
        return channel not in self.none and f"{first:%Y-%m}" not in self.incomplete

    def has_section(self, owner, channel, first, last):
        return channel not in self.none

    def dedicated_section(self, owner, channel, first, last):
        return self.dedicated and channel not in self.none


def registry(*quotas, exceptions=(), agency=None, others=(), year=2024):
    one = {"id": "so-a", "name": "Sở A", "kind": "department", "website": "https://a.example.vn", **(agency or {})}
    data = {
        "version": 1,
        "province": {"id": "tinh-x", "name": "Tỉnh X"},
        "plan": {"year": year, "title": "Kế hoạch", "quotas": list(quotas), "exceptions": list(exceptions)},
        "agencies": [one, *others],
    }
    return Registry.model_validate(data)


def tallies(quota, counts, **more):
    return [Tally("so-a", quota, key, count=count, **more) for key, count in counts.items()]


def months(*counts):
    return {f"2024-{n:02}": count for n, count in enumerate(counts, start=1)}


def one(quota, counts=(), as_of=END, sections=None, *, rows=(), **more):
    found = [*tallies(quota["id"], dict(counts)), *rows]
    year = count_year(registry(quota, **more), 2024, as_of, found, sections or Whole())
    return year.agencies[0].quotas[0]


def due(quota):
    return [key for key, cell in quota.periods.items() if cell.due]


def test_the_year_names_its_province_day_and_agencies_in_the_registrys_order():
    other = {"id": "dai", "name": "Đài", "kind": "broadcaster", "website": "https://d.example.vn"}
    year = count_year(registry(OWN, others=[other]), 2024, END, [], Whole())
    assert (year.year, year.as_of, year.province) == (2024, "2024-12-31", "tinh-x")
    assert [(agency.id, len(agency.quotas)) for agency in year.agencies] == [("so-a", 1), ("dai", 0)]
    assert [
        agency.id for agency in count_year(registry(OWN, others=[other]), 2024, END, [], Whole(), ["dai"]).agencies
    ] == ["dai"]


@pytest.mark.parametrize(("year", "agencies", "words"), [(2023, None, "năm 2023"), (2024, ["so-z"], "so-z")])
def test_an_unknown_year_or_agency_is_bad_input(year, agencies, words):
    with pytest.raises(BadInput, match=words):
        count_year(registry(OWN), year, END, [], Whole(), agencies)


@pytest.mark.parametrize(
    ("as_of", "number"),
    [
        *(("2024-01-30", 0), ("2024-01-31", 1), ("2024-02-28", 1), ("2024-02-29", 2)),
        *(("2024-12-30", 11), ("2024-12-31", 12), ("2025-06-01", 12)),
    ],
)
def test_a_month_is_due_from_its_last_day_on(as_of, number):
    quota = one(OWN, as_of=date.fromisoformat(as_of))
    assert len(due(quota)) == number
    assert len(quota.periods) == 12


@pytest.mark.parametrize(
    ("as_of", "number"), [("2024-01-06", 0), ("2024-01-07", 1), ("2024-12-28", 51), ("2024-12-29", 52)]
)
def test_a_week_is_due_from_its_sunday_on(as_of, number):
    quota = one(WEEKLY, as_of=date.fromisoformat(as_of))
    assert len(due(quota)) == number
    assert list(quota.periods)[0::51] == ["2024-W01", "2024-W52"]


@pytest.mark.parametrize(
    ("counts", "as_of", "verdict", "reason", "total", "required", "shortfall"),
    [
        (months(*[6] * 12), END, "met", None, 72, 70, 0),
        (months(*[5] * 12), END, "not_met", "short", 60, 70, 10),  # the year's minimum asks for more than 12 × 5
        (months(*[5] * 12), date(2024, 12, 30), "met", None, 55, 55, 0),  # and binds when the year is over
        (months(0, 10), date(2024, 2, 29), "met", None, 10, 10, 0),  # an average
        (months(0, 9, 30), date(2024, 2, 29), "not_met", "short", 9, 10, 1),  # a month not over does not help
        ({}, date(2024, 1, 30), "not_due", None, 0, 0, 0),
    ],
)
def test_average(counts, as_of, verdict, reason, total, required, shortfall):
    quota = one(OWN, counts, as_of)
    assert (quota.verdict, quota.reason, quota.total, quota.required, quota.shortfall) == (
        verdict, reason, total, required, shortfall,
    )  # fmt: skip


@pytest.mark.parametrize(("as_of", "required"), [(date(2024, 12, 30), 52), (END, 70)])
def test_a_yearly_minimum_binds_when_the_year_is_over_though_all_weeks_were_due_before(as_of, required):
    assert one({**WEEKLY, "yearly_minimum": 70}, as_of=as_of).required == required


def test_a_yearly_minimum_below_the_sum_changes_nothing():
    assert one({**OWN, "yearly_minimum": 40}, months(*[5] * 12)).required == 60


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"agency": {"valid_from": date(2024, 6, 15)}}, 6),
        ({"agency": {"valid_from": date(2024, 7, 1)}}, 6),
        ({"agency": {"valid_to": date(2024, 6, 30)}}, 6),
        ({"agency": {"valid_to": date(2024, 6, 29)}}, 5),
        ({"agency": {"valid_from": date(2024, 2, 2), "valid_to": date(2024, 11, 29)}}, 8),
        ({"exceptions": [{"quotas": ["own"], "periods": ["2024-02", "2024-03"], "reason": "Tết"}]}, 10),
        ({"exceptions": [{"quotas": ["own"], "periods": ["2024-02"], "agencies": ["so-a"], "reason": "Tết"}]}, 11),
        ({"exceptions": [{"quotas": ["own"], "periods": ["2024-02"], "agencies": ["so-b"], "reason": "Tết"}]}, 12),
        ({"exceptions": [{"quotas": ["portal"], "periods": ["2024-02"], "reason": "Tết"}]}, 12),
        ({"exceptions": [{"quotas": ["own"], "periods": ["2024-W07"], "reason": "Tết"}]}, 11),
        ({"exceptions": [{"quotas": ["own"], "periods": ["2024"], "reason": "Sáp nhập"}]}, 0),
    ],
)
def test_only_months_in_force_throughout_and_not_excepted_are_due(more, number):
    quota = one(OWN, months(*[9] * 12), **more)
    assert len(due(quota)) == number
    assert quota.required == (70 if number == 12 else 5 * number)  # the year's minimum binds a whole year alone
    assert quota.total == 9 * number
    assert [key for key, cell in quota.periods.items() if cell.excepted] == [
        key for key in quota.periods if key not in due(quota)
    ]


def test_a_quota_in_force_from_mid_year():
    quota = one({**OWN, "valid_from": date(2024, 3, 2)}, months(*[5] * 12))
    assert due(quota)[0] == "2024-04"
    assert quota.verdict == "met"


@pytest.mark.parametrize(
    "more", [{"agency": {"valid_to": date(2023, 12, 31)}}, {"agency": {"valid_from": date(2025, 1, 1)}}]
)
def test_a_duty_not_in_force_on_any_day_of_the_year_is_not_listed(more):
    assert count_year(registry(OWN, **more), 2024, END, [], Whole()).agencies[0].quotas == ()


def test_a_week_that_began_before_the_duty_did_is_not_due():
    reg = registry({**WEEKLY, "valid_from": date(2025, 1, 1)}, year=2025)
    (quota,) = count_year(reg, 2025, date(2025, 12, 31), [], Whole()).agencies[0].quotas
    assert due(quota)[0] == "2025-W02"
    assert next(iter(quota.periods)) == "2025-W01"


def test_an_excepted_week_asks_for_nothing():
    tet = [{"quotas": ["radio"], "periods": ["2024-W07"], "agencies": [], "reason": "Tết"}]
    counts = {f"2024-W{n:02}": 1 for n in range(1, 53) if n != 7}
    assert one(WEEKLY, counts, exceptions=tet).verdict == "met"
    assert one(WEEKLY, counts).verdict == "not_met"


@pytest.mark.parametrize(
    ("periods", "as_of", "reason"),
    [
        ([], "2024-01-30", None),
        (["2024-01"], "2024-01-31", "excepted"),
        (["2024-01"], "2024-01-30", None),  # nothing was due yet, excepted or not
        ([f"2024-{n:02}" for n in range(1, 13)], "2024-01-02", "excepted"),  # nothing ever will be
        ([f"2024-{n:02}" for n in range(1, 13)], "2024-12-31", "excepted"),
    ],
)
def test_why_nothing_is_due(periods, as_of, reason):
    exceptions = [{"quotas": ["own"], "periods": periods, "reason": "Thiên tai"}] if periods else []
    quota = one(OWN, as_of=date.fromisoformat(as_of), exceptions=exceptions)
    assert (quota.verdict, quota.reason) == ("not_due", reason)


@pytest.mark.parametrize(
    ("counts", "sections", "rows", "expected"),
    [
        (months(*[2] * 12), Whole(), [], ("met", None)),
        (months(*[2] * 11), Whole(), [], ("not_met", "short")),
        (months(*[2] * 11), Whole(["2024-12"]), [], ("undetermined", "incomplete")),
        (months(*[2] * 11, 1), Whole(), [Tally("so-a", "portal", "2024-12", review=1)], ("undetermined", "review")),
        (months(*[2] * 11, 1), Whole(), [Tally("so-a", "portal", None, count=1)], ("undetermined", "undated")),
        (months(*[2] * 11, 1), Whole(), [Tally("so-a", "portal", None, review=1)], ("undetermined", "undated")),
        (months(*[2] * 11, 1), Whole(), [Tally("so-b", "portal", None, count=1)], ("not_met", "short")),
        (months(*[2] * 11, 1), Whole(), [Tally("so-a", "own", None, count=1)], ("not_met", "short")),
        ({}, Whole(none=["portal"]), [], ("undetermined", "no_section")),
        (months(*[2] * 11), Whole(none=["portal"]), [Tally("so-a", "portal", "2024-12", count=2, attested=2)],
         ("met", None)),
        (months(*[2] * 11), Whole(none=["portal"]), [Tally("so-a", "portal", "2024-12", count=1, attested=1)],
         ("undetermined", "no_section")),
    ],
)  # fmt: skip
def test_each(counts, sections, rows, expected):
    quota = one(PORTAL, counts, sections=sections, rows=rows)
    assert (quota.verdict, quota.reason) == expected
    assert quota.dedicated_section is ("portal" not in sections.none)


def test_cells_carry_their_tally_and_what_is_known_of_them():
    rows = [
        Tally("so-a", "portal", "2024-02", count=1, filed=1),
        Tally("so-a", "portal", "2024-02", count=2, attested=2, review=4),
    ]
    quota = one(PORTAL, rows=rows, sections=Whole(["2024-03"]), as_of=date(2024, 4, 29))
    february = quota.periods["2024-02"]
    assert (february.count, february.filed, february.attested, february.review) == (3, 1, 2, 4)
    assert {key: cell.met for key, cell in list(quota.periods.items())[:4]} == {
        "2024-01": False, "2024-02": True, "2024-03": None, "2024-04": None,
    }  # fmt: skip


def test_posts_dated_outside_the_year_are_nowhere():
    quota = one(WEEKLY, rows=[Tally("so-a", "radio", "2025-W01", count=9), Tally("so-a", "radio", "2023-W52", count=9)])
    assert sum(cell.count for cell in quota.periods.values()) == quota.total == 0


IN_TIME, LATE = Tally("so-a", "plan", "2024", count=1), Tally("so-a", "plan", "2024", late=1)


@pytest.mark.parametrize(
    ("as_of", "rows", "sections", "expected"),
    [
        ("2024-01-31", [IN_TIME], Whole(), ("met", None)),
        ("2024-01-30", [IN_TIME], Whole(), ("met", None)),  # early
        ("2024-01-30", [], Whole(), ("not_due", None)),
        ("2024-01-31", [], Whole(), ("not_met", "short")),
        ("2024-03-01", [LATE], Whole(), ("not_met", "late")),
        ("2024-03-01", [Tally("so-a", "plan", "2024"), LATE], Whole(), ("not_met", "late")),
        ("2024-03-01", [LATE], Whole(["2023-10"]), ("undetermined", "incomplete")),
        ("2024-03-01", [Tally("so-a", "plan", "2024", review=1)], Whole(), ("undetermined", "review")),
        ("2024-03-01", [Tally("so-a", "plan", None, count=1)], Whole(), ("undetermined", "undated")),
        ("2024-03-01", [], Whole(none=["document"]), ("undetermined", "no_section")),
        ("2024-03-01", [IN_TIME], Whole(none=["document"]), ("met", None)),
    ],
)
def test_documents(as_of, rows, sections, expected):
    quota = one(ONCE, rows=rows, sections=sections, as_of=date.fromisoformat(as_of))
    assert (quota.verdict, quota.reason) == expected
    assert list(quota.periods) == ["2024"]
    assert quota.topic is None


def test_documents_are_looked_for_from_october_to_the_deadline():
    sections = Whole()
    one(ONCE, sections=sections)
    assert sections.asked == [("so-a", "document", date(2023, 10, 1), date(2024, 1, 31))]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"agency": {"valid_from": date(2024, 2, 15)}}, ("not_due", None)),  # came into being after the deadline
        ({"agency": {"valid_to": date(2024, 6, 30)}}, ("not_met", "short")),  # merged long after it
        ({"agency": {"valid_to": date(2024, 1, 30)}}, ("not_due", None)),
        ({"exceptions": [{"quotas": ["plan"], "periods": ["2024"], "reason": "Sáp nhập"}]}, ("not_due", "excepted")),
        ({"exceptions": [{"quotas": ["plan"], "periods": ["2024-01"], "reason": "Bão"}]}, ("not_due", "excepted")),
        ({"exceptions": [{"quotas": ["plan"], "periods": ["2024-02"], "reason": "Bão"}]}, ("not_met", "short")),
    ],
)
def test_a_duty_of_once_goes_by_its_deadline(more, expected):
    quota = one(ONCE, **more)
    assert (quota.verdict, quota.reason) == expected


def test_an_excepted_document_is_not_met_early():
    exceptions = [{"quotas": ["plan"], "periods": ["2024"], "reason": "Sáp nhập"}]
    assert one(ONCE, rows=[IN_TIME], as_of=date(2024, 1, 2), exceptions=exceptions).verdict == "not_due"


@pytest.mark.parametrize(
    ("quota", "key", "expected"),
    [
        (OWN, "2024-02", ("2024-02-01", "2024-02-29")),
        (WEEKLY, "2024-W01", ("2024-01-01", "2024-01-07")),
        (ONCE, "2024", ("2023-10-01", "2024-01-31")),
        ({**ONCE, "channel": "own_site", "deadline": date(2024, 6, 30)}, "2024", ("2024-01-01", "2024-06-30")),
        ({**ONCE, "channel": "own_site", "deadline": None}, "2024", ("2024-01-01", "2024-12-31")),
        ({**ONCE, "deadline": None}, "2024", ("2023-10-01", "2024-12-31")),
        ({**ONCE, "deadline": date(2023, 12, 15)}, "2024", ("2023-10-01", "2023-12-15")),
    ],
)
def test_the_days_that_must_be_complete(quota, key, expected):
    found = looked_through(registry(quota).plan.quotas[0], key)
    assert tuple(str(day) for day in found) == expected


def facts(name, owner, channel, **more):
    base = {"dedicated": True, "verified": True, "valid_from": None, "valid_to": None}
    return SectionFacts(name, owner, channel, f"https://{name}.example.vn", **{**base, **more})


def reading(section, outcome="read", after="end", items=30, at="2025-01-05T08:00"):
    moment = datetime.fromisoformat(at).replace(tzinfo=VN)
    newest, oldest = (date(2024, 12, 31), date(2023, 1, 1)) if items else (None, None)
    return ListPageRow("c", section, 1, moment, "u", outcome, after, items, 0, newest, oldest, 0, False, None, None)


@pytest.mark.parametrize(
    ("row", "verified", "expected"),
    [
        (reading("s"), True, ("not_met", "short")),  # silence in a listing read whole is a finding
        (reading("s", "empty", items=0), True, ("not_met", "short")),
        (reading("s", "empty", items=0), False, ("undetermined", "incomplete")),
        (reading("s", "layout_changed", None, 0), True, ("undetermined", "incomplete")),
        (reading("s", "failed", None, 0), True, ("undetermined", "incomplete")),
        (reading("s", at="2024-01-20T08:00"), True, ("undetermined", "incomplete")),
    ],
)
def test_posted_nothing_and_could_not_look_are_never_the_same(row, verified, expected):
    coverage = Coverage([facts("s", "so-a", "own_site", verified=verified)], [row], [], VN)
    quota = one(OWN, sections=coverage)
    assert (quota.verdict, quota.reason) == expected


def test_a_channel_of_the_portal_is_read_on_the_portal():
    coverage = Coverage([facts("p", "portal", "portal", dedicated=False)], [reading("p")], [], VN)
    quota = one(PORTAL, months(*[2] * 12), sections=coverage)
    assert (quota.verdict, quota.dedicated_section) == ("met", False)
    assert all(cell.complete for cell in quota.periods.values())


def test_a_section_that_opened_in_mid_year_leaves_the_months_before_it_incomplete():
    coverage = Coverage([facts("s", "so-a", "own_site", valid_from=date(2024, 7, 1))], [reading("s")], [], VN)
    quota = one(OWN, months(*[1] * 12), sections=coverage)
    assert [cell.complete for cell in quota.periods.values()] == [False] * 6 + [True] * 6
    assert quota.reason == "incomplete"
    assert one(OWN, months(1, 1), sections=coverage, as_of=date(2024, 2, 29)).reason == "no_section"


def test_a_province_is_counted_at_once():
    others = [
        {"id": f"so-{n}", "name": f"Sở {n}", "kind": "department", "website": f"https://s{n}.example.vn"}
        for n in range(40)
    ]
    reg = registry(OWN, PORTAL, WEEKLY, ONCE, others=others)
    sections = [facts(f"{channel}{n}", f"so-{n}", channel) for n in range(40) for channel in ("own_site", "broadcast")]
    sections += [facts(f"p{n}", "portal", "portal") for n in range(10)]
    rows = [reading(section.section) for section in sections]
    counted = [Tally(f"so-{n}", "own", f"2024-{m:02}", count=5) for n in range(40) for m in range(1, 13)]
    begun = time.perf_counter()
    year = count_year(reg, 2024, END, counted, Coverage(sections, rows, [], VN))
    assert time.perf_counter() - begun < 2.0  # measured well under 0.3 s; the bound leaves room for a busy machine
    assert len(year.agencies) == 41
