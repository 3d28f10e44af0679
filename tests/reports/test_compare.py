"""What changed between two audits, and why."""

import json
from dataclasses import replace

import pytest

from crawler.errors import BadInput
from reports.audit_json import written
from reports.compare import compare, read_old
from reports.compareviews import change_lines, changes_view
from reports.html import pages
from reports.write import write_report

SAID = ({"action": "reject", "value": "", "agency": "", "quota": "", "who": "An", "reason": "x",
         "at": "2025-01-05T08:00:00+07:00", "stands": True},)  # fmt: skip
LATER = {"first_seen": "2025-01-06T08:00:00+07:00"}


def data(audit):
    return json.loads(written(audit)[0])


def compared(make, before, after, **more):
    return compare(data(make.audit(before)), data(make.audit(after, **more)))


def test_the_same_audit_has_not_changed(make):
    rows, known = make.mixed()
    one = data(make.audit(rows, known=known))
    found = compare(one, one)
    assert found.same
    assert list(change_lines(make.audit(rows, known=known), found)) == ["So với báo cáo trước: không có gì thay đổi."]


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        (None, LATER, ("new",)),
        (None, {}, ("unseen",)),
        ({}, None, ("dropped",)),
        ({}, {"status": "rejected", "cells": (), "decisions": SAID, "decided_by": "inspector"}, ("decision",)),
        ({"cells": (), "snapshot": None}, {}, ("page",)),
        ({"cells": (("own-site", "2024-03", "review"),)}, {"snapshot": "sha256:" + "cd" * 32}, ("text",)),
        ({"day": "2024-02-12"}, {}, ("date",)),
        ({}, {"agency": "so-2"}, ("credit",)),
        ({}, {"cells": (), "duplicate_of": "so.example.vn/7"}, ("copy",)),
        ({}, {"cells": ()}, ("other",)),
    ],
)
def test_a_post_that_stands_elsewhere_has_a_reason(make, was, now, why):
    other = make.post(7)
    before, after = ([other, *([make.post(1, **one)] if one is not None else [])] for one in (was, now))
    found = compared(make, before, after)
    assert {one.why for one in found.posts} == {why}
    assert {one.post for one in found.posts} == {make.post(1).id}


def test_a_new_lexicon_is_a_reason_where_the_reading_is_another(make):
    before, after = data(make.audit([make.post(1)])), data(make.audit([make.standing(1, "off_topic", topics=())]))
    after["meta"]["lexicon"] = "binh-thuan 2"
    assert [one.why for one in compare(before, after).posts] == [("lexicon",)]


def test_figures_and_verdicts_that_changed_are_told_with_their_reason(make):
    before = [make.post(n, day=f"2024-{n % 12 + 1:02}-02") for n in range(59)]
    audit = make.audit([*before, make.post(99, **LATER)])
    found = compare(data(make.audit(before)), data(audit))
    (cell,) = found.cells
    assert (cell.period, cell.before["count"], cell.after["count"], cell.why) == ("2024-03", 5, 6, ("new",))
    assert [(one.quota, one.before, one.after) for one in found.verdicts] == [("own-site", "not_met", "met")]
    assert "  Sở số 1, mục III.1.b: ✘ Không đạt → ✔ Đạt" in list(change_lines(audit, found))
    page = dict(pages(audit, "0", found))["changes.html"]
    assert 'href="agencies/so-1.html#q-own-site--2024-03"' in page
    assert "tin, bài mới thấy" in page


def test_of_a_part_only_what_both_have_is_compared(make):
    rows = [make.post(1), make.post(2, agency="so-2")]
    assert compared(make, rows, rows, agencies=["so-2"]).same


def test_other_audits_are_not_compared(make):
    one = data(make.audit([]))
    other = {**one, "meta": {**one["meta"], "province": "Tỉnh Y"}}
    with pytest.raises(BadInput, match="tỉnh"):
        compare(one, other)


@pytest.mark.parametrize("text", ["", "[]", '{"meta": {}, "data": {}}', None])
def test_a_file_that_is_no_audit_or_was_changed_is_refused(make, tmp_path, text):
    path = tmp_path / "audit.json"
    path.write_text(written(make.audit([make.post(1)]))[0].replace("đợt", "x").replace("bài 1", "bài 9")
                    if text is None else text, encoding="utf-8")  # fmt: skip
    with pytest.raises(BadInput, match=r"audit\.json"):
        read_old(path)


def test_hostile_titles_stay_text(make):
    audit = make.audit([make.post(1, title="<script>x()</script>", **LATER)])
    found = compare(data(make.audit([])), data(audit))
    assert "<script>x" not in dict(pages(audit, "0", found))["changes.html"]
    assert changes_view(audit, found, "0").posts[0].why == "tin, bài mới thấy"


def test_a_frozen_report_is_not_written_over(make, tmp_path):
    audit = make.audit([make.post(1)])
    write_report(replace(audit, final=True), tmp_path / "out")
    told = json.loads((tmp_path / "out" / "final.json").read_text(encoding="utf-8"))
    assert told["data_sha256"] == written(audit)[1]
    assert {"index.html", "audit.docx", "agencies/so-1.html"} <= set(told["files"])
    assert "Bản đã chốt" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    with pytest.raises(BadInput, match="đã chốt"):
        write_report(audit, tmp_path / "out")
