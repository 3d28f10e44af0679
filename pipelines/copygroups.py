"""Which posts have one text, wholly or nearly, and what is said of a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from crawler.store.records import NearText, PostRecord
from pipelines import standing_words as words

_Row = TypeVar("_Row")


class Copies:
    """The texts that are copies of each other, exact ones and near ones."""

    def __init__(self, near: Iterable[NearText] = ()) -> None:
        self._near: dict[str, dict[str, float]] = {}
        for pair in near:
            if pair.copy:
                self._near.setdefault(pair.one, {})[pair.other] = pair.share
                self._near.setdefault(pair.other, {})[pair.one] = pair.share

    def grouped(self, rows: Sequence[_Row], post: Callable[[_Row], PostRecord]) -> list[list[_Row]]:
        """The rows by text; those whose texts are near copies together, also by way of a third among them."""
        by_text: dict[str, list[_Row]] = {}
        for row in rows:
            one = post(row)
            by_text.setdefault(one.text_key or f"post {one.id}", []).append(row)
        groups = []
        while by_text:
            reached = [next(iter(by_text))]
            group: list[_Row] = []
            while reached:
                text = reached.pop()
                group += by_text.pop(text, [])
                reached += [other for other in self._near.get(text, ()) if other in by_text]
            groups.append(group)
        return groups

    def told(self, post: PostRecord, original: PostRecord) -> str:
        """Why a post is a copy of that other one."""
        if post.text_key == original.text_key:
            return words.copied(original.day)
        when = f" ngày {words.day(date.fromisoformat(original.day))}" if original.day else ""
        share = self._near.get(post.text_key, {}).get(original.text_key)
        if share is None:  # by way of a third one
            return f"Gần như trùng với tin, bài đã đăng{when}, qua một bản khác cũng gần như vậy."
        return f"Trùng {percent(share)} nội dung với tin, bài đã đăng{when}."


def percent(share: float) -> str:
    """Whole per cents, never rounded up to all of it."""
    return f"{int(share * 100)}%"
