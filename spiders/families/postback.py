"""ASP.NET's postbacks: a link that sends the page's own form, and the partial answers (UpdatePanel) it may get."""

from __future__ import annotations

import re
from html import escape

from selectolax.lexbor import LexborNode

from crawler.items import NextPage
from crawler.page import Page
from spiders.families import paging
from spiders.families.select import attribute

_POSTBACK = re.compile(r"__doPostBack\(\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
_WITH_OPTIONS = re.compile(r"WebForm_PostBackOptions\(\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]")
_SENT = frozenset({"hidden", "text", "search", ""})
_PART = re.compile(r"(\d{1,8})\|([^|]{0,80})\|([^|]{0,300})\|")


def follow(page: Page, link: LexborNode) -> NextPage | None:
    """What a postback link asks for: the form that it stands in, sent with its target; None where it is no postback."""
    script = " ".join(attribute(link, name) for name in ("href", "onclick")).replace("&#39;", "'")
    found = _POSTBACK.search(script) or _WITH_OPTIONS.search(script)
    if found is None:
        return None
    form = _form(link) or page.tree.css_first("form:has(input[name=__VIEWSTATE])")
    action = paging.address(page, attribute(form, "action")) or page.url.partition("#")[0]
    fields = _fields(form) if form is not None else {}
    return NextPage(action, "POST", fields | {"__EVENTTARGET": found.group(1), "__EVENTARGUMENT": found.group(2)})


def _form(link: LexborNode) -> LexborNode | None:
    here: LexborNode | None = link
    while here is not None and here.tag != "form":
        here = here.parent
    return here


def _fields(form: LexborNode) -> dict[str, str]:
    """What a browser would send of the form, but for its buttons."""
    found: dict[str, str] = {}
    for field in form.css("input[name], select[name]"):
        kind = attribute(field, "type").lower()
        if field.tag == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            if chosen is not None:
                found[attribute(field, "name")] = attribute(chosen, "value")
        elif kind in _SENT or (kind in ("checkbox", "radio") and "checked" in field.attributes):
            found[attribute(field, "name")] = field.attributes.get("value") or ""
    return found


def unpacked(page: Page) -> Page:
    """A partial answer as the page it makes: its panels, and its hidden fields in one form; another page as it is."""
    text = page.text
    if _PART.match(text) is None:
        return page
    panels, fields = [], []
    at = 0
    while (head := _PART.match(text, at)) is not None:
        content = text[head.end() : head.end() + int(head.group(1))]
        at = head.end() + int(head.group(1)) + 1
        if head.group(2) == "updatePanel":
            panels.append(content)
        elif head.group(2) == "hiddenField":
            fields.append(f'<input type="hidden" name="{escape(head.group(3))}" value="{escape(content)}">')
    html = f'<html><body><form method="post">{"".join(fields)}{"".join(panels)}</form></body></html>'
    return Page(page.url, html.encode(), "text/html")
