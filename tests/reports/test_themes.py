"""The contents that counted posts speak of."""

from datetime import date

from reports.themes import absent, theme_lines, theme_matrix


def line(make, rows, **more):
    return theme_lines(make.audit(rows, **more))[0]


def test_each_post_is_told_once_under_each_of_its_themes(make):
    twice = make.post(1, channel="portal", cells=(("portal", "2024-03", "count"), ("investment", "2024-03", "count")))
    found = line(make, [twice, make.post(2, themes=("d",)), make.post(3, themes=())])
    assert (found.figures, found.read) == (("1", "2", "3"), "đủ")


def test_only_counted_posts_of_due_periods(make):
    rows = [make.post(1, day="2024-01-05"), make.post(2, day="2024-03-05"),
            make.post(3, **make.for_quota("own-site", "own_site", "2024-01-09", "review"))]  # fmt: skip
    assert line(make, rows, as_of=date(2024, 2, 15)).figures == ("1", "1", "1")


def test_what_was_not_read_whole_is_a_lower_bound(make):
    known = make.Known({("so-1", "own_site", "2024-05"): "failed"})
    found = line(make, [make.post(1, themes=("c",))], known=known)
    assert (found.figures, found.read) == (("≥ 1?", "?", "≥ 1?"), "chưa")


def test_nothing_due_is_no_zero(make):
    assert line(make, [], as_of=date(2024, 1, 5)).figures == ("…", "…", "…")


def matrix(make, rows, **more):
    audit = make.audit(rows, **more)
    return theme_matrix(audit, audit.agencies[0])


def test_months_of_a_theme_with_what_is_missing(make):
    rows = [make.post(n, day="2024-03-05", themes=("c",)) for n in range(2)] + [make.post(9, day="2024-05-01")]
    found = matrix(make, rows, as_of=date(2024, 6, 15))
    lines = {line.letter: (line.figures, line.total) for line in found.lines}
    assert lines["c"] == (("0", "0", "2", "0", "1", *["…"] * 7), "3")
    assert lines["d"] == (("0", "0", "0", "0", "1", *["…"] * 7), "1")
    assert found.missing == ("Đã đọc đủ mà không có tin, bài được tính nào thuộc các nội dung này: tháng 1–2, 4.",)


def test_a_month_not_read_whole_is_no_gap(make):
    known = make.Known({("so-1", "own_site", "2024-03"): "failed"})
    found = matrix(make, [make.post(1, day="2024-03-05", themes=("c",))], known=known, as_of=date(2024, 4, 30))
    assert [line.figures[2] for line in found.lines] == ["≥ 1?", "?"]
    assert found.missing == (
        "Trong phần đã đọc chưa thấy tin, bài được tính nào về nội dung: d.",
        "Đã đọc đủ mà không có tin, bài được tính nào thuộc các nội dung này: tháng 1–2, 4.",
        "Chưa đọc đủ: tháng 3.",
    )


def test_a_theme_nobody_wrote_of_is_named(make):
    found = matrix(make, [make.post(1, day="2024-01-05", themes=("c",))], as_of=date(2024, 1, 31))
    assert found.missing == ("Chưa có tin, bài nào được tính về nội dung: d.",)
    assert matrix(make, [], as_of=date(2024, 1, 5)).missing == ("Chưa có kỳ nào đến hạn.",)


def test_months_add_up_to_the_years_line(make):
    rows, known = make.mixed()
    audit = make.audit(rows, known=known)
    for agency, line in zip(audit.agencies, theme_lines(audit), strict=True):
        assert tuple(one.total for one in theme_matrix(audit, agency).lines) == line.figures[:-1]


def test_agencies_without_a_post_are_those_read_whole_alone(make):
    known = make.Known({("so-2", "own_site", "2024-07"): "failed"})
    lines = theme_lines(make.audit([make.post(1, themes=("c",))], known=known))
    assert absent(lines) == (1, 2, 1)
