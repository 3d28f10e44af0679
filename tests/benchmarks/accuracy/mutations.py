"""The mutations of a post's page, by name: steps in their order, and whether the day is still on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tests.benchmarks.accuracy import steps
from tests.benchmarks.accuracy.cases import Case
from tests.benchmarks.accuracy.marks import find
from tests.benchmarks.accuracy.steps import Step

_ROWS = "<li><a href={href}>{title}</a> <span>({day})</span></li>"
_ROWS_DAY_FIRST = "<li><div>{day}</div><div><a href={href}>{title}</a></div></li>"
_EVENT = (
    "<div class=e5><h4>Sự kiện</h4><p>Hội nghị tổng kết công tác</p><p>Thời gian: 08:00, {later}</p>"
    "<p>Địa điểm: Hội trường A</p></div>"
)
_DOCUMENT = "<div class=e6><p>Số hiệu: 15/KH-UBND</p><p>Ngày ban hành: {before}</p><p>Ngày hiệu lực: {later}</p></div>"
_DEFAULTS = (
    '<meta property="article:published_time" content="1970-01-01T07:00:00+07:00">',
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"0001-01-01T00:00:00"}</script>',
    '<meta name="pubdate" content="01/01/1900">',
)

MOVES: dict[str, tuple[Step, ...]] = {
    "renamed": (steps.renamed,),
    "date before title": (steps.before_title,),
    "date after text": (steps.after_text,),
    "date in a box": (steps.into_box,),
}
SPELLINGS: dict[str, tuple[Step, ...]] = {
    "English label": (steps.said("Publish date %d/%m/%Y | 09:15 AM"),),
    "English words": (steps.said("Posted on: %-d %B %Y"),),
    "d/m/yy": (steps.said("Ngày đăng: %-d/%-m/%y 09:15"),),
    "no marks": (steps.said("Ngay dang: %d-%m-%Y 09h15"),),
    "in words": (steps.said("Đăng lúc 9h15' ngày %-d tháng %-m năm %Y"),),
    "bare": (steps.said("%d/%m/%Y"),),
}
DECOYS: dict[str, tuple[Step, ...]] = {
    "clock": (steps.clock(f"<div class=x>{steps.CLOCK}</div>"),),
    "clock in words": (steps.clock("<div>Hôm nay: Thứ Tư, ngày 25 tháng 11 năm 2026 <b>09:15:20</b></div>"),),
    "clock for programs": (steps.clock('<div><time datetime="2026-11-25T09:15:00+07:00">25/11/2026</time></div>'),),
    "related on top": (steps.related_on_top(_ROWS),),
    "related, day first": (steps.related_on_top(_ROWS_DAY_FIRST),),
    "side box": (steps.side_box,),
    "change line": (steps.by_title("<div>Cập nhật lần cuối: {later} 10:20</div>"),),
    "event box": (steps.by_title(_EVENT),),
    "document box": (steps.by_title(_DOCUMENT),),
    "template defaults": (steps.defaults(*_DEFAULTS),),
}
#: Only beside a day that is printed: without one, "Cập nhật" is how many sites stamp what they publish.
UPDATED: dict[str, tuple[Step, ...]] = {"updated line": (steps.by_date("<div>Cập nhật: {later} 10:20</div>"),)}


def all_steps() -> dict[str, tuple[Step, ...]]:
    """Every mutation: each alone, and decoys on pages with renamed classes, robbed of their day, and both.

    With its class, an empty date line next to the day of the last change loses all that tells the two apart: where
    classes are renamed too, the whole line goes.
    """
    found = {
        **MOVES,
        **SPELLINGS,
        **DECOYS,
        **UPDATED,
        "removed": (steps.robbed,),
        "line removed": (steps.without_line,),
    }
    renamed = {**{name: MOVES[name] for name in list(MOVES)[1:]}, **SPELLINGS, **DECOYS, **UPDATED}
    found |= {f"renamed, {name}": (*does, steps.renamed) for name, does in renamed.items()}
    found |= {f"removed, {name}": (steps.robbed, *does) for name, does in DECOYS.items()}
    found["line removed, renamed"] = (steps.without_line, steps.renamed)
    decoyed = {
        f"line removed, renamed, {name}": (*does, steps.without_line, steps.renamed) for name, does in DECOYS.items()
    }
    return found | decoyed


def mutated(case: Case, part: tuple[int, int] = (0, 1)) -> Iterator[Case]:
    """The case's mutations, where they can be made; of `part` (n, m): from the n-th on every m-th."""
    start, step = part
    for name, does in islice(all_steps().items(), start, None, step):
        if (found := apply(case, name, does)) is not None:
            yield found


def apply(case: Case, name: str, does: tuple[Step, ...]) -> Case | None:
    marks = find(case)
    if marks.title is None or not all(step(marks, case.day) for step in does):
        return None
    day = None if {steps.robbed, steps.without_line} & set(does) else case.day
    return replace(case, html=marks.tree.html or "", day=day, mutation=name)
