"""The changes that a redesign, a plugin or a careless template makes to a post's page. Each works on a parsed page.

A step says whether it could be done: a page without a date line can't have it moved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.text import clean
from tests.benchmarks.accuracy import daywords
from tests.benchmarks.accuracy.marks import Marks, block, holds, texts

Step = Callable[[Marks, date | None], bool]

CLOCK = "Thứ Tư, 25/11/2026 09:15"
_TITLES = (
    "Sở Nội vụ tập huấn kỹ năng số cho công chức cấp xã năm nay",
    "Công bố kết quả chấm điểm cải cách hành chính của các huyện",
    "Đoàn kiểm tra công vụ làm việc tại bộ phận một cửa huyện",
    "Hội nghị trực tuyến đánh giá việc giải quyết hồ sơ đất đai",
)


def element(html: str) -> LexborNode:
    """A node to be put into another page."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    node = body.child if body is not None else None
    if node is None:
        raise ValueError(html)
    return node


# -- names and the date line


def renamed(marks: Marks, day: date | None) -> bool:
    """All classes and ids, each by the same other name throughout."""
    for node in marks.tree.css("[class]"):
        node.attrs["class"] = " ".join(map(_other_name, (node.attributes.get("class") or "").split()))
    for node in marks.tree.css("[id]"):
        node.attrs["id"] = _other_name(node.attributes.get("id") or "")
    return True


def _other_name(name: str) -> str:
    return "x" + hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[:6]


def before_title(marks: Marks, day: date | None) -> bool:
    return marks.title is not None and _moved(marks, block(marks.title), after=False)


def after_text(marks: Marks, day: date | None) -> bool:
    return marks.text is not None and _moved(marks, marks.text, after=True)


def _moved(marks: Marks, target: LexborNode, *, after: bool) -> bool:
    if marks.date is None or holds(marks.date, target):
        return False
    line = element(f"<div>{marks.date.html}</div>")
    (target.insert_after if after else target.insert_before)(line)
    marks.date.decompose()
    return True


def into_box(marks: Marks, day: date | None) -> bool:
    """Into a box of facts below the text, in the same part of the page."""
    if marks.date is None or marks.text is None or holds(marks.date, marks.text):
        return False
    box = f"<div class=facts><div><b>Thông tin bài</b></div><div>{marks.date.html}</div><div>Cỡ chữ: A+</div></div>"
    marks.text.insert_after(element(box))
    marks.date.decompose()
    return True


def said(form: str) -> Step:
    """Puts the date line's words another way. `form` is a `strftime` format; "-" before a letter: without zeros."""

    def step(marks: Marks, day: date | None) -> bool:
        if marks.date is None or day is None:
            return False
        words = form.replace("%-d", str(day.day)).replace("%-m", str(day.month))
        marks.date.insert_before(element(f"<div>{day.strftime(words)}</div>"))
        marks.date.decompose()
        return True

    return step


def robbed(marks: Marks, day: date | None) -> bool:
    """Takes the day out of every attribute, script and short line. What the text and title tell of that day stays."""
    if day is None:
        return False
    for node in list(texts(marks.tree)):
        words = node.text_content or ""
        if _is_stamp(words) and not _in_title(marks, node) and daywords.names(words, day):
            node.replace_with(daywords.without(words, day) or " ")
    _rob_split_lines(marks, day)
    _rob_programs(marks.tree, day)
    return True


def without_line(marks: Marks, day: date | None) -> bool:
    """Takes away the whole date line, label, author and all, and the day wherever else it stands."""
    if marks.date is None or not robbed(marks, day):
        return False
    marks.date.decompose()
    return True


def _is_stamp(words: str) -> bool:
    return len(clean(words)) <= 80


def _in_title(marks: Marks, node: LexborNode) -> bool:
    return marks.title is not None and holds(marks.title, node)


def _rob_split_lines(marks: Marks, day: date) -> None:
    """A day whose words stand in several elements: `<b>12</b>/<b>03</b>/2024`."""
    for node in marks.tree.css("body *"):
        whole = clean(node.text())
        by_title = _in_title(marks, node) or (marks.title is not None and holds(node, marks.title))
        if node.tag not in ("script", "style") and not by_title and len(whole) <= 80 and daywords.names(whole, day):
            for child in list(node.iter(include_text=True)):
                child.remove()


