"""Which of a post's dates is its publication, and how far that can be trusted: a table of cases, then properties."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.date_flags import FLAGS, PLACES
from crawler.items import DATE_PLACES, Article, Item, Words
from pipelines.dateclues import GROUPS, INFERRING, NEAR_TITLE, ON_PAGE, UPDATED
from pipelines.dates import candidates_of, choose

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2024, 6, 1, 9, 0, tzinfo=ZONE)
LINE, LABEL, JSONLD, META, TIME = ON_PAGE

# name: candidates (place, words), options -> published, source, grade, days, flags
CASES = {
    "nothing": ([], {}, None, None, "none", [], []),
    "no words that can be read": ([(LINE, "không rõ")], {}, None, None, "none", [], ["unread"]),
    "month first is not turned round": ([(LINE, "03/25/2024")], {}, None, None, "none", [], ["unread"]),
    "line alone": ([(LINE, "12/03/2024 09:15")], {}, "2024-03-12T09:15:00+07:00", LINE, "B", ["2024-03-12"], []),
    "line without a time": ([(LINE, "12/03/2024")], {}, "2024-03-12", LINE, "B", ["2024-03-12"], []),
    "filler time": ([(LINE, "12/03/2024 12:00 AM")], {}, "2024-03-12", LINE, "B", ["2024-03-12"], ["filler_time"]),
    "machine midnight": (
        [(META, "2024-03-12T00:00:00+07:00")], {}, "2024-03-12", META, "B", ["2024-03-12"], ["filler_time"],
    ),
    "label alone": ([(LABEL, "12/03/2024")], {}, "2024-03-12", LABEL, "B", ["2024-03-12"], []),
    "json-ld alone": (
        [(JSONLD, "2024-03-12T09:15:00+07:00")], {}, "2024-03-12T09:15:00+07:00", JSONLD, "B", ["2024-03-12"], [],
    ),
    "listing alone": ([("listing", "12/03/2024")], {}, "2024-03-12", "listing", "B", ["2024-03-12"], ["listing_only"]),
    "listing alone, known to be wrong at times": (
        [("listing", "12/03/2024")], {"listing_reliable": False},
        "2024-03-12", "listing", "C", ["2024-03-12"], ["listing_only", "listing_unreliable"],
    ),
    "feed alone": (
        [("feed", "Mon, 11 Mar 2024 20:15:00 GMT")], {}, "2024-03-12T03:15:00+07:00", "feed", "B", ["2024-03-12"], [],
    ),
    "joomla's feed alone has the draft's day": (
        [("feed", "Mon, 11 Mar 2024 20:15:00 +0700")], {"family": "joomla"},
        "2024-03-11T20:15:00+07:00", "feed", "C", ["2024-03-11"], ["feed_unreliable"],
    ),
    "joomla's feed and listing share the draft's day": (
        [("feed", "Mon, 11 Mar 2024 20:15:00 +0700"), ("listing", "11/03/2024")],
        {"family": "joomla", "listing_reliable": False},
        "2024-03-11", "listing", "C", ["2024-03-11"], ["feed_unreliable", "listing_unreliable"],
    ),
    "api alone, epoch": ([("api", "1710208800000")], {}, "2024-03-12T09:00:00+07:00", "api", "B", ["2024-03-12"], []),
    "sitemap alone": ([("sitemap", "2024-03-12")], {}, "2024-03-12", "sitemap", "B", ["2024-03-12"], []),
    "line and listing are one witness": (
        [(LINE, "12/03/2024 09:15"), ("listing", "(12/03/2024)")], {},
        "2024-03-12T09:15:00+07:00", LINE, "B", ["2024-03-12"], [],
    ),
    "line and label are one witness": (
        [(LINE, "12/03/2024"), (LABEL, "12/03/2024 09:15")], {},
        "2024-03-12T09:15:00+07:00", LINE, "B", ["2024-03-12"], [],
    ),
    "three machine places are one witness": (
        [(JSONLD, "2024-03-12T09:15:00+07:00"), (META, "2024-03-12T02:15:00Z"), (TIME, "2024-03-12")], {},
        "2024-03-12T09:15:00+07:00", JSONLD, "B", ["2024-03-12"], [],
    ),
    "line and meta agree": (
        [(LINE, "12/03/2024 09:15"), (META, "2024-03-12+0709:15:42")], {},
        "2024-03-12T09:15:00+07:00", LINE, "A", ["2024-03-12"], [],
    ),
    "the page's machine date knows the time of the line's day": (
        [(LINE, "Được đăng ngày 19 Tháng 1 2024"), (TIME, "2024-01-19T15:12:55+07:00")], {},
        "2024-01-19T15:12:55+07:00", LINE, "A", ["2024-01-19"], [],
    ),
    "a feed's time is not the page's": (
        [(LINE, "12/03/2024"), ("feed", "Tue, 12 Mar 2024 02:15:00 GMT")], {},
        "2024-03-12", LINE, "A", ["2024-03-12"], [],
    ),
    "line and a feed of the day before in Greenwich agree": (
        [(LINE, "12/03/2024 03:15"), ("feed", "Mon, 11 Mar 2024 20:15:00 GMT")], {},
        "2024-03-12T03:15:00+07:00", LINE, "A", ["2024-03-12"], [],
    ),
    "listing and sitemap agree": (
        [("listing", "12/03/2024"), ("sitemap", "2024-03-12T09:15:00+07:00")], {},
        "2024-03-12", "listing", "A", ["2024-03-12"], [],
    ),
    "api and its page agree": (
        [("api", "2024-03-12T09:15:00"), (META, "2024-03-12T09:15:00+07:00")], {},
        "2024-03-12T09:15:00+07:00", META, "A", ["2024-03-12"], [],
    ),
    "line and another address agree": (
        [(LINE, "12/03/2024"), ("other_url", "12/03/2024")], {}, "2024-03-12", LINE, "A", ["2024-03-12"], [],
    ),
    "line and json-ld differ": (
        [(LINE, "29/02/2024"), (JSONLD, "2024-03-01T09:15:00+07:00")], {},
        "2024-02-29", LINE, "C", ["2024-02-29", "2024-03-01"], ["page_differs"],
    ),
    "two labels differ": (
        [(LABEL, "12/03/2024"), (LABEL, "13/03/2024")], {},
        "2024-03-12", LABEL, "C", ["2024-03-12", "2024-03-13"], ["page_differs"],
    ),
    "two machine places differ": (
        [(META, "2024-03-12"), (JSONLD, "2024-03-14")], {},
        "2024-03-14", JSONLD, "C", ["2024-03-12", "2024-03-14"], ["page_differs"],
    ),
    "many agree and one on the page differs": (
        [(LINE, "12/03/2024"), (META, "2024-03-12"), ("feed", "2024-03-12"), (JSONLD, "2024-03-20")], {},
        "2024-03-12", LINE, "C", ["2024-03-12", "2024-03-20"], ["page_differs"],
    ),
    "listing differs, never seen to": (
        [(LINE, "29/02/2024 16:00"), ("listing", "01/03/2024")], {},
        "2024-02-29T16:00:00+07:00", LINE, "C", ["2024-02-29", "2024-03-01"], ["listing_differs"],
    ),
    "listing differs, held reliable": (
        [(LINE, "29/02/2024"), ("listing", "01/03/2024")], {"listing_reliable": True},
        "2024-02-29", LINE, "C", ["2024-02-29", "2024-03-01"], ["listing_differs"],
    ),
    "listing differs, as it does": (
        [(LINE, "29/02/2024"), ("listing", "01/03/2024")], {"listing_reliable": False},
        "2024-02-29", LINE, "B", ["2024-02-29"], ["listing_differs"],
    ),
    "listing differs from a page that two witnesses date": (
        [(LINE, "29/02/2024"), (META, "2024-02-29"), ("listing", "01/03/2024")], {"listing_reliable": False},
        "2024-02-29", LINE, "A", ["2024-02-29"], ["listing_differs"],
    ),
    "a feed with the draft's day leaves the page's": (
        [(LINE, "01/03/2024 08:00"), ("feed", "Wed, 28 Feb 2024 15:20:00 +0700")], {},
        "2024-03-01T08:00:00+07:00", LINE, "B", ["2024-03-01"], ["feed_differs"],
    ),
    "joomla: draft in UTC marked +0700": (
        [(LINE, "Được đăng ngày 01 Tháng 1 2024"), (TIME, "2024-01-01T03:33:54+07:00"),
         ("feed", "Sun, 31 Dec 2023 17:20:00 +0700")], {"family": "joomla"},
        "2024-01-01T03:33:54+07:00", LINE, "A", ["2024-01-01"], ["feed_differs"],
    ),
    "feed's local time marked as Greenwich's": (
        [(LINE, "12/03/2024 19:15"), ("feed", "Tue, 12 Mar 2024 19:15:00 GMT")], {},
        "2024-03-12T19:15:00+07:00", LINE, "B", ["2024-03-12"], ["feed_differs"],
    ),
    "the same with the month where the minutes belong": (
        [(LINE, "12/03/2024 19:15"), ("feed", "Tue, 12 Mar 2024 19:03:00 GMT")], {},
        "2024-03-12T19:15:00+07:00", LINE, "B", ["2024-03-12"], ["feed_differs"],
    ),
    "the same where the page has no time": (
        [(LINE, "12/03/2024"), ("feed", "Tue, 12 Mar 2024 19:15:00 GMT")], {},
        "2024-03-12", LINE, "B", ["2024-03-12"], ["feed_differs"],
    ),
    "a feed days later may be right": (
        [(LINE, "29/02/2024 08:00"), ("feed", "Sun, 03 Mar 2024 10:41:00 +0700")], {},
        "2024-02-29T08:00:00+07:00", LINE, "C", ["2024-02-29", "2024-03-03"], ["feed_differs"],
    ),
    "a feed earlier than a listing may be right": (
        [("listing", "01/03/2024"), ("feed", "Wed, 28 Feb 2024 15:20:00 +0700")], {},
        "2024-03-01", "listing", "C", ["2024-02-28", "2024-03-01"], ["feed_differs"],
    ),
    "a sitemap's UTC day": (
        [(LINE, "12/03/2024 03:15"), ("sitemap", "2024-03-11")], {},
        "2024-03-12T03:15:00+07:00", LINE, "B", ["2024-03-12"], ["sitemap_differs"],
    ),
    "a sitemap of another day": (
        [(LINE, "12/03/2024 03:15"), ("sitemap", "2024-04-02")], {},
        "2024-03-12T03:15:00+07:00", LINE, "C", ["2024-03-12", "2024-04-02"], ["sitemap_differs"],
    ),
    "api of another day": (
        [(META, "2024-03-12T10:00:00+07:00"), ("api", "2024-03-02T11:30:00")], {},
        "2024-03-12T10:00:00+07:00", META, "C", ["2024-03-02", "2024-03-12"], ["api_differs"],
    ),
    "another address with another day": (
        [(LINE, "29/02/2024"), ("other_url", "01/03/2024")], {},
        "2024-02-29", LINE, "C", ["2024-02-29", "2024-03-01"], ["other_url_differs"],
    ),
    "near the title alone": (
        [(NEAR_TITLE, "12/03/2024 09:15")], {},
        "2024-03-12T09:15:00+07:00", NEAR_TITLE, "C", ["2024-03-12"], ["near_title"],
    ),
    "near the title is no second witness": (
        [(NEAR_TITLE, "12/03/2024"), ("listing", "12/03/2024")], {},
        "2024-03-12", "listing", "B", ["2024-03-12"], [],
    ),
    "near the title against the post's own line": (
        [(LINE, "12/03/2024"), (NEAR_TITLE, "20/03/2024")], {}, "2024-03-12", LINE, "B", ["2024-03-12"], [],
    ),
    "near the title against json-ld": (
        [(JSONLD, "2024-03-12"), (NEAR_TITLE, "20/03/2024")], {},
        "2024-03-12", JSONLD, "C", ["2024-03-12", "2024-03-20"], ["near_title_differs"],
    ),
    "near the title against a listing": (
        [("listing", "01/03/2024"), (NEAR_TITLE, "29/02/2024")], {},
        "2024-03-01", "listing", "C", ["2024-02-29", "2024-03-01"], ["near_title_differs"],
    ),
    "only a day of updating": (
        [(UPDATED, "12/03/2024 09:15")], {},
        "2024-03-12T09:15:00+07:00", UPDATED, "C", ["2024-03-12"], ["updated"],
    ),
    "a day of updating is no second witness": (
        [(UPDATED, "12/03/2024"), ("listing", "12/03/2024")], {}, "2024-03-12", "listing", "B", ["2024-03-12"], [],
    ),
    "a later day of updating is the last change": (
        [(UPDATED, "02/04/2024"), ("listing", "12/03/2024")], {},
        "2024-03-12", "listing", "B", ["2024-03-12"], ["updated_differs"],
    ),
    "a day of updating before that of the listing": (
        [(UPDATED, "10/03/2024"), ("listing", "12/03/2024")], {},
        "2024-03-12", "listing", "C", ["2024-03-10", "2024-03-12"], ["updated_differs"],
    ),
    "a bare line that names the moment of reading": (
        [(NEAR_TITLE, NOW.strftime("Thứ bảy, %d/%m/%Y, %H:%M:%S"))], {}, None, None, "none", [], ["clock"],
    ),
    "a bare line of this day and its weekday": (
        [(NEAR_TITLE, NOW.strftime("Thứ bảy, %d/%m/%Y")), ("listing", "12/03/2024")], {},
        "2024-03-12", "listing", "B", ["2024-03-12"], ["clock", "listing_only"],
    ),
    "a bare line of this morning": (
        [(NEAR_TITLE, (NOW - timedelta(hours=2)).strftime("%d/%m/%Y %H:%M"))], {},
        "2024-06-01T07:00:00+07:00", NEAR_TITLE, "C", ["2024-06-01"], ["near_title"],
    ),
    "relative": ([(LINE, "3 giờ trước")], {}, "2024-06-01", LINE, "C", ["2024-06-01"], ["relative"]),
    "relative over midnight": (
        [(LINE, "9 giờ trước")], {}, "2024-06-01", LINE, "C", ["2024-05-31", "2024-06-01"], ["relative"],
    ),
    "relative beside a date": (
        [(LINE, "3 ngày trước"), (META, "2024-05-28T10:00:00+07:00")], {},
        "2024-05-28T10:00:00+07:00", META, "B", ["2024-05-28"], [],
    ),
    "relative is not heard against a date": (
        [("listing", "3 ngày trước"), (LINE, "12/03/2024")], {}, "2024-03-12", LINE, "B", ["2024-03-12"], [],
    ),
    "wrong day of the week": (
        [(LINE, "Thứ hai, 12/03/2024")], {}, "2024-03-12", LINE, "C", ["2024-03-12"], ["weekday_conflict"],
    ),
    "day of the week says month first": (
        [(LINE, "Thứ sáu, 05/04/2024")], {}, "2024-04-05", LINE, "B", ["2024-04-05"], [],
    ),
    "day of the week says that month stands first": (
        [(LINE, "Thứ bảy, 04/05/2024")], {}, "2024-05-04", LINE, "B", ["2024-05-04"], [],
    ),
    "day of the week fits only the other way round": (
        [(LINE, "Thứ sáu, 04/05/2024")], {},
        "2024-05-04", LINE, "C", ["2024-04-05", "2024-05-04"], ["weekday_conflict"],
    ),
    "and meta settles it": (
        [(LINE, "Thứ sáu, 04/05/2024"), (META, "2024-04-05T10:00:00+07:00")], {},
        "2024-04-05T10:00:00+07:00", META, "B", ["2024-04-05"], ["weekday_conflict"],
    ),
    "wrong day of the week, right day by meta": (
        [(LINE, "Thứ hai, 12/03/2024"), (META, "2024-03-12")], {},
        "2024-03-12", META, "B", ["2024-03-12"], ["weekday_conflict"],
    ),
    "tomorrow may be another clock": ([(LINE, "02/06/2024")], {}, "2024-06-02", LINE, "B", ["2024-06-02"], []),
    "future": ([(LINE, "03/06/2024")], {}, "2024-06-03", LINE, "C", ["2024-06-03"], ["future"]),
    "future by two witnesses": (
        [(LINE, "12/12/2024"), (META, "2024-12-12")], {}, "2024-12-12", LINE, "C", ["2024-12-12"], ["future"],
    ),
    "a line with two days leaves the listing's": (
        [(LINE, "12/03/2024 - 15/03/2024"), ("listing", "20/03/2024")], {},
        "2024-03-20", "listing", "B", ["2024-03-20"], ["listing_only", "unread"],
    ),
    "a template's default is no date": (
        [(LINE, "12/03/2024"), (META, "1970-01-01T00:00:00+00:00"), (TIME, "0001-01-01")], {},
        "2024-03-12", LINE, "B", ["2024-03-12"], ["unread"],
    ),
}  # fmt: skip


def words(*pairs):
    return [Words(text, place) for place, text in pairs]


@pytest.mark.parametrize("name", CASES)
def test_choice(name):
    pairs, options, published, source, grade, days, flags = CASES[name]
    found = choose(words(*pairs), ZONE, now=NOW, **options)
    assert (found.published, found.source, found.grade) == (published, source, grade)
    assert [day.isoformat() for day in found.days] == days
    assert list(found.flags) == flags
    assert (found.day.isoformat() if found.day else None) == (published[:10] if published else None)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if 1 < len(case[0]) < 5])
def test_the_order_of_candidates_does_not_matter(name):
    pairs, options, *_ = CASES[name]
    found = {repr(choose(list(order), ZONE, now=NOW, **options)) for order in permutations(words(*pairs))}
    assert len(found) == 1


def test_candidates_are_shown_as_printed():
    found = choose(words((LINE, "Đăng lúc 12/03/2024 09:15"), ("listing", "01/03/2024"), (META, "hôm")), ZONE, now=NOW)
    assert found.words == "12/03/2024 09:15"
    assert found.candidates == (
        {"words": "Đăng lúc 12/03/2024 09:15", "place": LINE, "day": "2024-03-12", "time": "09:15:00", "used": True},
        {"words": "hôm", "place": META, "day": None, "time": None, "used": False},
        {"words": "01/03/2024", "place": "listing", "day": "2024-03-01", "time": None, "used": True},
    )


def test_what_has_no_say_is_not_used():
    found = choose(words((LINE, "12/03/2024"), ("listing", "01/03/2024")), ZONE, now=NOW, listing_reliable=False)
    assert [c["used"] for c in found.candidates] == [True, False]


def test_every_flag_and_place_has_its_vietnamese_words():
    flags = {flag for case in CASES.values() for flag in case[-1]}
    assert flags <= FLAGS.keys()
    assert {*DATE_PLACES, *INFERRING, "inspector"} == PLACES.keys()
    assert set(GROUPS) == set(DATE_PLACES)


def test_candidates_of_a_page_and_its_listing():
    line, listed = Words("12/03/2024", LINE), Words("12/03/2024", "listing")
    item = Item("https://a.example/1", "Tin", listed)
    assert candidates_of(Article("Tin", "", (line,)), item) == (line, listed)
    assert candidates_of(None, item) == (listed,)
    assert candidates_of(Article("Tin", "", (line,)), None) == (line,)


# -- properties

RANK = {"none": 0, "C": 1, "B": 2, "A": 3}
DAYS = st.dates(date(2024, 1, 1), date(2024, 5, 31))
PLACE = st.sampled_from(sorted(DATE_PLACES))
PRINTED = st.builds(
    lambda place, day, text: Words(text.format(day), place),
    PLACE,
    st.one_of(st.just(date(2024, 3, 12)), st.just(date(2024, 3, 13)), DAYS),
    st.sampled_from(["{:%d/%m/%Y}", "{:%d/%m/%Y} 21:30", "{:%Y-%m-%d}T22:10:00Z", "Thứ hai, {:%d/%m/%Y}"]),
)
OPTIONS = st.fixed_dictionaries(
    {"family": st.sampled_from([None, "joomla"]), "listing_reliable": st.sampled_from([None, True, False])}
)


@given(st.lists(PRINTED, max_size=6), st.randoms(), OPTIONS)
def test_any_order_gives_the_same(candidates, random, options):
    found = choose(candidates, ZONE, now=NOW, **options)
    shuffled = random.sample(candidates, len(candidates))
    assert choose(shuffled, ZONE, now=NOW, **options) == found


@given(st.lists(PRINTED, max_size=6), OPTIONS)
def test_what_a_dating_promises(candidates, options):
    found = choose(candidates, ZONE, now=NOW, **options)
    assert (found.day is None) == (found.grade == "none") == (not found.days) == (found.published is None)
    if found.day:
        assert found.day in found.days
        assert found.published.startswith(found.day.isoformat())
        assert any(c["used"] and c["day"] == found.day.isoformat() for c in found.candidates)
    if found.grade in "AB":
        assert found.days == (found.day,)
    assert set(found.flags) <= FLAGS.keys()


@given(st.lists(PRINTED, min_size=1, max_size=5), PLACE, OPTIONS)
def test_one_more_that_agrees_never_lowers_the_grade(candidates, place, options):
    before = choose(candidates, ZONE, now=NOW, **options)
    if before.day is None:
        return
    after = choose([*candidates, Words(f"{before.day:%d/%m/%Y}", place)], ZONE, now=NOW, **options)
    assert RANK[after.grade] >= RANK[before.grade]


@given(st.lists(PRINTED, min_size=1, max_size=5), st.sampled_from(ON_PAGE), DAYS)
def test_one_more_on_the_page_that_differs_never_raises_it(candidates, place, day):
    before = choose(candidates, ZONE, now=NOW)
    if before.day in (None, day) or "weekday_conflict" in before.flags:
        return
    if before.source not in ON_PAGE and before.grade == "C":
        return  # a quarrel outside the page, which the page's first word may settle
    after = choose([*candidates, Words(f"{day:%d/%m/%Y}", place)], ZONE, now=NOW)
    assert RANK[after.grade] <= RANK[before.grade]


@given(st.lists(PRINTED, max_size=5), st.text(max_size=12), st.text(max_size=12))
def test_unknown_words_and_places_break_nothing(candidates, text, place):
    choose([*candidates, Words(text, place)], ZONE, now=NOW)


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_no_feed_of_the_right_moment_in_a_wrong_zone_lowers_the_page(day, hour, minute):
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    line = Words(f"{moment:%d/%m/%Y %H:%M}", LINE)
    for shift in (-7, 0, 7):
        feed = Words(f"{(moment + timedelta(hours=shift)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "feed")
        assert choose([line, feed], ZONE, now=NOW).grade in "AB"
