"""Texts taken up one by one, or in any order: the same pairs; what is gone from the posts goes from the pairs."""

from __future__ import annotations

import time
from random import Random

import pytest

from crawler.jobs.likeness import pairs_of, take_up_texts
from crawler.store import likeness, standings
from crawler.text import fold
from pipelines.duplicates import text_key
from pipelines.nearcopies import text_of
from tests.crawler.store.making import record, save, standing, store

BODY = (
    "Sáng nay bộ phận tiếp nhận của huyện đã trả 214 kết quả cho người dân, trong đó 97 kết quả gửi qua bưu điện tới "
    "tận nhà. Theo bà Trần Thị Hoa, phụ trách bộ phận, hồ sơ được nhắc hạn trước hai ngày nên không còn trường hợp nào "
    "trễ. Huyện sẽ mở thêm một điểm tiếp nhận ở xã Phan Dũng để bà con đỡ phải đi xa."
)
POSTS = {
    "a": ("Trả kết quả tận nhà", BODY),
    "b": ("Trả kết quả tận nhà cho dân", BODY),
    "c": ("Trả kết quả tận nhà", BODY.replace("đỡ phải", "khỏi")),
    "d": ("Trả kết quả tận nhà", BODY.replace("214", "325").replace("97", "108")),
    "e": ("Gặt lúa", "Máy gặt chạy từ sáng sớm. " + " ".join(f"Thửa {n} xong." for n in range(40))),
    "f": ("Trả kết quả tận nhà", BODY),
    "g": ("Lịch", "Xem tệp đính kèm."),
}  # fmt: skip


def put(db, post, title, body, **other):
    made = record(f"snv.vn~{post}", title=title, body=body, text_key=text_key(title, body), **other)
    save(db, made, entries=(("s1", post),))


def names(db):
    """The pairs, by the first post with each text."""
    by_key = {}
    for post in sorted(POSTS):
        by_key.setdefault(text_key(*POSTS[post]), post)
    return {(frozenset((by_key[pair.one], by_key[pair.other])), pair.copy) for pair in likeness.near_texts(db)}


FOUND = {
    (frozenset("ab"), True), (frozenset("ac"), True), (frozenset("bc"), True),
    (frozenset("ad"), False), (frozenset("bd"), False), (frozenset("cd"), False),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_makes_no_difference(seed):
    order = Random(seed).sample(sorted(POSTS), len(POSTS))
    db = store()
    for post in order:
        put(db, post, *POSTS[post])
        if seed % 2:
            take_up_texts(db)
    take_up_texts(db)
    assert names(db) == FOUND
    assert take_up_texts(db) == 0


def test_a_text_that_no_post_has_any_more_is_forgotten():
    db = store()
    for post in "abd":
        put(db, post, *POSTS[post])
    take_up_texts(db)
    put(db, "b", *POSTS["e"])
    take_up_texts(db)
    assert {pair for pair, _ in names(db)} == {frozenset("ad")}
    put(db, "b", *POSTS["b"])
    take_up_texts(db)
    assert names(db) == {(frozenset("ab"), True), (frozenset("ad"), False), (frozenset("bd"), False)}


def test_links_name_place_share_and_who_was_first():
    db = store("s1", "s2")
    put(db, "a", *POSTS["a"], published="2024-03-05", day="2024-03-05")
    put(db, "c", *POSTS["c"], published="2024-03-04T08:00:00+07:00", day="2024-03-04")
    put(db, "f", *POSTS["f"], published="2024-03-09", day="2024-03-09")
    put(db, "d", *POSTS["d"])
    take_up_texts(db)
    made = [standing("snv.vn~a"), standing("snv.vn~c", channel="portal"), standing("snv.vn~d")]
    standings.replace_standings(db, [*made, standing("snv.vn~f", agency="so-tu-phap", channel="portal")])
    rows = {row.id[-1]: row for row in standings.post_rows(db)}
    told = [(link["post"][-1], link["agency"], link["channel"], link["copy"]) for link in rows["a"].links]
    assert told == [
        ("c", "so-noi-vu", "portal", True),
        ("d", "so-noi-vu", "own_site", False),
        ("f", "so-tu-phap", "portal", True),
    ]
    assert [link["share"] == 1.0 for link in rows["a"].links] == [False, False, True]
    assert rows["a"].links[0]["published"] == "2024-03-04T08:00:00+07:00"
    (one,) = standings.post_rows(db, post="snv.vn~a")
    assert one.links == rows["a"].links


WORDS = sorted({word for word in fold(BODY).split() if word.isalpha()})


def test_a_new_text_among_many_costs_little():
    """A few thousand texts of one form; the benchmark has a hundred thousand."""
    rng, db = Random("many"), store()
    with db.atomic():
        for number in range(3000):
            text = text_of("Tin", " ".join(rng.choices(WORDS, k=60)) + " " + BODY)
            likeness.take_up(db, f"k{number}", text.kept, ())
    fresh = [text_of("Tin", " ".join(rng.choices(WORDS, k=300))) for _ in range(50)]
    begun = time.perf_counter()
    for number, text in enumerate(fresh):
        pairs_of(db, f"new{number}", text)
    assert (time.perf_counter() - begun) / len(fresh) < 0.02
