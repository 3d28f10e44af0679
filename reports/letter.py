"""The audit as an official report in a word processor's file: findings in words, and the tables as an appendix.

What it says stands in a template that a user may replace. A template has its blanks, `{{ngay_chot}}`, and three
paragraphs of their own where findings, gaps and tables go.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from crawler.errors import BadInput
from reports.audit import Audit
from reports.findings import summary
from reports.indexview import head_view
from reports.letterparts import findings, gaps, plain, tables
from reports.repacked import repacked

BLOCKS = ("ket_qua", "chua_kiem_tra", "phu_luc")
_BLANK = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


def write_letter(audit: Audit, data_hash: str, template: Path, path: Path) -> None:
    path.write_bytes(letter_bytes(audit, data_hash, template))


def letter_bytes(audit: Audit, data_hash: str, template: Path) -> bytes:
    """The file. The same audit and template give the same bytes. Raises BadInput on a template that won't do."""
    made = opened(template)
    words = {name: plain(text) for name, text in blanks(audit, data_hash).items()}
    content = {"ket_qua": findings(audit), "chua_kiem_tra": gaps(audit), "phu_luc": tables(audit)}
    for paragraph in list(_paragraphs(made)):
        name = _block(_text(paragraph))
        if name in BLOCKS:
            _put(paragraph, content[name])
        elif _BLANK.search(_text(paragraph)):
            _fill(paragraph, words)
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def opened(template: Path) -> Any:
    """The template's document. Raises BadInput where it is none, lacks a block, or has a blank that nothing fills."""
    try:
        made = Document(str(template))
    except (OSError, ValueError, KeyError, OpcError, zipfile.BadZipFile) as error:
        raise BadInput(f"Không đọc được tệp mẫu {template}: cần một tệp .docx.") from error
    texts = [_text(paragraph) for paragraph in _paragraphs(made)]
    found = {name for text in texts for name in _BLANK.findall(text)}
    alone = {_block(text) for text in texts}
    missing = [name for name in BLOCKS if name not in alone]
    unknown = sorted(found - set(BLANKS) - set(BLOCKS))
    if missing:
        lacking = ", ".join(f"{{{{{name}}}}}" for name in missing)
        raise BadInput(f"Tệp mẫu {template} thiếu {lacking}: mỗi mục đứng riêng trong một đoạn.")
    if unknown:
        raise BadInput(
            f"Tệp mẫu {template} có chỗ trống không biết: {', '.join(unknown)}. Dùng được: {', '.join(BLANKS)}."
        )
    return made


BLANKS = (
    "tinh", "ke_hoach", "nam", "ngay_chot", "thu_thap_den", "so_co_quan", "pham_vi", "tom_tat", "phien_ban", "tu_vung",
    "ma_bam",
)  # fmt: skip


def blanks(audit: Audit, data_hash: str) -> Mapping[str, str]:
    """What each blank becomes."""
    head = head_view(audit.head, data_hash)
    return {
        "tinh": head.province,
        "ke_hoach": head.plan,
        "nam": str(head.year),
        "ngay_chot": head.as_of,
        "thu_thap_den": head.read_until,
        "so_co_quan": str(audit.head.agencies),
        "pham_vi": head.part,
        "tom_tat": summary([[one.count.verdict for one in agency.quotas] for agency in audit.agencies]),
        "phien_ban": head.program,
        "tu_vung": head.lexicon,
        "ma_bam": data_hash,
    }


def _paragraphs(made: Any) -> Iterator[Any]:
    """Every paragraph's element: of the text, of tables within it, of headers and footers."""
    yield from made.element.body.iter(qn("w:p"))
    for section in made.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield from part._element.iter(qn("w:p"))


def _text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _block(text: str) -> str:
    """The name of the blank that the paragraph is, and nothing else; "" for any other."""
    whole = _BLANK.fullmatch(text.strip())
    return whole[1] if whole else ""


def _put(paragraph: Any, content: Iterable[str]) -> None:
    """The content in the paragraph's place."""
    for xml in content:
        paragraph.addprevious(parse_xml(xml))
    paragraph.getparent().remove(paragraph)


def _fill(paragraph: Any, words: Mapping[str, str]) -> None:
    """The paragraph with its blanks filled. A word processor may have cut a blank into pieces: then as one piece."""
    pieces = list(paragraph.iter(qn("w:t")))
    if any(_BLANK.sub("", piece.text or "").count("{{") for piece in pieces):
        pieces[0].text = _text(paragraph)
        for piece in pieces[1:]:
            piece.text = ""
    for piece in pieces:
        piece.text = _BLANK.sub(lambda blank: words.get(blank[1], blank[0]), piece.text or "")
        piece.set(qn("xml:space"), "preserve")
