"""The contents that counted posts speak of."""

from datetime import date

from reports.themes import theme_lines


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
