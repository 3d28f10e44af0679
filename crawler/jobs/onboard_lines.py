"""The lines of the registry that register a section as it was seen."""

from __future__ import annotations

import json
from datetime import date

from crawler.jobs.looked import GENERIC, Looked
from spiders.families.registry import BY_TYPE

INDENT = 6  # spaces before an entry of an agency's `sections`


def registry_lines(looked: Looked, day: date, *, followed: bool) -> str:
    """YAML to paste under the agency's `sections:`. `followed`: its further pages were read, or there are none."""
    lines = [f"- url: {_scalar(looked.page.url)}", *_way_of_reading(looked), "  verified: true"]
    lines.append(f"  note: {_scalar(_note(looked, day, followed))}")
    return "\n".join(" " * INDENT + line for line in lines)


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
