"""`cchc evaluate`: its arithmetic on a small file, and floors under the classifier on labelled posts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from crawler.errors import BadInput
from crawler.jobs.evaluate import Figures, evaluate
from crawler.jobs.train import train
from pipelines.lexicon import FOLDER, load

LEXICON = load()
ROOT = Path(__file__).parents[3]
OWN = ROOT / "crawler" / "data" / "labelled"
DEV = Path(os.environ.get("CCHC_SHARED") or ROOT.parent / "shared") / "labelled" / "dev.jsonl"


def post(**changes):
    base = {"id": "1", "title": "", "body": "", "label": "off_topic", "topics": [], "themes": [], "stratum": "s"}
    return json.dumps(base | changes)


def test_figures():
    figures = Figures(right=6, wrong=2, missed=4, quiet=8)
    assert (figures.precision, figures.recall, figures.false_positives) == (0.75, 0.6, 0.2)
    assert figures.f1 == pytest.approx(12 / 18)
    assert (Figures(0, 0, 0, 0).precision, Figures(0, 0, 0, 0).recall, Figures(0, 0, 0, 0).f1) == (1.0, 1.0, 1.0)


def test_a_small_file(tmp_path):
    file = tmp_path / "posts.jsonl"
    one_stop = {"title": "Bộ phận một cửa trả kết quả đúng hẹn", "body": "Hồ sơ thủ tục hành chính trả đúng hẹn."}
    football = {"title": "Khai mạc giải bóng đá", "body": "Tám đội dự giải, trận đầu hòa."}
    on = {"label": "on_topic", "topics": ["cchc"], "themes": ["c"], "stratum": "t"}
    rows = [post(**one_stop, **on), post(**football), post(**football, **on), post(**one_stop, id="4")]
    file.write_text("\n".join(rows), encoding="utf-8")
    found = evaluate(file, LEXICON)
    assert found.posts == 4
    assert found.overall == Figures(1, 1, 1, 1)
    assert found.strata == {"s": Figures(0, 1, 0, 1), "t": Figures(1, 0, 1, 0)}
    assert found.confusion[("on_topic", "off_topic")] == 1
    assert {wrong.id for wrong in found.worst} == {"1", "4"}
    assert found.lexicon == LEXICON.version


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "1"}', post(topics="cchc")])
def test_a_line_that_is_no_labelled_post(tmp_path, line):
    file = tmp_path / "posts.jsonl"
    file.write_text(f"{post()}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"posts\.jsonl:2"):
        evaluate(file, LEXICON)


def test_a_missing_file(tmp_path):
    with pytest.raises(BadInput):
        evaluate(tmp_path / "no.jsonl", LEXICON)


@pytest.mark.skipif(not DEV.is_file(), reason=f"no development set at {DEV}")
def test_floors_on_the_development_set():
    found = evaluate(DEV, LEXICON)
    assert found.overall.f1 >= 0.97
    assert found.strata["hard_pos"].recall >= 0.95
    assert found.strata["hard_neg"].false_positives <= 0.04
    assert found.review_share <= 0.08
    assert found.topics["investment"].f1 >= 0.93
    assert found.theme_overlap >= 0.75


def test_floors_on_our_own_posts_that_taught_nothing():
    found = evaluate(OWN / "test.jsonl", LEXICON)
    assert found.overall.f1 >= 0.97
    assert found.strata["hard_pos"].recall >= 0.945
    assert found.strata["hard_neg"].false_positives <= 0.04
    assert found.review_share <= 0.08
    assert found.topics["investment"].f1 >= 0.92
    assert found.theme_overlap >= 0.79


def test_floors_on_posts_that_were_measured_once():
    found = evaluate(OWN / "unseen.jsonl", LEXICON)
    assert found.overall.f1 >= 0.97
    assert found.strata["hard_pos"].recall >= 0.95
    assert found.strata["hard_neg"].false_positives <= 0.06  # one of 18
    assert found.review_share <= 0.08
    assert found.topics["investment"].f1 >= 0.93
    assert found.theme_overlap >= 0.77


def test_the_weights_that_ship_are_those_that_training_gives():
    pytest.importorskip("sklearn")
    again = json.loads(train(OWN / "train.jsonl", LEXICON))
    shipped = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))
    assert again["outputs"] == shipped["outputs"]
    assert again["weights"].keys() == shipped["weights"].keys()
    for word, row in shipped["weights"].items():
        assert again["weights"][word] == pytest.approx(row, abs=0.05), word
