"""Paths into JSON: names and numbers with dots (`title.rendered`, `items.0`), and templates of them (`/bai/{slug}`)."""

from __future__ import annotations

import json
import re
from typing import Any

from crawler.page import Page

_FIELD = re.compile(r"\{([^{}]*)\}")


def loaded(page: Page) -> Any:
    """The page's JSON; None where it is none."""
    try:
        return json.loads(page.text)
    except (ValueError, RecursionError):
        return None


def at(data: Any, path: str) -> Any:
    """What stands at the path ("" or "." is all of it); None where nothing does. A name may hold dots itself."""
    if isinstance(data, dict) and path in data:
        return data[path]
    here = data
    for name in path.strip(".").split(".") if path.strip(".") else ():
        if isinstance(here, dict) and name in here:
            here = here[name]
        elif isinstance(here, list) and name.isascii() and name.isdigit() and int(name) < len(here):
            here = here[int(name)]
        else:
            return None
    return here


def words(data: Any, path: str) -> str:
    """The text or number at the path, or the template filled in; "" where one of its fields is missing."""
    if "{" not in path:
        return _plain(at(data, path))
    fields = [words(data, name) for name in _FIELD.findall(path)]
    return _FIELD.sub(lambda _: fields.pop(0), path) if all(fields) else ""


def _plain(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
