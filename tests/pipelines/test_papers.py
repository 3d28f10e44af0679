"""What files say: PDF, DOCX, scans where tesseract is installed; a hostile or broken one costs its own text alone."""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from crawler.found_file import FoundFile
from crawler.page import Page
from pipelines.document_marks import marks
from pipelines.lexicon import load
from pipelines.papers import PapersPipeline, Text, text_of, told
from pipelines.signing import signing_days

LEXICON = load()
AT = datetime(2025, 1, 6, tzinfo=UTC)
LINES = ("SỞ NỘI VỤ", "Số: 12/KH-SNV", "Bình Thuận, ngày 22 tháng 01 năm 2024", "KẾ HOẠCH",
         "Thông tin, tuyên truyền cải cách hành chính năm 2024", "Căn cứ Kế hoạch số 4912/KH-UBND;")  # fmt: skip
OCR = shutil.which("tesseract") and shutil.which("pdftoppm")


def word() -> bytes:
    """A letter as officials write it: its head is a table without borders."""
    made = docx.Document()
    head = made.add_table(1, 2)
    head.cell(0, 0).text = "\n".join(LINES[:2])
    head.cell(0, 1).text = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{LINES[2]}"
    for line in LINES[3:]:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(content: bytes, resources: bytes = b"/Font<</F1 4 0 R>>", *more: bytes) -> bytes:
    """A PDF of one page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<<" + resources + b">>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *more,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out),
    )  # fmt: skip


def printed(*lines: str) -> bytes:
    """A PDF whose text is text."""
    shown = b" ".join(b"(%s) Tj 0 -20 Td" % line.encode("latin-1", "replace") for line in lines)
    return pdf(b"BT /F1 12 Tf 50 780 Td " + shown + b" ET")


def test_a_word_file_gives_its_head_and_its_subject() -> None:
    found = text_of(word())
    assert found.reader == "docx"
    assert marks("", found.text).sign == "12/KH-SNV"
    assert marks("", found.text).subject == LINES[4]
    assert [day.isoformat() for day in signing_days("", found.text)] == ["2024-01-22"]


def test_a_pdf_gives_its_text() -> None:
    found = text_of(printed("So: 12/KH-SNV", "Phan Thiet, ngay 22 thang 01 nam 2024", "Ke hoach tuyen truyen " * 3))
    assert (found.reader, found.detail) == ("pdf", "")
    assert "12/KH-SNV" in found.text


@pytest.mark.skipif(not OCR, reason="tesseract or pdftoppm is not installed (tesseract-ocr-vie, poppler-utils)")
def test_a_scan_is_read_by_tesseract(tmp_path: Path) -> None:
    scan = _scan(tmp_path)
    found = text_of(scan)
    assert found.reader == "ocr", found
    assert "12/KH-SNV" in found.text.replace(" ", "")
    assert "2024" in found.text


def _scan(folder: Path) -> bytes:
    """The letter as a picture: printed large, drawn by pdftoppm, and put into a PDF that holds nothing else."""
    (folder / "a.pdf").write_bytes(printed("SO NOI VU", "So: 12/KH-SNV", "Phan Thiet, ngay 22 thang 01 nam 2024"))
    subprocess.run(["pdftoppm", "-r", "150", "-gray", str(folder / "a.pdf"), str(folder / "p")], check=True, timeout=60)
    (drawn,) = folder.glob("p*.pgm")
    _, size, _, pixels = drawn.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    kind = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = b"<<%s/Width %d/Height %d/Length %d>>" % (kind, width, height, len(pixels))
    stream = picture + b"stream\n" + pixels + b"\nendstream"
    return pdf(b"595 0 0 842 0 0 cm /I Do", b"/XObject<</I 6 0 R>>", stream)


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/"), body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "unknown"),
        (b"<html>not found</html>", "unknown"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "word_97"),
        (_zip(a=b"x"), "unknown"),
        (b"PK\x03\x04broken", "broken"),
        (b"%PDF-1.4 broken", "broken"),
        (_zip(word__document=b"x"), "unknown"),
        (_zip(**{"word/document.xml": b"\0" * 250_000_000}), "too_large"),
    ],
    ids=["empty", "html", "doc", "zip", "cut zip", "cut pdf", "no docx", "bomb"],
)
def test_a_file_that_can_not_be_read_says_why(body: bytes, detail: str) -> None:
    found = text_of(body)
    assert (found.text, found.reader) == ("", "")
    assert found.detail.startswith(detail)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert text_of(word(), seconds=0.001).detail.startswith("timeout")


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([word(), printed("Ke hoach " * 20)]), st.integers(0, 40_000), st.binary(max_size=20))
def test_no_broken_file_raises_anything(body: bytes, at: int, junk: bytes) -> None:
    found = text_of(body[:at] + junk + body[at + len(junk) :])
    assert bool(found.reader) == (not found.detail)


def test_the_kinds_of_document_are_those_of_the_files_own_subject() -> None:
    blank = FoundFile("c1", "p1", "https://snv.vn/a.docx", AT, 200)
    plan = told(blank, Text("\n".join(LINES), "docx"), LEXICON)
    assert (plan.documents, plan.reader) == (("communication-plan",), "docx")
    assert told(blank, Text("Danh sách kèm theo", "pdf"), LEXICON).documents == ()
    wider = "KẾ HOẠCH\nCải cách hành chính năm 2024\nCăn cứ"
    assert told(blank, Text(wider, "pdf"), LEXICON).documents == ("communication-plan?",)


def test_the_stage_reads_files_and_lets_all_else_pass() -> None:
    stage = PapersPipeline(LEXICON)
    had = FoundFile("c1", "p1", "u", AT, 200, Page("u", word(), "application/zip"))
    missed = FoundFile("c1", "p1", "u", AT, 404, detail="http_404")
    assert asyncio.run(stage.process_item(had)).documents == ("communication-plan",)
    assert asyncio.run(stage.process_item(missed)) is missed
    assert asyncio.run(stage.process_item("x")) == "x"


def test_an_encrypted_pdf_is_broken() -> None:
    made = PdfWriter()
    made.add_blank_page(100, 100)
    made.encrypt("secret")
    out = io.BytesIO()
    made.write(out)
    assert text_of(out.getvalue()).detail.startswith("broken")
