"""`cchc classify`: posts as JSON lines in, verdicts out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from crawler.errors import BadInput
from pipelines.classify import classify
from pipelines.lexicon import Lexicon


def classify_lines(lines: Iterable[str], lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    """For each line {id, title, body}: {id, label, score, topics, themes, matches, documents, reason}.

    Blank lines are passed over. Raises `BadInput` naming the line that is no such object.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _judged(_post(line, number), lexicon)


def _post(line: str, number: int) -> dict[str, Any]:
    try:
        post = json.loads(line)
    except ValueError as error:
        raise BadInput(f"dòng {number}: không phải JSON ({error}); cần {{id, title, body}}") from error
    if not isinstance(post, dict):
        raise BadInput(f"dòng {number}: cần một đối tượng JSON có id, title, body")
    for key in ("title", "body"):
        if not isinstance(post.get(key), str):
            raise BadInput(f"dòng {number}: thiếu “{key}” hoặc “{key}” không phải là chữ")
    return post


def _judged(post: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    verdict = classify(post["title"], post["body"], lexicon)
    keys = ("label", "score", "topics", "themes", "matches", "documents", "reason")
    return {"id": post.get("id"), **{key: getattr(verdict, key) for key in keys}}
