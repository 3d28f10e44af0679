"""`cchc classify`: lines in, verdicts out, and what is no post is named."""

from __future__ import annotations

import json

import pytest

from crawler.errors import BadInput
from crawler.jobs.classify import classify_lines
from pipelines.lexicon import load

LEXICON = load()


def test_one_verdict_a_line():
    lines = [
        json.dumps({"id": "1", "title": "Bộ phận một cửa trả kết quả đúng hẹn", "body": "Hồ sơ đúng hẹn 100%."}),
        "",
        json.dumps({"id": 2, "title": "Khai mạc giải bóng đá", "body": "Tám đội dự giải."}),
    ]
    first, second = classify_lines(lines, LEXICON)
    assert (first["id"], first["label"], first["topics"]) == ("1", "on_topic", ("cchc",))
    assert (second["id"], second["label"], second["topics"]) == (2, "off_topic", ())
    assert {"id", "label", "score", "topics", "themes", "matches"} <= first.keys()
    json.dumps(first)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id": 1, "title": null, "body": ""}'])
def test_a_line_that_is_no_post(line):
    with pytest.raises(BadInput, match="dòng 2"):
        list(classify_lines(["", line], LEXICON))
