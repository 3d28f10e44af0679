"""How long the reading of a 60 kB article takes: parse, extract, date; ours beside trafilatura's."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import replace
from time import process_time

from selectolax.lexbor import LexborHTMLParser

from tests.benchmarks.accuracy.cases import Case, articles
from tests.benchmarks.accuracy.marks import find
from tests.benchmarks.accuracy.ours import read_article

SIZE = 60_000  # bytes
_SENTENCE = (
    "Bộ phận một cửa tiếp nhận {n} hồ sơ trong tháng, trả kết quả đúng hạn {m} hồ sơ; người dân nộp hồ sơ trên cổng"
    " dịch vụ công và nhận kết quả qua bưu điện, không phải đi lại nhiều lần. "
)


def samples() -> list[Case]:
    """A page of each captured site, else of the demo's."""
    found: dict[str, Case] = {}
    for case in articles(10):
        if case.source != "fixtures":
            found.setdefault(case.source, case)
    return list(found.values())


def padded(case: Case) -> Case:
    """The page with more paragraphs, and with more entries in its menu, up to 60 kB."""
    marks = find(case)
    if marks.text is None or marks.tree.body is None or marks.tree.body.child is None:
        raise ValueError(case.url)
    for n in range(1000):
        size = len((marks.tree.html or "").encode())
        if size >= SIZE:
            break
        text = "".join(_SENTENCE.format(n=n * 7 + k, m=n * 6 + k) for k in range(4))
        marks.text.insert_after(
            _node(f'<p style="text-align:justify">{text}<em>{n} xã</em>, <a href="/xa-{n}">xem</a>.</p>')
        )
        if n % 2:
            menu = f'<ul class="menu"><li><a href="/muc-{n}/"><span>Chuyên mục số {n}</span></a></li></ul>'
            marks.tree.body.child.insert_before(_node(menu))
    return replace(case, html=marks.tree.html or "", mutation="60 kB")


def _node(html: str):  # type: ignore[no-untyped-def]
    body = LexborHTMLParser(html).body
    return body.child if body is not None else None


def milliseconds(read: Callable[[Case], object], case: Case, runs: int = 30) -> float:
    """Processor time of one reading, the median of `runs`."""
    spent = []
    for _ in range(runs):
        begun = process_time()
        read(case)
        spent.append(1000 * (process_time() - begun))
    return statistics.median(spent)


def speeds(case: Case, extractors: dict[str, Callable[[Case], object]]) -> dict[str, float]:
    """Name -> milliseconds a page, each after the other, in turn."""
    page = padded(case)
    readers: dict[str, Callable[[Case], object]] = {"cchc-audit": read_article, **extractors}
    return {name: milliseconds(read, page) for name, read in readers.items()}
