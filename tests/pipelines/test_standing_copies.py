"""Of several posts with one text which stands: a table of cases, then what must hold for any posts at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.store.records import NearText
from pipelines.standing import standings
from tests.pipelines.judging import REGISTRY, SECTIONS, ZONE, facts

PORTAL = ("tinh.vn/tin",)


def rows(*posts):
    return standings(REGISTRY, posts, SECTIONS, ZONE)


def copy(post, at="2024-03-12", **other):
    return facts(post, at=at, **({"text": "k"} | other))


UNCLEAR = {"topics": (), "reviews": ("cchc",)}

# name: posts with the text `k` -> post/agency/channel: status, cells, and the copy that stands for it
CASES = {
    "the earliest stands": (
        [copy("b", "2024-01-05"), copy("a", "2024-03-05")],
        {"b": ("counted", "2024-01 count"), "a": ("duplicate", "of b")},
    ),
    "by time within a day": (
        [copy("a", "2024-03-05T10:00:00+07:00"), copy("b", "2024-03-05T09:00:00+07:00")],
        {"b": ("counted", "2024-03 count"), "a": ("duplicate", "of b")},
    ),
    "by the moment, whatever the zone": (
        [copy("a", "2024-03-05T01:00:00+07:00"), copy("b", "2024-03-04T18:30:00+00:00", days=("2024-03-05",))],
        {"b": ("duplicate", "of a"), "a": ("counted", "2024-03 count")},
    ),
    "by the first sight of it": (
        [copy("a", first_seen="2024-06-02"), copy("b", first_seen="2024-06-01")],
        {"b": ("counted", "2024-03 count"), "a": ("duplicate", "of b")},
    ),
    "by id": ([copy("b"), copy("a")], {"a": ("counted", "2024-03 count"), "b": ("duplicate", "of a")}),
    "other texts are no copies": (
        [copy("a"), copy("b", text="j"), copy("c", text=""), copy("d", text="")],
        dict.fromkeys("abcd", ("counted", "2024-03 count")),
    ),
    "of another year is no rival": (
        [copy("a", "2023-12-30"), copy("b", "2024-03-05")],
        {"a": ("out_of_period",), "b": ("counted", "2024-03 count")},
    ),
    "off topic is no rival": (
        [copy("a", "2024-01-05", topics=()), copy("b")],
        {"a": ("off_topic",), "b": ("counted", "2024-03 count")},
    ),
    "one that may be earlier makes both unclear": (
        [copy("a", days=("2024-01-05", "2024-04-05")), copy("b")],
        {"a": ("review", "2024-01 review"), "b": ("review", "2024-03 review")},
    ),
    "one that can't be earlier is a copy": (
        [copy("a", days=("2024-03-30", "2024-04-05")), copy("b")],
        {"a": ("duplicate", "of b"), "b": ("counted", "2024-03 count")},
    ),
    "an undated one may be earlier": (
        [copy("a", None), copy("b")], {"a": ("undated", " undated"), "b": ("review", "2024-03 review")},
    ),
    "nothing is earlier than the first month": (
        [copy("a", None), copy("b", "2024-01-31")], {"a": ("duplicate", "of b"), "b": ("counted", "2024-01 count")},
    ),
    "topic unclear, later": (
        [copy("a", "2024-04-05", **UNCLEAR), copy("b")],
        {"a": ("duplicate", "of b"), "b": ("counted", "2024-03 count")},
    ),
    "topic unclear, earlier": (
        [copy("a", "2024-01-05", **UNCLEAR), copy("b")],
        {"a": ("review", "2024-01 review"), "b": ("review", "2024-03 review")},
    ),
    "those behind one that is unclear stay copies": (
        [copy("a", "2024-01-05", **UNCLEAR), copy("b"), copy("c", "2024-04-05")],
        {"a": ("review", "2024-01 review"), "b": ("review", "2024-03 review"), "c": ("duplicate", "of b")},
    ),
    "none is sure": (
        [copy("a", days=("2024-01-05", "2024-02-05")), copy("b", None)],
        {"a": ("review", "2024-01 review", "2024-02 review"), "b": ("undated", " undated")},
    ),
    "held posts have no text to compare": (
        [copy("a", text="", held="http_404"), copy("b")],
        {"a": ("review", "2024-03 review"), "b": ("counted", "2024-03 count")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("posts", "expected"), CASES.values(), ids=CASES.keys())
def test_copies(posts, expected):
    found = {
        row.post: (
            row.status,
            *(f"{period} {state}" for _, period, state in row.cells),
            *([f"of {row.duplicate_of}"] if row.duplicate_of else []),
        )
        for row in rows(*posts)
    }
    assert found == expected


def statuses(*posts):
    return {(row.post, row.agency, row.channel): row.status for row in rows(*posts)}


def test_the_same_text_counts_in_each_channel():
    portal = copy("b", sections=PORTAL, credited=("snv",))
    found = statuses(copy("a"), portal)
    assert found == {("a", "snv", "own_site"): "counted", ("b", "snv", "portal"): "counted"}


def test_the_same_text_counts_for_each_agency():
    found = statuses(copy("a"), copy("b", "2024-04-01", sections=("huyen.vn/cchc",)))
    assert set(found.values()) == {"counted"}


def test_copies_on_the_portal_are_told_apart_by_agency():
    found = statuses(
        copy("a", sections=PORTAL, credited=("snv", "huyen")),
        copy("b", "2024-04-01", sections=PORTAL, credited=("snv",)),
    )
    assert found == {
        ("a", "snv", "portal"): "counted", ("a", "huyen", "portal"): "counted", ("b", "snv", "portal"): "duplicate",
    }  # fmt: skip


def test_the_reason_names_the_day_of_the_copy_that_stands():
    found = {row.post: row.reason for row in rows(copy("a", "2024-01-05"), copy("b"))}
    assert found["b"] == "Trùng toàn bộ hoặc gần như toàn bộ với tin, bài đã đăng ngày 05/01/2024."


def test_a_week_of_the_next_year_leaves_the_week_of_this_one():
    """The last days of 2024 belong to a week of 2025: the copy there is no rival of the one in 2024."""
    radio = {"sections": ("huyen.vn/dai",)}
    found = statuses(copy("a", "2024-12-30", **radio), copy("b", "2024-12-20", **radio))
    assert found[("b", "huyen", "broadcast")] == "counted"
    assert found[("a", "huyen", "broadcast")] == "out_of_period"


def test_copies_of_a_late_plan_and_of_one_in_time():
    plan = {"documents": ("communication-plan",), "topics": ()}
    found = statuses(copy("a", "2024-01-20", **plan), copy("b", "2024-03-20", **plan))
    assert found == {("a", "snv", "own_site"): "counted", ("b", "snv", "own_site"): "duplicate"}


def near(*pairs, copy=True, share=0.931):
    return [NearText(*sorted(pair), share, copy) for pair in pairs]


def nearly(pairs, *posts):
    return {row.post: row for row in standings(REGISTRY, posts, SECTIONS, ZONE, pairs)}


def test_a_near_copy_is_a_duplicate_and_says_how_much_is_the_same():
    found = nearly(near("jk"), copy("a", "2024-01-05"), copy("b", text="j"))
    assert (found["a"].status, found["b"].status, found["b"].duplicate_of) == ("counted", "duplicate", "a")
    assert found["b"].reason == "Trùng 93% nội dung với tin, bài đã đăng ngày 05/01/2024."


def test_texts_that_are_only_alike_are_two_posts():
    found = nearly(near("jk", copy=False), copy("a", "2024-01-05"), copy("b", text="j"))
    assert {row.status for row in found.values()} == {"counted"}


def test_the_earliest_of_exact_and_near_copies_stands():
    found = nearly(near("jk", "jl"), copy("a"), copy("b", "2024-02-05"), copy("c", "2024-04-05", text="j"),
                   copy("d", "2024-05-05", text="l"))  # fmt: skip
    assert {post: row.duplicate_of for post, row in found.items()} == {"a": "b", "b": None, "c": "b", "d": "b"}
    assert found["a"].reason == "Trùng toàn bộ hoặc gần như toàn bộ với tin, bài đã đăng ngày 05/02/2024."
    assert found["d"].reason.startswith("Gần như trùng với tin, bài đã đăng ngày 05/02/2024")


def test_a_near_copy_elsewhere_binds_no_two_texts_here():
    """`k` and `l` are both near `j`, which only another agency has."""
    found = nearly(near("jk", "jl"), copy("a"), copy("b", text="l"), copy("c", text="j", sections=("huyen.vn/cchc",)))
    assert {row.status for row in found.values()} == {"counted"}


# -- properties

DAYS = ["2023-09-15", "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2024-06-15", "2024-12-30", "2025-01-02"]
TOPICS = [((), ()), (("cchc",), ()), ((), ("cchc",)), (("cchc", "investment"), ()), (("cchc",), ("investment",))]
WHERE = [("snv.vn/cchc",), ("snv.vn/tin", "snv.vn/cchc"), ("huyen.vn/dai",), ("khdt.vn/cchc", *PORTAL), PORTAL]


@st.composite
def any_post(draw, post, days=tuple(DAYS), where=tuple(WHERE), texts=("", "k", "k", "j")):
    topics, reviews = draw(st.sampled_from(TOPICS))
    some = tuple(sorted(draw(st.sets(st.sampled_from(days), max_size=3))))
    return facts(
        post,
        at=draw(st.sampled_from(some)) if some else None,
        days=some,
        sections=draw(st.sampled_from(where)),
        topics=topics,
        reviews=reviews,
        documents=draw(st.sampled_from([(), (), ("communication-plan",), ("communication-plan?",)])),
        text=draw(st.sampled_from(texts)),
        credited=draw(st.sampled_from([(), ("snv",), ("khdt", "huyen")])),
        candidates=draw(st.sampled_from([(), ("snv", "khdt")])),
        first_seen=draw(st.sampled_from(["2024-06-01", "2024-06-02"])),
    )


POSTS = st.integers(1, 5).flatmap(lambda size: st.tuples(*(any_post(f"p{number}") for number in range(size))))


@settings(deadline=None)
@given(POSTS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_makes_no_difference(posts, random):
    turned = [replace(one, sections=one.sections[::-1], credits=one.credits[::-1]) for one in posts]
    random.shuffle(turned)
    assert rows(*turned) == rows(*posts)
    assert nearly(near("jk"), *turned) == nearly(near("jk"), *posts)


@settings(deadline=None)
@given(POSTS)
def test_rows_agree_with_themselves(posts):
    found = rows(*posts)
    assert len({(row.post, row.agency, row.channel) for row in found}) == len(found)
    for row in found:
        states = {state for *_, state in row.cells}
        assert (row.status == "counted") == ("count" in states)
        assert (row.duplicate_of is not None) == (row.status == "duplicate")
        assert row.cells or row.status not in ("counted", "undated", "review")
        assert not row.cells or row.status not in ("duplicate", "off_topic", "unattributed")
        assert len({cell[:2] for cell in row.cells}) == len(row.cells)
        assert row.reason
        if row.duplicate_of:
            kin = {other.post for other in found if (other.agency, other.channel) == (row.agency, row.channel)}
            assert row.duplicate_of in kin - {row.post}


def counts(found):
    return Counter((row.agency, quota) for row in found for quota, _, state in row.cells if state == "count")


@settings(deadline=None)
@given(POSTS, st.data())
def test_a_copy_never_raises_a_count(posts, data):
    copied = data.draw(st.sampled_from(posts))
    again = replace(copied, post=replace(copied.post, id="q", text_key="k"), first_seen="2024-07-01")
    before = [*posts, replace(copied, post=replace(copied.post, text_key="k"))]
    before = [one for one in before if one is not copied]
    less, more = counts(rows(*before)), counts(rows(*before, again))
    assert all(more[key] <= less[key] for key in more)


def settled(posts):
    """All that the posts may prove to be: each with one of its days, its topics decided; an author found or not."""
    options = []
    for one in posts:
        days = one.post.date_days or tuple(DAYS)
        verdict = one.verdict
        topics = [()] if not verdict.reviews else [(), verdict.reviews]
        candidates = [one.credits]
        if one.credits and all(credit.kind == "candidate" for credit in one.credits):
            candidates = [(), *((replace(credit, kind="credited"),) for credit in one.credits)]
        options.append([(one, *choice) for choice in product(days, topics, candidates)])
    return product(*options)


def decided(one, day, topics, credits_):
    post = replace(one.post, date_days=(day,), day=day, published=day)
    verdict = replace(one.verdict, topics=(*one.verdict.topics, *topics), reviews=())
    return replace(one, post=post, verdict=verdict, credits=credits_)


COPIES = st.tuples(*(any_post(post, DAYS[1:5], WHERE[:1] + WHERE[3:], ("k",)) for post in ("p1", "p2", "p3")))


@settings(max_examples=400, deadline=None)
@given(COPIES, st.data())
def test_whatever_is_settled_lies_within_the_bounds(posts, data):
    """No decision of a person brings a count below what counted, or above that and what was open."""
    posts = [replace(one, verdict=replace(one.verdict, documents=())) for one in posts]
    open_ = Counter((row.agency, *cell) for row in rows(*posts) for cell in row.cells)
    choice = data.draw(st.sampled_from(list(settled(posts))))
    world = Counter((row.agency, *cell) for row in rows(*(decided(*one) for one in choice)) for cell in row.cells)
    cells = {key[:3] for key in (*world, *open_) if key[2]}
    for agency, quota, period in cells:
        low = open_[agency, quota, period, "count"]
        high = low + open_[agency, quota, period, "review"]
        high += open_[agency, quota, "", "undated"] + open_[agency, quota, "", "review"]
        assert low <= world[agency, quota, period, "count"] <= high
