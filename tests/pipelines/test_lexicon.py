"""The lexicon's files: what ships loads, what is broken is refused with file and place."""

from __future__ import annotations

import pytest

from crawler.errors import BadInput
from crawler.registry.model import Plan
from pipelines.documents import documents
from pipelines.lexicon import load, of_plan
from pipelines.weighing import weigh

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


def test_documents_are_asked_for_in_the_plans_year():
    assert {load(year=year).documents["communication-plan"].year for year in (2024, 2025)} == {2024, 2025}
    assert documents("Kế hoạch tuyên truyền CCHC năm 2025", load(year=2025)) == ("communication-plan",)
    assert documents("Kế hoạch tuyên truyền CCHC năm 2024", load(year=2025)) == ()
    assert load(year=2024).version != load(year=2025).version
    assert documents("Kế hoạch tuyên truyền CCHC năm 2019", load()) == ("communication-plan",)


def test_the_plans_lexicon_and_year():
    plan = Plan.model_construct(year=2025, lexicon=None)
    assert of_plan(plan).version == load(year=2025).version


def test_groups_may_be_turned(tmp_path):
    turned = (
        SMALL + "  - {topic: cchc, weight: 1, of: [giấy tờ]}\nturned: [{of: [giấy tờ], by: [tour], within: title}]\n"
    )
    lexicon = load(written(tmp_path, turned))
    title, body = lexicon.matcher.read("Tour mùa hè"), lexicon.matcher.read("Gửi hồ sơ.")
    assert [f.turned_by for f in weigh({"title": title, "body": body}, lexicon)["cchc"].findings] == ["Tour"]
    assert weigh({"title": body, "body": title}, lexicon)["cchc"].points > 0


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
        (("version: 1", "version: 1\nturned: [{of: [không có], by: [tour]}]"), "turned[0]: nhóm “không có”"),
        (("version: 1", "version: 1\nturned: [{by: [tour]}]"), "turned[0]: cần words hoặc of"),
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
