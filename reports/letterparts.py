"""Paragraphs and tables of the official report, as WordprocessingML; fonts are those of the template."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from docx.oxml.ns import nsdecls
from markupsafe import escape

from reports.audit import AgencyAudit, Audit, Duty, QuotaAudit
from reports.findings import asked_words, duty_title, finding
from reports.gaps import is_shared
from reports.gapviews import gap_views
from reports.indexview import duty_view
from reports.postviews import shown
from reports.quotaviews import FigureView, row_view
from reports.words import VERDICTS

WHY = "Lý do"
MOST_GAPS = 60  # lines; the pages have them all
_WIDTH = 14_850  # of a table, in twentieths of a point: A4 on its side between its margins
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOLD = ("not_met", "undetermined")  # told agency by agency with the reason


def findings(audit: Audit) -> Iterator[str]:
    """Each duty: what was asked, how many did what, and who did not, with the reason."""
    for number, duty in enumerate(audit.duties, start=1):
        yield paragraph(f"{number}. Mục {duty.quota.clause}: {duty_title(duty.quota)}", bold=True)
        tally = "; ".join(f"{VERDICTS[verdict].lower()} {n}" for verdict, n in duty.tally.items() if n)
        yield paragraph(f"Yêu cầu: {asked_words(duty.quota)}. Trong {len(duty.rows)} cơ quan: {tally}.")
        if duty.quota.note:
            yield paragraph(f"Cách hiểu điều khoản: {duty.quota.note}", italic=True)
        for verdict in ("met", *_TOLD, "not_due"):
            yield from _of_verdict([row for row in duty.rows if row[1].count.verdict == verdict], verdict)


def _of_verdict(rows: Sequence[tuple[AgencyAudit, QuotaAudit]], verdict: str) -> Iterator[str]:
    if not rows:
        return
    if verdict not in _TOLD:
        yield paragraph(f"{VERDICTS[verdict]}: {', '.join(agency.name for agency, _ in rows)}.")
        return
    yield paragraph(f"{VERDICTS[verdict]}:")
    for agency, one in rows:
        yield paragraph(f"- {agency.name}: {finding(one)}")


def gaps(audit: Audit) -> Iterator[str]:
    """What could not be checked, and why: what touches many first."""
    names = {agency.id: agency.name for agency in audit.agencies}
    clauses = {duty.quota.id: duty.quota.clause for duty in audit.duties}
    own = [(agency, [gap for gap in agency.gaps if not is_shared(gap)]) for agency in audit.agencies]
    told = [("Chung cho nhiều cơ quan", view) for view in gap_views(audit.shared_gaps, names, clauses)]
    told += [(agency.name, view) for agency, rows in own for view in gap_views(rows, names, clauses)]
    if not told:
        yield paragraph("Mọi kỳ đã đến hạn đều đã được đọc đủ.")
    for whose, view in told[:MOST_GAPS]:
        yield paragraph(f"- {whose}: {view.where} ({view.periods}): {view.what}")
    if len(told) > MOST_GAPS:
        yield paragraph(f"Và {len(told) - MOST_GAPS} nội dung khác, nêu trong báo cáo điện tử.")


def tables(audit: Audit) -> Iterator[str]:
    """What the cells mean, and a table for each duty: agencies by months."""
    yield paragraph(
        "“≥ 3?”: chưa đọc đủ kỳ, ít nhất 3; “?”: chưa đọc đủ và chưa thấy; “✘”: đã đọc đủ, không có; “↓”: dưới mức tối "
        "thiểu của kỳ; “chờ”: chờ xem xét; “…”: chưa đến hạn; “xác nhận”: phần theo hồ sơ xác nhận.",
        italic=True,
    )
    for duty in audit.duties:
        yield paragraph(f"Mục {duty.quota.clause}. {duty_title(duty.quota)} ({asked_words(duty.quota)})", bold=True)
        yield _table(duty)
        yield paragraph("")


def _table(duty: Duty) -> str:
    view = duty_view(duty)
    once = duty.quota.period == "once"
    heads = ["STT", "Cơ quan", *view.columns, *([] if once else ["Tổng", "Bình quân"]), "Chỉ tiêu", "Kết quả"]
    heads += [WHY] if once else []
    lines = [heads]
    for number, (agency, one) in enumerate(duty.rows, start=1):
        row = row_view(agency, one)
        cells = ["\n".join(_figure(figure, view.shape) for figure in group) for group in row.groups]
        totals = [] if once else [row.total, row.mean]
        verdict = f"{row.verdict.sign} {row.verdict.label}"
        rest = [row.finding] if once else []
        lines.append([str(number), agency.name, *cells, *totals, str(row.required), verdict, *rest])
    return _rows(lines, _widths(len(view.columns), once))


def _figure(figure: FigureView, shape: str) -> str:
    said = " ".join(part for part in (figure.cell.figure, figure.cell.aside) if part)
    return f"t{figure.label}: {said}" if shape == "week" else said


def _widths(columns: int, once: bool) -> list[int]:
    fixed = [550, 2900], ([1500, 850, 1700] if once else [800, 850, 850, 1350])
    if once:
        room = _WIDTH - sum(fixed[0]) - 850 - 1700
        return [*fixed[0], 1500, 850, 1700, room - 1500]
    room = _WIDTH - sum(fixed[0]) - sum(fixed[1])
    return [*fixed[0], *[room // columns] * columns, *fixed[1]]


def _rows(lines: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    made = [
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        '<w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    left = {1, *(column for column, name in enumerate(lines[0]) if name == WHY)}
    for number, line in enumerate(lines):
        head = not number
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
        cells = enumerate(zip(line, widths, strict=True))
        made += [_cell(text, width, head, column, left) for column, (text, width) in cells]
        made.append("</w:tr>")
    return "".join([*made, "</w:tbl>"])


def _cell(text: str, width: int, head: bool, column: int, left: Collection[int]) -> str:
    align = "left" if column in left and not head else "center"
    bold = "<w:b/>" if head else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{bold}<w:sz w:val="18"/></w:rPr>{_lines(text)}</w:r></w:p></w:tc>'
    )


def paragraph(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """A paragraph of the report's text."""
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    keep = "<w:keepNext/>" if bold else ""
    return (
        f'<w:p {nsdecls("w")}><w:pPr>{keep}<w:spacing w:after="120"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>'
        f"</w:pPr><w:r><w:rPr>{look}</w:rPr>{_words(text)}</w:r></w:p>"
    )


def _lines(text: str) -> str:
    return "<w:br/>".join(map(_words, text.split("\n")))


def _words(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(plain(text))}</w:t>'


def plain(text: str) -> str:
    """The text without characters that the file cannot hold, or that would turn or hide it."""
    return _NOT_XML.sub("", shown(text, 4_000))
