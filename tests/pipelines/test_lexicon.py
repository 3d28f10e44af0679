"""The lexicon's files: what ships loads, what is broken is refused with file and place."""

from __future__ import annotations

import pytest

from crawler.errors import BadInput
from pipelines.lexicon import load

SMALL = """
version: 1
name: nho
topics: {cchc: {name: cải cách, "on": 3.0, review: 2.0, fallback_theme: a}}
themes: {a: Chỉ đạo}
groups: {giấy tờ: [hồ sơ]}
rules:
  - {topic: cchc, weight: 3, themes: [a], words: [một cửa]}
"""


def written(tmp_path, text, name="lexicon.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_ships():
    lexicon = load()
    assert list(lexicon.themes) == ["a", "b", "c", "d", "đ", "e", "g", "campaign"]
    assert list(lexicon.topics) == ["cchc", "investment"]
    assert list(lexicon.documents) == ["communication-plan"]
    assert lexicon.version.startswith("binh-thuan@")
    assert {number.number for number in lexicon.numbers} >= {"76/NQ-CP", "11-CT/TU", "3612/KH-UBND"}


def test_the_version_changes_with_any_included_file(tmp_path):
    written(tmp_path, SMALL, "base.yaml")
    top = written(tmp_path, "version: 1\nname: tinh\ninclude: [base.yaml]\n", "top.yaml")
    first = load(top).version
    assert load(top).version == first
    written(tmp_path, SMALL.replace("weight: 3", "weight: 4"), "base.yaml")
    assert load(top).version != first


def test_a_province_adds_to_what_it_includes(tmp_path):
    written(tmp_path, SMALL, "base.yaml")
    top = "version: 1\nname: tinh\ninclude: [base.yaml]\ngroups: {giấy tờ: [tờ khai]}\n"
    top += "rules: [{topic: cchc, weight: 2, of: [giấy tờ]}]\n"
    lexicon = load(written(tmp_path, top, "top.yaml"))
    assert [rule.weight for rule in lexicon.rules] == [3, 2]
    assert {hit.term.spelled for hit in lexicon.matcher.read("một cửa, tờ khai, hồ sơ").hits} == {
        "một cửa",
        "tờ khai",
        "hồ sơ",
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("weight: 3", "weight: ba"), "rules[0].weight"),
        (("weight: 3", "weights: 3"), "rules[0].weights"),
        (("topic: cchc, weight", "topic: khác, weight"), "rules[0].topic"),
        (("themes: [a], words", "themes: [z], words"), "rules[0].themes"),
        (("words: [một cửa]", "of: [không có]"), "nhóm “không có”"),
        (("words: [một cửa]", "words: []"), "cần words hoặc of"),
        (("words: [một cửa]", 'words: [" "]'), "để trống"),
        (("review: 2.0", "review: 9.0"), "topics.cchc"),
        (("version: 1", "version: 2"), "version"),
        (("name: nho", "name: [nho"), "YAML"),
        (("fallback_theme: a", "fallback_theme: q"), "fallback_theme"),
        (("version: 1", "version: 1\ninclude: [lexicon.yaml]"), "include"),
        (("version: 1", "version: 1\ninclude: [thieu.yaml]"), "không mở được"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, change, said):
    assert change[0] in SMALL
    path = written(tmp_path, SMALL.replace(*change))
    with pytest.raises(BadInput, match=r"\.yaml") as refused:
        load(path)
    assert said in str(refused.value)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"[1, 2]", b"!!python/object:os.system {}"])
def test_bytes_that_are_no_lexicon(tmp_path, data):
    path = tmp_path / "lexicon.yaml"
    path.write_bytes(data)
    with pytest.raises(BadInput):
        load(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(BadInput, match="không mở được"):
        load(tmp_path / "no.yaml")