def _rob_programs(tree: LexborHTMLParser, day: date) -> None:
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name not in ("href", "src", "title", "alt") and value and len(value) < 80 and daywords.names(value, day):
                node.attrs[name] = daywords.without(value, day)
    for script in tree.css("script"):
        text = script.text()
        if text and daywords.names(text, day):
            script.replace_with(_script(script, daywords.without(text, day)))


def _script(script: LexborNode, text: str) -> LexborNode:
    kind = script.attributes.get("type") or "text/javascript"
    head = LexborHTMLParser(f'<head><script type="{kind}">{text}</script></head>').head
    if head is None or head.child is None:
        raise ValueError(text)
    return head.child


# -- decoys


def clock(html: str) -> Step:
    """A clock above everything else."""

    def step(marks: Marks, day: date | None) -> bool:
        return _first(marks.tree, html)

    return step


def _first(tree: LexborHTMLParser, html: str) -> bool:
    head = tree.body.child if tree.body is not None else None
    if head is None:
        return False
    head.insert_before(element(html))
    return True


def others(day: date | None, shape: str) -> str:
    """A list of other posts with their days."""
    rows = [
        shape.format(title=title, href=f"/tin-tuc/bai-khac-{880 + n}.html", day=daywords.other(day, -9 * n - 5))
        for n, title in enumerate(_TITLES)
    ]
    return "".join(rows)


def related_on_top(shape: str) -> Step:
    """Related posts directly above the title."""

    def step(marks: Marks, day: date | None) -> bool:
        if marks.title is None:
            return False
        box = f"<div class=q7><h3>Tin liên quan</h3><ul>{others(day, shape)}</ul></div>"
        block(marks.title).insert_before(element(box))
        return True

    return step


def side_box(marks: Marks, day: date | None) -> bool:
    """A column of new posts beside the post, and before it in the page's order."""
    place = _article_box(marks)
    if place is None:
        return False
    shape = "<div><a href={href}>{title}</a><p>{day} 08:30</p></div>"
    place.insert_before(element(f"<div class=k3><h4>Tin mới</h4>{others(day, shape)}</div>"))
    return True


def _article_box(marks: Marks) -> LexborNode | None:
    """The outermost element with title and text whose parent holds more than it."""
    here = marks.title
    while here is not None and marks.text is not None and not holds(here, marks.text):
        here = here.parent
    return None if here is None or here.tag in ("body", "html", "td", "tr", "tbody") else here


def by_date(html: str) -> Step:
    """As `by_title`, on pages that print their day."""

    def step(marks: Marks, day: date | None) -> bool:
        return day is not None and marks.date is not None and by_title(html)(marks, day)

    return step


def by_title(html: str) -> Step:
    """A line or box under the date line, or under the title where there is none. `{later}`: a month later."""

    def step(marks: Marks, day: date | None) -> bool:
        place = marks.date or (block(marks.title) if marks.title is not None else None)
        if place is None:
            return False
        place.insert_after(element(html.format(later=daywords.other(day, 37), before=daywords.other(day, -41))))
        return True

    return step


def defaults(*html: str) -> Step:
    """What templates print where they were given no day."""

    def step(marks: Marks, day: date | None) -> bool:
        head = marks.tree.head
        if head is None or head.child is None:
            return False
        for one in html:
            head.child.insert_before(_in_head(one))
        return True

    return step


def _in_head(html: str) -> LexborNode:
    head = LexborHTMLParser(f"<head>{html}</head>").head
    if head is None or head.child is None:
        raise ValueError(html)
    return head.child


def with_words(pattern: str, words: str) -> Step:
    """Replaces words of short lines: another locale's labels, labels without marks."""

    def step(marks: Marks, day: date | None) -> bool:
        done = False
        for node in list(texts(marks.tree)):
            shown = node.text_content or ""
            if _is_stamp(shown) and re.search(pattern, shown):
                node.replace_with(re.sub(pattern, words, shown))
                done = True
        return done

    return step
