"""Where one post stands: a table of cases for each rule of counting, and what its row says."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.store.posts import post_facts
from crawler.store.records import Paper
from pipelines.standing import standings
from tests.crawler.store import making
from tests.pipelines.judging import REGISTRY, SECTIONS, ZONE, facts, registry, section

PORTAL = ("tinh.vn/tin",)
PLAN = {"documents": ("communication-plan",), "topics": ()}
HEADED = "UBND TỈNH - Số: 12/KH-SNV - Phan Thiết, ngày {} tháng {} năm {}\nNội dung kế hoạch."


def rows(*posts, of=REGISTRY):
    return standings(of, posts, SECTIONS, ZONE)


def told(*posts, of=REGISTRY):
    """agency/channel -> status and cells."""
    return {f"{row.agency}/{row.channel}": (row.status, *map(" ".join, row.cells)) for row in rows(*posts, of=of)}


def of_plan(at, body="Nội dung.", **other):
    return PLAN | {"at": at, "body": body} | other


# name: what the post is -> rows
CASES = {
    "own site": ({}, {"snv/own_site": ("counted", "own-site 2024-03 count")}),
    "about nothing asked": ({"topics": ()}, {"snv/own_site": ("off_topic",)}),
    "about what another channel asks": ({"topics": ("investment",)}, {"snv/own_site": ("off_topic",)}),
    "of a body without quotas": ({"sections": ("khac.vn/cchc",)}, {"khac/own_site": ("off_topic",)}),
    "topic unclear": ({"topics": (), "reviews": ("cchc",)}, {"snv/own_site": ("review", "own-site 2024-03 review")}),
    "another topic unclear": ({"topics": (), "reviews": ("investment",)}, {"snv/own_site": ("off_topic",)}),
    "never classified": ({"verdict": False}, {"snv/own_site": ("review", "own-site 2024-03 review")}),
    "held": ({"held": "http_404", "topics": ()}, {"snv/own_site": ("review", "own-site 2024-03 review")}),
    "held, undated": (
        {"held": "http_404", "topics": (), "at": None}, {"snv/own_site": ("review", "own-site  review")},
    ),
    "undated": ({"at": None}, {"snv/own_site": ("undated", "own-site  undated")}),
    "undated, topic unclear": (
        {"at": None, "topics": (), "reviews": ("cchc",)}, {"snv/own_site": ("review", "own-site  review")},
    ),
    "undated, off topic": ({"at": None, "topics": ()}, {"snv/own_site": ("off_topic",)}),
    "two days of one month": (
        {"days": ("2024-03-12", "2024-03-30")}, {"snv/own_site": ("counted", "own-site 2024-03 count")},
    ),
    "days of two months": (
        {"days": ("2024-03-31", "2024-04-01")},
        {"snv/own_site": ("review", "own-site 2024-03 review", "own-site 2024-04 review")},
    ),
    "one day outside the year": (
        {"days": ("2023-12-31", "2024-01-01")}, {"snv/own_site": ("review", "own-site 2024-01 review")},
    ),
    "the year before": ({"at": "2023-12-31T23:59:00+07:00"}, {"snv/own_site": ("out_of_period",)}),
    "the year after": ({"at": "2025-01-01"}, {"snv/own_site": ("out_of_period",)}),
    "topic unclear, outside the year": (
        {"at": "2025-01-01", "topics": (), "reviews": ("cchc",)}, {"snv/own_site": ("out_of_period",)},
    ),
    "two sections of one channel": (
        {"sections": ("snv.vn/tin", "snv.vn/cchc")}, {"snv/own_site": ("counted", "own-site 2024-03 count")},
    ),
    "two channels": (
        {"sections": ("huyen.vn/cchc", "huyen.vn/dai")},
        {"huyen/own_site": ("counted", "own-site 2024-03 count"),
         "huyen/broadcast": ("counted", "broadcast 2024-W11 count")},
    ),
    "first day of an ISO year in the year before": (
        {"at": "2023-12-31", "sections": ("huyen.vn/dai",)}, {"huyen/broadcast": ("out_of_period",)},
    ),
    "last days of the year in the next ISO year": (
        {"at": "2024-12-30", "sections": ("huyen.vn/dai",)}, {"huyen/broadcast": ("out_of_period",)},
    ),
    "days of two weeks": (
        {"days": ("2024-03-10", "2024-03-11"), "sections": ("huyen.vn/dai",)},
        {"huyen/broadcast": ("review", "broadcast 2024-W10 review", "broadcast 2024-W11 review")},
    ),
    "unlisted": ({"sections": ()}, {}),
    "portal, credited": (
        {"sections": PORTAL, "credited": ("snv",)}, {"snv/portal": ("counted", "portal 2024-03 count")},
    ),
    "portal, credited to two": (
        {"sections": PORTAL, "credited": ("snv", "huyen")},
        {"snv/portal": ("counted", "portal 2024-03 count"), "huyen/portal": ("counted", "portal 2024-03 count")},
    ),
    "portal, two topics for two quotas": (
        {"sections": PORTAL, "credited": ("khdt",), "topics": ("cchc", "investment")},
        {"khdt/portal": ("counted", "investment 2024-03 count", "portal 2024-03 count")},
    ),
    "portal, one topic sure, one not": (
        {"sections": PORTAL, "credited": ("khdt",), "reviews": ("investment",)},
        {"khdt/portal": ("counted", "investment 2024-03 review", "portal 2024-03 count")},
    ),
    "portal, candidates": (
        {"sections": PORTAL, "candidates": ("snv", "huyen")},
        {"snv/portal": ("review", "portal 2024-03 review"), "huyen/portal": ("review", "portal 2024-03 review")},
    ),
    "portal, candidates beside a credit": (
        {"sections": PORTAL, "credited": ("snv",), "candidates": ("huyen",)},
        {"snv/portal": ("counted", "portal 2024-03 count")},
    ),
    "portal, candidates of an off-topic post": (
        {"sections": PORTAL, "candidates": ("snv",), "topics": ()}, {"snv/portal": ("off_topic",)},
    ),
    "portal, candidate, undated": (
        {"sections": PORTAL, "candidates": ("snv",), "at": None}, {"snv/portal": ("review", "portal  review")},
    ),
    "portal, outside": ({"sections": PORTAL, "outside": "Tỉnh đoàn"}, {"/portal": ("unattributed",)}),
    "portal, nobody": ({"sections": PORTAL}, {"/portal": ("unattributed",)}),
    "portal, held": ({"sections": PORTAL, "held": "http_404"}, {"/portal": ("unattributed",)}),
    "portal, credited to one who is audited no more": (
        {"sections": PORTAL, "credited": ("cu",)}, {"/portal": ("unattributed",)},
    ),
    "portal and own site": (
        {"sections": (*PORTAL, "snv.vn/cchc"), "credited": ("snv",)},
        {"snv/own_site": ("counted", "own-site 2024-03 count"), "snv/portal": ("counted", "portal 2024-03 count")},
    ),
    "credits are of the portal alone": (
        {"sections": ("snv.vn/cchc",), "credited": ("huyen",)}, {"snv/own_site": ("counted", "own-site 2024-03 count")},
    ),
    # documents
    "plan, in time": (of_plan("2024-01-31"), {"snv/own_site": ("counted", "plan 2024 count")}),
    "plan, about the topic too": (
        of_plan("2024-01-31", topics=("cchc",)),
        {"snv/own_site": ("counted", "own-site 2024-01 count", "plan 2024 count")},
    ),
    "plan, late": (of_plan("2024-02-01"), {"snv/own_site": ("out_of_period", "plan 2024 late")}),
    "plan, late, about the topic too": (
        of_plan("2024-02-01", topics=("cchc",)),
        {"snv/own_site": ("counted", "own-site 2024-02 count", "plan 2024 late")},
    ),
    "plan, signed in time, posted late": (
        of_plan("2024-02-20", HEADED.format("30", "01", "2024")), {"snv/own_site": ("counted", "plan 2024 count")},
    ),
    "plan, signed and posted late": (
        of_plan("2024-02-16", HEADED.format("15", "02", "2024")),
        {"snv/own_site": ("out_of_period", "plan 2024 late")},
    ),
    "plan, signed after it was posted": (
        of_plan("2024-01-16", HEADED.format("15", "02", "2024")), {"snv/own_site": ("review", "plan 2024 review")},
    ),
    "plan, signed in the year before": (
        of_plan("2023-12-29", HEADED.format("28", "12", "2023")), {"snv/own_site": ("counted", "plan 2024 count")},
    ),
    "plan, first day that is looked at": (of_plan("2023-10-01"), {"snv/own_site": ("counted", "plan 2024 count")}),
    "plan, posted before": (of_plan("2023-09-30"), {"snv/own_site": ("out_of_period",)}),
    "plan, a year slipped": (
        of_plan("2024-01-23", HEADED.format("22", "01", "2023")), {"snv/own_site": ("review", "plan 2024 review")},
    ),
    "plan of the province, shown by a department": (
        of_plan("2024-01-16", "Số: 4912/KH-UBND\nNội dung."), {"snv/own_site": ("review", "plan 2024 review")},
    ),
    "plan, undated": (of_plan(None), {"snv/own_site": ("undated", "plan  undated")}),
    "plan, undated but signed": (
        of_plan(None, HEADED.format("22", "01", "2024")), {"snv/own_site": ("counted", "plan 2024 count")},
    ),
    "plan, day unclear, in time": (
        of_plan("2024-01-05", days=("2024-01-05", "2024-01-30")), {"snv/own_site": ("counted", "plan 2024 count")},
    ),
    "plan, day unclear across the deadline": (
        of_plan("2024-01-05", days=("2024-01-05", "2024-02-05")), {"snv/own_site": ("review", "plan 2024 review")},
    ),
    "plan in a file, posted late": (
        of_plan("2024-02-20", attachments=("https://snv.vn/a.pdf",)), {"snv/own_site": ("review", "plan 2024 review")},
    ),
    "plan in a file, posted in time": (
        of_plan("2024-01-20", attachments=("https://snv.vn/a.pdf",)), {"snv/own_site": ("counted", "plan 2024 count")},
    ),
    "general plan": (
        of_plan("2024-01-16", documents=("communication-plan?",)), {"snv/own_site": ("review", "plan 2024 review")},
    ),
    "general plan, late": (
        of_plan("2024-03-16", documents=("communication-plan?",)), {"snv/own_site": ("out_of_period",)},
    ),
    "another document": (of_plan("2024-01-16", documents=("other",)), {"snv/own_site": ("off_topic",)}),
    "plan of a body that need not have one": (
        of_plan("2024-01-16", sections=("khac.vn/cchc",)), {"khac/own_site": ("off_topic",)},
    ),
    "plan on the portal": (
        of_plan("2024-01-16", sections=PORTAL, credited=("huyen",)), {"huyen/portal": ("counted", "plan 2024 count")},
    ),
    "plan on the portal, whose is unclear": (
        of_plan("2024-01-16", sections=PORTAL, candidates=("huyen",)), {"huyen/portal": ("review", "plan 2024 review")},
    ),
    "plan in two channels counts in one row": (
        of_plan("2024-01-16", sections=("khdt.vn/cchc", "khdt.vn/van-ban")),
        {"khdt/own_site": ("off_topic",), "khdt/document": ("counted", "plan 2024 count")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("post", "expected"), CASES.values(), ids=CASES.keys())
def test_where_a_post_stands(post, expected):
    assert told(facts(**post)) == expected


@pytest.mark.parametrize("post", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_every_row_says_why(post):
    for row in rows(facts(**post)):
        assert row.reason.endswith(".")
        assert "None" not in row.reason


REASONS = {
    "counted": ({}, "Đúng chủ đề, đăng trong tháng 03/2024."),
    "week": ({"sections": ("huyen.vn/dai",)}, "Đúng chủ đề, đăng trong tuần 11/2024."),
    "no quota": ({"sections": ("khac.vn/cchc",)}, "Cơ quan không có chỉ tiêu nào ở kênh này."),
    "days": (
        {"days": ("2024-03-31", "2024-04-01")}, "Chưa chắc ngày đăng: 31/03/2024 hoặc 01/04/2024.",
    ),
    "two doubts": (
        {"days": ("2024-03-31", "2024-04-01"), "topics": (), "reviews": ("cchc",)},
        "Chưa chắc đúng chủ đề. Chưa chắc ngày đăng: 31/03/2024 hoặc 01/04/2024.",
    ),
    "year": ({"at": "2023-12-31"}, "Đăng ngày 31/12/2023, ngoài thời gian tính của năm 2024."),
    "late": (of_plan("2024-02-01"), "Văn bản đăng ngày 01/02/2024, sau hạn 31/01/2024."),
    "in time": (
        of_plan("2024-02-01", HEADED.format(22, 1, 2024)),
        "Văn bản số 12/KH-SNV ghi ngày 22/01/2024, trong hạn (đăng ngày 01/02/2024).",
    ),
    "signed late": (
        of_plan("2024-02-25", HEADED.format(22, 2, 2024)),
        "Văn bản số 12/KH-SNV ghi ngày 22/02/2024, sau hạn 31/01/2024 (đăng ngày 25/02/2024).",
    ),
    "without a number": (
        of_plan("2024-01-25", "Phan Thiết, ngày 22 tháng 01 năm 2024"),
        "Văn bản ghi ngày 22/01/2024, trong hạn (đăng ngày 25/01/2024).",
    ),
    "signed, undated": (
        of_plan(None, HEADED.format(22, 1, 2024)), "Văn bản số 12/KH-SNV ghi ngày 22/01/2024, trong hạn.",
    ),
    "the province's": (
        of_plan("2024-01-16", "Số: 4912/KH-UBND"), "Số, ký hiệu văn bản là của cơ quan cấp trên.",
    ),
    "outside": (
        {"sections": PORTAL, "outside": "Tỉnh đoàn"}, "Nguồn ghi “Tỉnh đoàn”, không phải cơ quan được kiểm tra.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("post", "reason"), REASONS.values(), ids=REASONS.keys())
def test_reasons(post, reason):
    assert [row.reason for row in rows(facts(**post))] == [reason]


def test_the_row_names_the_dedicated_section():
    (row,) = rows(facts(sections=("snv.vn/tin", "snv.vn/cchc")))
    assert (row.section, row.dedicated) == (section("snv.vn/cchc"), True)
    (row,) = rows(facts(sections=("snv.vn/tin",)))
    assert (row.section, row.dedicated) == (section("snv.vn/tin"), False)


IN_FORCE = {
    "before it was founded": ({"valid_from": "2024-03-13"}, ("out_of_period",)),
    "on its first day": ({"valid_from": "2024-03-12"}, ("counted", "own-site 2024-03 count")),
    "on its last day": ({"valid_to": "2024-03-12"}, ("counted", "own-site 2024-03 count")),
    "after it was merged": ({"valid_to": "2024-03-11"}, ("out_of_period",)),
}


@pytest.mark.parametrize(("dates", "expected"), IN_FORCE.values(), ids=IN_FORCE.keys())
def test_an_agency_is_bound_while_it_is_there(dates, expected):
    changed = registry(snv={key: date.fromisoformat(day) for key, day in dates.items()})
    assert told(facts(), of=changed)["snv/own_site"] == expected


def test_a_section_that_is_registered_no_more_is_no_place():
    assert standings(REGISTRY, [facts()], {}, ZONE) == []


def test_the_store_gives_documents_with_their_text():
    """The day of signing stands in the body: without it a plan in time would be late."""
    db = making.store("s1")
    for post, named in (("snv.vn~1", ("communication-plan",)), ("snv.vn~2", ())):
        record = making.record(post, body="Nội dung.")
        verdict = making.verdict(post, documents=named)
        making.posts.save_post(db, record, verdict, (), entries=[], urls={}, crawl="c1", seen=making.AT)
    assert {one.post.id: one.post.body for one in post_facts(db)} == {"snv.vn~1": "Nội dung.", "snv.vn~2": ""}


def paper(day, *, documents=("communication-plan",), reader="pdf"):
    return Paper("https://snv.vn/a.pdf", reader, documents, f"Số: 12/KH-SNV\nBình Thuận, {day}\nKẾ HOẠCH\nTuyên truyền")


IN_TIME, LATE = "ngày 22 tháng 01 năm 2024", "ngày 22 tháng 02 năm 2024"


@pytest.mark.parametrize(
    ("at", "papers", "status", "reason"),
    [
        ("2024-02-25", (paper(IN_TIME),), "counted",
         "Văn bản số 12/KH-SNV ghi ngày 22/01/2024, trong hạn (đăng ngày 25/02/2024)."),
        ("2024-02-25", (paper(LATE),), "out_of_period",
         "Văn bản số 12/KH-SNV ghi ngày 22/02/2024, sau hạn 31/01/2024 (đăng ngày 25/02/2024)."),
        ("2024-02-25", (paper(IN_TIME), paper(LATE)), "review", "Chưa rõ ngày ký văn bản."),
        ("2024-02-25", (paper(IN_TIME, documents=()),), "review",
         "Đăng sau hạn; ngày ký có thể nằm trong tệp đính kèm."),
        ("2024-02-25", (paper(IN_TIME, documents=("communication-plan?",)),), "review",
         "Đăng sau hạn; ngày ký có thể nằm trong tệp đính kèm."),
        ("2024-02-25", (paper(IN_TIME, reader="ocr"),), "review",
         "Đăng sau hạn; bản quét đính kèm có lẽ ghi ngày 22/01/2024, cần người xem."),
        ("2024-02-25", (paper(LATE, reader="ocr"),), "review",
         "Đăng sau hạn; bản quét đính kèm có lẽ ghi ngày 22/02/2024, cần người xem."),
        ("2024-01-25", (paper(LATE, reader="ocr"),), "counted", "Văn bản đăng ngày 25/01/2024, trong hạn."),
        ("2024-01-25", (paper(LATE),), "review", "Ngày ghi trên văn bản muộn hơn ngày đăng."),
    ],
)  # fmt: skip
def test_a_plan_in_a_file_is_judged_by_what_the_file_says(at, papers, status, reason):
    post = replace(facts(**of_plan(at, attachments=("https://snv.vn/a.pdf",))), papers=papers)
    (row,) = rows(post)
    assert (row.status, row.reason) == (status, reason)
