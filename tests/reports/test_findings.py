"""What is asked and why a verdict is what it is, in words that say no more than is known."""

from datetime import date

import pytest

from reports.findings import asked_words, duty_title, finding, mean_words, summary, total_words, waiting

END = date(2024, 12, 31)


def months(make, *counts, quota="own-site", channel="own_site", agency="so-1"):
    """Posts counted in January, February …"""
    return [
        make.post(
            100 * month + n, **{**make.for_quota(quota, channel, f"2024-{month:02}-{n + 1:02}"), "agency": agency}
        )
        for month, count in enumerate(counts, start=1)
        for n in range(count)
    ]


def one(make, rows, quota="own-site", unread=(), as_of=END, agency="so-1", channel="own_site", **more):
    known = make.Known({(agency, channel, month): "failed" for month in unread})
    audit = make.audit(rows, known=known, as_of=as_of, **more)
    (found,) = [one for a in audit.agencies if a.id == agency for one in a.quotas if one.quota.id == quota]
    return found


@pytest.mark.parametrize(
    ("counts", "unread", "as_of", "words"),
    [
        ([5] * 12, (), END, "Đạt 60/60 tin, bài."),
        ([6] * 12, ("2024-03",), END, "Đạt 72/60 tin, bài. Chưa đọc đủ tháng 3, nên số thực có thể cao hơn."),
        ([5] * 11, (), END, "Thiếu 5 tin, bài (có 55, cần 60)."),
        ([5] * 11, ("2024-12",), END, "Chưa đọc đủ tháng 12. Đếm được ít nhất 55, cần 60."),
        ([], ("2024-12",), END, "Chưa đọc đủ tháng 12. Chưa thấy tin, bài nào."),
        ([], (), date(2024, 1, 30), "Chưa có kỳ nào đến hạn."),
    ],
)
def test_average(make, counts, unread, as_of, words):
    assert finding(one(make, months(make, *counts), unread=unread, as_of=as_of)) == words


@pytest.mark.parametrize(
    ("counts", "unread", "words"),
    [
        ([2] * 12, (), "Đủ trong mọi kỳ đến hạn."),
        ([2, 1, 2, 0, 0, *[2] * 7], (), "Không đủ 2 tin, bài trong tháng 2, 4–5."),
        ([2, 1, *[2] * 10], ("2024-02",), "Chưa đọc đủ tháng 2. Mới thấy dưới 2 tin, bài trong tháng 2."),
        ([2, 1, 1, *[2] * 9], ("2024-02",), "Không đủ 2 tin, bài trong tháng 3."),
    ],
)
def test_each(make, counts, unread, words):
    rows = months(make, *counts, quota="portal", channel="portal")
    assert finding(one(make, rows, "portal", unread, channel="portal")) == words


def test_what_is_open_is_told_even_where_it_would_not_suffice(make):
    rows = [*months(make, *[5] * 10), make.post(1, **make.for_quota("own-site", "own_site", "2024-11-02", "review")),
            make.post(2, published=None, status="undated", cells=(("own-site", "", "undated"),))]  # fmt: skip
    assert finding(one(make, rows)) == (
        "Thiếu 10 tin, bài (có 50, cần 60). "
        "Kể cả tính thêm 1 tin, bài chờ xem xét và 1 tin, bài không rõ ngày cũng không đủ."
    )


def test_a_post_in_review_for_two_months_is_one_post(make):
    twice = tuple(("own-site", month, "review") for month in ("2024-01", "2024-02"))
    found = one(make, [*months(make, *[5] * 11, 4), make.post(1, status="review", cells=twice)])
    assert waiting(found) == 1
    assert finding(found) == "Kết quả tùy 1 tin, bài chờ xem xét. Đến nay đếm được 59/60 tin, bài."


def test_for_each_only_what_is_in_review_in_short_months_matters(make):
    rows = months(make, 1, *[2] * 11, quota="portal", channel="portal")
    rows += [make.post(n, **make.for_quota("portal", "portal", f"2024-0{n}-20", "review")) for n in (1, 2, 3)]
    found = one(make, rows, "portal")
    assert finding(found).startswith("Kết quả tùy 1 tin, bài chờ xem xét.")


