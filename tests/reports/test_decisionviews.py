"""What a report says of inspectors' decisions."""

import io
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from reports.audit_json import written
from reports.audit_xlsx import xlsx_bytes
from reports.decisionviews import RECHECK, Names, decision_views, machine_words
from reports.evidence import Evidence, MachineSaid
from reports.html import pages

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAMES = Names({"so-1": "Sở số 1"}, {"own-site": "III.1.b"})


def said(action, **more):
    one = {"action": action, "value": "", "agency": "", "quota": "", "who": "Nguyễn Văn An", "reason": "đã đối chiếu",
           "at": "2024-05-02T14:03:00+07:00", "stands": True}  # fmt: skip
    return {**one, **more}


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (said("count"), "02/05/2024 14:03, Nguyễn Văn An: tính. Lý do: đã đối chiếu"),
        (said("reject", quota="own-site", agency="so-1"), "không tính (chỉ với Sở số 1, chỉ mục III.1.b)"),
        (said("agency", value="so-1"), "ghi cho cơ quan Sở số 1. Lý do"),
        (said("date", value="2024-03-05"), "ngày đăng là 05/03/2024. Lý do"),
        (said("count", stands=False), "tính (đã được thay bằng quyết định sau)"),
        (said("add", agency="so-1", value="https://x"), "bổ sung theo đề nghị của cơ quan. Lý do"),
    ],
)
def test_a_decision_says_who_when_what_and_why(make, decision, words):
    (view,) = decision_views(make.post(1, decisions=(decision,)), NAMES, ZONE)
    assert words in view.text
    assert view.stands is decision["stands"]


def test_what_the_machine_had_said_stands_beside_it(make):
    read = {"published": "2024-03-12T08:05:00+07:00", "source": "article_line", "grade": "B"}
    row = make.post(1, decisions=(said("date", value="2024-04-01"),), read_date=read)
    told = machine_words(row, MachineSaid("review", "Chỉ nhắc một lần."), ZONE)
    assert told[0] == "Máy đã kết luận: chờ xem xét (Chỉ nhắc một lần)"
    assert told[1].startswith("Máy đã đọc ngày đăng: 12/03/2024 08:05 (")
    assert machine_words(row, None, ZONE)[0] == "Máy đã kết luận: không ghi tin, bài này cho cơ quan"


@pytest.mark.parametrize("decisions", [(), (said("add"),)])
def test_where_nobody_decided_the_machine_is_not_quoted(make, decisions):
    assert machine_words(make.post(1, decisions=decisions), None, ZONE) == ()


def test_the_pages_show_decisions_and_flag_what_has_to_be_looked_at_again(make):
    decisions = (said("reject", who="<b>Ác ý</b>", reason='"><script>x</script>'),)
    row = make.standing(1, "rejected", decided_by="inspector", decisions=decisions, recheck=True)
    audit = replace(
        make.audit([row, make.post(2)]),
        evidence=Evidence(machine={(row.id, "so-1", "own_site"): MachineSaid("counted", "Tiêu đề.")}),
    )
    found = dict(pages(audit, "0"))
    agency = found["agencies/so-1.html"]
    assert RECHECK in agency
    assert "Cần xem lại 1 tin, bài:" in agency
    assert "Máy đã kết luận: được tính (Tiêu đề)" in agency
    assert "&lt;b&gt;Ác ý&lt;/b&gt;: không tính" in agency
    assert not any("<script>x" in page or "<b>Ác" in page for page in found.values())
    assert "1 tin, bài cần xem lại" in found["index.html"]
    assert "CẦN XEM LẠI" not in found["agencies/so-2.html"]


def test_the_data_has_them(make):
    text, _ = written(make.audit([make.post(1, decisions=(said("count"),), recheck=True)]))
    assert '"recheck":true' in text
    assert '"who":"Nguyễn Văn An"' in text


def test_the_workbook_has_them(make):
    row = make.standing(1, "rejected", decided_by="inspector", decisions=(said("reject"),), recheck=True)
    sheet = load_workbook(io.BytesIO(xlsx_bytes(make.audit([row]))))["Tin, bài"]
    assert [cell.value for cell in sheet[3]][-2:] == [
        "02/05/2024 14:03, Nguyễn Văn An: không tính. Lý do: đã đối chiếu",
        "có",
    ]
