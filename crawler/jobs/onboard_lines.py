"""The lines of the registry that register a section as it was seen."""

from __future__ import annotations

import json
from datetime import date

from crawler.jobs.looked import GENERIC, Looked
from spiders.families.registry import BY_TYPE

INDENT = 6  # spaces before an entry of an agency's `sections`


def registry_lines(looked: Looked, day: date, *, followed: bool, item: str | None = None) -> str:
    """YAML to paste under the agency's `sections:`. `followed`: its further pages were read, or there are none.

    `item` states a list that was learnt as a selector. It stays a comment: a list that is learnt takes in a first entry
    shown larger too, which a selector would pass over.
    """
    lines = [f"- url: {_scalar(looked.page.url)}", *_way_of_reading(looked)]
    if item is not None:
        lines += ["  # Bố cục đã học được giữ cố định; muốn tự ghi bộ chọn thì bỏ dấu # ở dòng sau.", _selectors(item)]
    lines.append(f"  verified: {'true' if looked.entries else 'false'}")  # an empty list may be the wrong address
    lines.append(f"  note: {_scalar(_note(looked, day, followed))}")
    return "\n".join(" " * INDENT + line for line in lines)


def _selectors(item: str) -> str:
    return f"  # selectors: {{item: {_scalar(item)}}}"


def _way_of_reading(looked: Looked) -> list[str]:
    if looked.family in BY_TYPE:
        return [f"  type: {looked.family}"]
    return [f"  cms: {looked.family}"] if looked.family == GENERIC or looked.listing.places else []


def _note(looked: Looked, day: date, followed: bool) -> str:
    further = "" if followed else "; chưa đọc được trang 2"
    return f"Đã xem ngày {day.isoformat()}: {looked.family}, {len(looked.entries)} mục ở trang đầu{further}."


def _scalar(text: str) -> str:
    """A YAML scalar: in JSON's quotes, which are YAML's too."""
    return json.dumps(text, ensure_ascii=False)
