"""Search finds Vietnamese with and without marks, and follows what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.store import open_store
from crawler.store.search import search
from tests.crawler.store import making

POSTS = {
    "a": ("Đẩy mạnh cải cách thủ tục hành chính", "Lĩnh vực đất đai được rút ngắn."),
    "b": ("Ủng hộ người nghèo", "Quỹ “Vì người nghèo” của huyện ĐẢO Phú Quý."),
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cải cách", ["a"]),
        ("cai cach", ["a"]),
        ("CẢI CÁCH", ["a"]),
        ("đất đai", ["a"]),
        ("dat dai", ["a"]),
        ("Đất", ["a"]),
        ("đảo", ["b"]),
        ("dao phu quy", ["b"]),
        ("đẩy mạnh", ["a"]),
        ("ủng hộ", ["b"]),
        ("ca\u0309i ca\u0301ch", ["a"]),  # decomposed
        ("cải nghèo", []),
        ("c", []),
        ("", []),
        ('" OR *', []),
        ("-", []),
        ("title:cải", []),
    ],
)
def test_words_find_posts(words: str, found: list[str]) -> None:
    db = making.store()
    for post, (title, body) in POSTS.items():
        making.save(db, making.record(post, title=title, body=body))
    assert search(db, words) == found


def test_every_vietnamese_letter_is_found_without_its_mark() -> None:
    db = making.store()
    bare = {
        "a": "àáảãạăằắẳẵặâầấẩẫậ",
        "e": "èéẻẽẹêềếểễệ",
        "i": "ìíỉĩị",
        "o": "òóỏõọôồốổỗộơờớởỡợ",
        "u": "ùúủũụưừứửữự",
        "y": "ỳýỷỹỵ",
        "d": "đ",
    }
    letters = [(letter, plain) for plain, marked in bare.items() for letter in marked + marked.upper()]
    for number, (letter, _) in enumerate(letters):
        making.save(db, making.record(f"p~{number}", title=f"x{letter}x{number}", body=""))
    missed = [letter for number, (letter, plain) in enumerate(letters) if not search(db, f"x{plain}x{number}")]
    assert missed == []


def test_search_follows_changes() -> None:
    db = making.store()
    making.save(db, making.record(title="Chuyển đổi số"))
    making.save(db, making.record(title="Hội nghị"))
    assert search(db, "chuyển đổi") == []
    assert search(db, "hội nghị") == ["snv.vn~1"]


def test_the_best_match_comes_first() -> None:
    db = making.store()
    making.save(db, making.record("a", title="Tin", body="Hội nghị. " + "Chữ khác. " * 50))
    making.save(db, making.record("b", title="Hội nghị", body="Hội nghị"))
    assert search(db, "hội nghị") == ["b", "a"]
    assert search(db, "hội nghị", limit=1) == ["b"]


def test_search_stays_right_after_a_vacuum(tmp_path: Path) -> None:
    db = open_store(tmp_path / "a.db")
    making.begin(db, "c1")
    for number in range(6):
        making.save(db, making.record(f"p~{number}", title=f"Tin số {number}", body=""))
    db.execute("DELETE FROM verdict WHERE post < 'p~4'")
    db.execute("DELETE FROM post WHERE id < 'p~4'")
    db.vacuum()
    assert search(db, "tin") == ["p~4", "p~5"]
    db.execute("INSERT INTO post_search (post_search) VALUES ('integrity-check')")