def test_undated(make):
    rows = [*months(make, *[5] * 11, 4), make.post(1, published=None, cells=(("own-site", "", "undated"),))]
    assert finding(one(make, rows)).startswith("Kết quả tùy 1 tin, bài không rõ ngày đăng.")


def test_no_section(make):
    class Nothing(make.Known):
        def complete(self, *asked):
            return False

        def has_section(self, *asked):
            return False

    audit = make.audit([], known=Nothing())
    assert finding(audit.agencies[0].quotas[0]).startswith("Danh bạ chưa có chuyên mục nào để đọc")


def test_excepted(make):
    every = [f"2024-{month:02}" for month in range(1, 13)]
    made = make.registry(exceptions=[{"quotas": ["own-site"], "periods": every, "reason": "Sáp nhập"}])
    assert finding(one(make, [], made=made)) == "Được miễn trong các kỳ đã qua."


@pytest.mark.parametrize(
    ("state", "day", "unread", "words"),
    [
        ("count", "2024-01-22", (), "Đã tìm thấy văn bản, đúng hạn (hạn 31/01/2024)."),
        ("late", "2024-02-22", (), "Văn bản tìm thấy có ngày sau hạn (hạn 31/01/2024)."),
        (None, None, (), "Đã đọc đủ các chuyên mục mà không tìm thấy văn bản (hạn 31/01/2024)."),
        (None, None, ("2024-01",), "Chưa đọc đủ các chuyên mục."),
        ("review", "2024-01-22", (), "Kết quả tùy 1 tin, bài chờ xem xét."),
    ],
)
def test_documents(make, state, day, unread, words):
    rows = [make.post(1, **make.for_quota("plan-document", "own_site", day, state))] if state else []
    assert finding(one(make, rows, "plan-document", unread, channel="document")) == words


@pytest.mark.parametrize(
    ("counts", "unread", "as_of", "total", "mean"),
    [
        ([6] * 12, (), END, "72", "6,0"),
        ([6] * 12, ("2024-03",), END, "≥ 72?", "≥ 6,0?"),
        ([], ("2024-03",), END, "?", "?"),
        ([], (), END, "0", "0,0"),
        ([5, 4], (), date(2024, 2, 29), "9", "4,5"),
        ([3], (), date(2024, 1, 30), "–", "–"),
    ],
)
def test_totals_are_lower_bounds_where_something_is_unread(make, counts, unread, as_of, total, mean):
    count = one(make, months(make, *counts), unread=unread, as_of=as_of).count
    assert (total_words(count), mean_words(count)) == (total, mean)


def test_what_is_asked(make):
    asked = [asked_words(quota) for quota in make.registry().plan.quotas]
    assert asked == [
        "ít nhất bình quân 5 tin, bài/tháng; cả năm ít nhất 60 tin, bài",
        "mỗi tháng ít nhất 2 tin, bài",
        "mỗi tháng ít nhất 2 tin, bài",
        "mỗi tuần ít nhất 1 tin, bài",
        "1 văn bản, chậm nhất ngày 31/01/2024",
    ]
    titles = [duty_title(quota) for quota in make.registry().plan.quotas]
    assert titles[1] == "Tin, bài về cải cách hành chính trên Cổng thông tin điện tử tỉnh"


@pytest.mark.parametrize(
    ("verdicts", "numbers"),
    [
        (
            [["met", "met"], ["met", "not_due"], ["met", "not_met", "undetermined"], ["undetermined", "met"], []],
            "4 2 1 1",
        ),
        ([["not_met"]], "1 0 1 0"),
    ],
)
def test_the_summary_counts_every_agency_once(verdicts, numbers):
    total, met, failed, rest = numbers.split()
    words = summary(verdicts)
    assert words.startswith(
        f"Trong {total} cơ quan có chỉ tiêu đến hạn: {met} cơ quan đạt mọi chỉ tiêu; {failed} cơ quan"
    )
    assert f"; {rest} cơ quan chưa đủ căn cứ" in words


def test_nothing_due_yet():
    assert summary([["not_due"], []]) == "Chưa có chỉ tiêu nào đến hạn."
