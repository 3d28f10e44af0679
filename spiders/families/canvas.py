"""SharePoint's modern pages: the HTML of a page's canvas, whichever way and however deep it is wrapped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from spiders.families.select import attribute

_LAYERS = 6  # of entities around entities
_PARTS = "[data-sp-webpartdata]"


def html_of(canvas: str) -> str:
    """The canvas as HTML: its texts, then what its web parts show (captions, files); "" where it holds nothing."""
    text, controls = _unwrapped(canvas)
    if isinstance(controls, list):
        return "".join(_of_control(one) for one in controls if isinstance(one, dict))
    parts = (attribute(node, "data-sp-webpartdata") for node in LexborHTMLParser(text).css(_PARTS))
    return text + "".join(_of_part(_unwrapped(part)[1]) for part in parts)


def _unwrapped(text: str) -> tuple[str, Any]:
    """The text without the entities around its tags or its JSON, and that JSON where it is some."""
    for _ in range(_LAYERS):
        data = _loaded(text) if text.lstrip()[:1] in ("{", "[") else None
        if data is not None or "<" in text or "&" not in text:
            return text, data
        text = unescape(text)
    return text, None


def _of_control(control: dict[str, Any]) -> str:
    inner = control.get("innerHTML")
    return (inner if isinstance(inner, str) else "") + _of_part(control.get("webPartData"))


def _of_part(data: Any) -> str:
    """What a web part holds that is of the post: its own HTML, and links to files."""
    content = data.get("serverProcessedContent") if isinstance(data, dict) else None
    if not isinstance(content, dict):
        return ""
    shown = "".join(f"<div>{html}</div>" for html in _texts(content.get("htmlStrings")))
    return shown + "".join(f'<a href="{escape(url)}"></a>' for url in _texts(content.get("links")))


def _texts(values: Any) -> Iterator[str]:
    """The texts of what is a table of them, or a list of such rows."""
    rows = values.values() if isinstance(values, dict) else values if isinstance(values, list) else ()
    for row in rows:
        text = row.get("value") if isinstance(row, dict) else row
        if isinstance(text, str) and text.strip():
            yield text


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
