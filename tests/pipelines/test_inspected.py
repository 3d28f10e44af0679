"""What inspectors' decisions do to where a post stands, and what never moves it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.store.decisions import Text, in_force
from crawler.store.records import DecisionRecord
from pipelines.inspected import changed_materially
from pipelines.standing import standings
from tests.pipelines.judging import REGISTRY, SECTIONS, ZONE, facts

PORTAL = ("tinh.vn/tin",)
PLAN = {"documents": ("communication-plan",), "topics": ()}
MAYBE_PLAN = {"documents": ("communication-plan?",)}


def said(*told, post="p1"):
    """Decisions in the order in which they were taken: `count`, `reject khdt`, `date 2024-03-05`, `count /portal`."""
    made = []
    for number, words in enumerate(told, start=1):
        action, _, rest = words.partition(" ")
        value, _, quota = rest.partition("/")
        scoped = action in ("count", "reject")
        made.append(
            DecisionRecord(
                post,
                "",
                action,
                "" if scoped else value,
                "An",
                "vì thế",
                "2024-05-01",
                agency=value if scoped else "",
                quota=quota,
                number=number,
            )
        )
    return tuple(made)


def told(*posts):
    """agency/channel of the first post -> status, who decided, cells."""
    rows = standings(REGISTRY, posts, SECTIONS, ZONE)
    return {
        f"{row.agency}/{row.channel}": (row.status, row.decided_by[0], *map(" ".join, row.cells))
        for row in rows
        if row.post == posts[0].post.id
    }


OFF = {"topics": ()}
SIGNED = "UBND TỈNH - Số: 12/KH-SNV - Phan Thiết, ngày 20 tháng 02 năm 2024\nNội dung."
# name: the post, the decisions -> its rows (i: an inspector, l: the lexicon)
CASES = {
    "counted": (OFF, ["count"], {"snv/own_site": ("counted", "i", "own-site 2024-03 count")}),
    "rejected": ({}, ["reject"], {"snv/own_site": ("rejected", "i")}),
    "rejected off topic": (OFF, ["reject"], {"snv/own_site": ("rejected", "i")}),
    "the last stands": ({}, ["reject", "count"], {"snv/own_site": ("counted", "i", "own-site 2024-03 count")}),
    "the last stands (2)": ({}, ["count", "reject"], {"snv/own_site": ("rejected", "i")}),
    "topic unclear": (
        {"topics": (), "reviews": ("cchc",)}, ["count"],
        {"snv/own_site": ("counted", "i", "own-site 2024-03 count")},
    ),
    "held": ({"held": "failed", **OFF}, ["count"], {"snv/own_site": ("counted", "i", "own-site 2024-03 count")}),
    "never classified": ({"verdict": False}, ["count"], {"snv/own_site": ("counted", "i", "own-site 2024-03 count")}),
    "counted, but undated": ({"at": None}, ["count"], {"snv/own_site": ("undated", "i", "own-site  undated")}),
    "counted, two months": (
        {"days": ("2024-03-31", "2024-04-01")}, ["count"],
        {"snv/own_site": ("review", "i", "own-site 2024-03 review", "own-site 2024-04 review")},
    ),
    "dated": ({"at": None}, ["date 2024-05-02"], {"snv/own_site": ("counted", "i", "own-site 2024-05 count")}),
    "dated out of the year": ({}, ["date 2023-05-02"], {"snv/own_site": ("out_of_period", "i")}),
    "dated twice": (
        {}, ["date 2024-05-02", "date 2024-06-02"], {"snv/own_site": ("counted", "i", "own-site 2024-06 count")},
    ),
    "of another agency alone": ({}, ["reject khdt"], {"snv/own_site": ("counted", "l", "own-site 2024-03 count")}),
    "one agency of two": (
        {"sections": PORTAL, "credited": ("snv", "khdt")}, ["reject khdt"],
        {"khdt/portal": ("rejected", "i"), "snv/portal": ("counted", "l", "portal 2024-03 count")},
    ),
    "a narrow word after a broad one": (
        {"sections": PORTAL, "credited": ("khdt",), "topics": ("cchc", "investment")},
        ["reject", "count khdt/investment"],
        {"khdt/portal": ("counted", "i", "investment 2024-03 count")},
    ),
    "a broad word after a narrow one": (
        {"sections": PORTAL, "credited": ("khdt",), "topics": ("cchc", "investment")},
        ["count khdt/investment", "reject"],
        {"khdt/portal": ("rejected", "i")},
    ),
    "only the topic it has": (
        {"sections": PORTAL, "credited": ("khdt",), "topics": (), "reviews": ("investment",)}, ["count"],
        {"khdt/portal": ("counted", "i", "investment 2024-03 count")},
    ),
    "no topic that is asked for": (
        {"sections": PORTAL, "credited": ("snv",), "topics": ("investment",)}, ["count"],
        {"snv/portal": ("counted", "i", "portal 2024-03 count")},
    ),
    "given to an agency": (
        {"sections": PORTAL, "candidates": ("snv", "khdt")}, ["agency huyen"],
        {"huyen/portal": ("counted", "i", "portal 2024-03 count")},
    ),
    "nobody's given to an agency": (
        {"sections": PORTAL, "outside": "Báo Nhân Dân"}, ["agency snv"],
        {"snv/portal": ("counted", "i", "portal 2024-03 count")},
    ),
    "nobody's, rejected": ({"sections": PORTAL}, ["reject"], {"/portal": ("rejected", "i")}),
    "an own post given to another": (
        {}, ["agency khdt"], {"snv/own_site": ("counted", "l", "own-site 2024-03 count")},
    ),
    "the only candidate": (
        {"sections": PORTAL, "candidates": ("snv",)}, ["count"],
        {"snv/portal": ("counted", "i", "portal 2024-03 count")},
    ),
    "one of two candidates, which?": (
        {"sections": PORTAL, "candidates": ("snv", "huyen")}, ["count"],
        {
            "huyen/portal": ("review", "i", "portal 2024-03 review"),
            "snv/portal": ("review", "i", "portal 2024-03 review"),
        },
    ),
    "one of two candidates, named": (
        {"sections": PORTAL, "candidates": ("snv", "huyen")}, ["count snv"],
        {
            "huyen/portal": ("review", "l", "portal 2024-03 review"),
            "snv/portal": ("counted", "i", "portal 2024-03 count"),
        },
    ),
    "perhaps the plan: it is": (
        {"at": "2024-01-10", **MAYBE_PLAN}, ["count"],
        {"snv/own_site": ("counted", "i", "own-site 2024-01 count", "plan 2024 count")},
    ),
    "perhaps the plan: it is not": (
        {"at": "2024-01-10", **MAYBE_PLAN}, ["reject /plan"],
        {"snv/own_site": ("counted", "i", "own-site 2024-01 count")},
    ),
    "a plan's own day": (
        {"at": "2024-03-10", "body": SIGNED, **PLAN},
        ["date 2024-01-20"], {"snv/own_site": ("counted", "i", "plan 2024 count")},
    ),
    "taken out of one quota after it was counted": (
        {"at": "2024-01-10", "topics": (), "documents": ("communication-plan?",), "reviews": ("cchc",)},
        ["count", "reject /plan"], {"snv/own_site": ("counted", "i", "own-site 2024-01 count")},
    ),
    "counted for a quota whose topic it lacks": (
        {"sections": PORTAL, "credited": ("khdt",), "topics": ("investment",)}, ["count /portal"],
        {"khdt/portal": ("counted", "i", "investment 2024-03 count", "portal 2024-03 count")},
    ),
    "the only candidate, dated": (
        {"sections": PORTAL, "candidates": ("snv",)}, ["date 2024-05-01"],
        {"snv/portal": ("review", "i", "portal 2024-05 review")},
    ),
    "added is not counted": (OFF, ["add https://snv.vn/p1"], {"snv/own_site": ("off_topic", "l")}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_was_decided_stands(name):
    post, decisions, expected = CASES[name]
    assert told(replace(facts(**post), decisions=said(*decisions))) == expected


def test_reasons_name_who_and_why():
    (row,) = standings(REGISTRY, [replace(facts(**OFF), decisions=said("count", "date 2024-05-02"))], SECTIONS, ZONE)
    assert row.reason == (
        "Đúng chủ đề, đăng trong tháng 05/2024. An quyết định tính: vì thế. "
        "An xác định ngày đăng là 02/05/2024: vì thế."
    )


def test_a_copy_takes_the_place_of_a_rejected_one_and_of_one_moved_later():
    copies = [facts("p1", at="2024-03-01", text="k"), facts("p2", at="2024-04-01", text="k")]
    assert told(copies[1], copies[0])["snv/own_site"][0] == "duplicate"
    rejected = replace(copies[0], decisions=said("reject"))
    assert told(copies[1], rejected)["snv/own_site"] == ("counted", "l", "own-site 2024-04 count")
    later = replace(copies[0], decisions=said("date 2024-05-01"))
    assert told(copies[1], later)["snv/own_site"] == ("counted", "l", "own-site 2024-04 count")
    assert told(later, copies[1])["snv/own_site"][0] == "duplicate"


def test_counting_a_copy_does_not_count_its_text_twice():
    copies = [facts("p1", at="2024-03-01", text="k"), facts("p2", at="2024-04-01", text="k")]
    counted = replace(copies[1], decisions=said("count"))
    assert told(counted, copies[0])["snv/own_site"] == ("duplicate", "i")


_WORDS = st.lists(
    st.sampled_from(["count", "reject", "count /own-site", "reject /own-site", "count snv", "reject snv", "count khdt",
                     "reject khdt/plan", "date 2024-03-05", "date 2024-07-01", "agency khdt"]),
    max_size=7,
)  # fmt: skip


@given(_WORDS, st.sampled_from([{}, OFF, {"at": None}, {"held": "failed"}, {"topics": (), "reviews": ("cchc",)}]))
def test_the_last_word_on_a_cell_stands(words, post):
    """Against a plain reading of the log, for the one cell that all these words may be about."""
    row = told(replace(facts(**post), decisions=said(*words)))["snv/own_site"]
    verdicts = [one for one in words if one.split()[0] in ("count", "reject") and "khdt" not in one]
    days = [one.split()[1] for one in words if one.startswith("date")]
    answer = verdicts[-1].split()[0] if verdicts else None
    day = days[-1] if days else None if "at" in post else "2024-03-12"
    sure = answer == "count" or (answer is None and post in ({}, {"at": None}))
    if answer == "reject" or (answer is None and post == OFF):
        assert row[0] == ("rejected" if answer else "off_topic")
        assert row[2:] == ()
    else:
        state = "review" if not sure else "count" if day else "undated"
        assert row[2:] == (f"own-site {day[:7] if day else ''} {state}",)


@given(_WORDS, st.permutations(range(7)))
def test_the_order_of_storage_makes_no_difference(words, order):
    decisions = said(*words)
    shuffled = tuple(decisions[i] for i in order if i < len(decisions))
    assert in_force(shuffled) == in_force(decisions)
    assert told(replace(facts(), decisions=shuffled)) == told(replace(facts(), decisions=decisions))


@given(_WORDS)
def test_other_posts_are_left_alone(words):
    other = facts("p2", at="2024-04-01")
    alone = told(other)
    assert told(other, replace(facts(), decisions=said(*words))) == alone


@given(_WORDS)
def test_what_is_replaced_changes_nothing(words):
    decisions = said(*words)
    assert in_force(in_force(decisions)) == in_force(decisions)
    assert told(replace(facts(), decisions=in_force(decisions))) == told(replace(facts(), decisions=decisions))


LONG = " ".join(f"chữ{number}" for number in range(100))
TEXTS = {
    "the same": ("Tiêu đề", LONG, False),
    "case, marks, punctuation": ("TIÊU ĐỀ!", LONG.replace("chữ1 ", "Chữ1, "), False),
    "a word mended": ("Tiêu đề", LONG.replace("chữ7 ", "chỗ7 "), False),
    "five of a hundred": ("Tiêu đề", f"{LONG} một hai ba bốn năm", False),
    "six of a hundred": ("Tiêu đề", f"{LONG} một hai ba bốn năm sáu", True),
    "cut short": ("Tiêu đề", LONG[:300], True),
    "another title": ("Tiêu đề 2", LONG, True),
    "emptied": ("Tiêu đề", "", True),
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_a_material_change(name):
    title, body, expected = TEXTS[name]
    then, now = Text("Tiêu đề", LONG), Text(title, body)
    assert changed_materially(then, now) is expected
    assert changed_materially(now, then) is expected


def test_a_short_text_may_change_by_two_words():
    assert not changed_materially(Text("T", "một hai ba"), Text("T", "một bốn năm"))
    assert changed_materially(Text("T", "một hai ba"), Text("T", "bốn năm sáu"))
