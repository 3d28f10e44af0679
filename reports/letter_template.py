"""The template of `audit.docx` as it is shipped: the layout of an official report (Nghị định 30/2020/NĐ-CP, Phụ lục I).

`python -m reports.letter_template` writes it anew. A user copies the file, changes it in a word processor, and gives it
to `cchc report --template`.
"""

from __future__ import annotations

import io
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

from reports.repacked import repacked

FONT = "Times New Roman"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's own date, fixed so that it is the same bytes each time
_CENTER, _BOTH, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT

BASIS = (
    "Thực hiện {{ke_hoach}}, căn cứ dữ liệu công khai trên trang thông tin điện tử của các cơ quan và Cổng thông tin "
    "điện tử của tỉnh, cơ quan kiểm tra báo cáo kết quả như sau:",
)
SCOPE = (
    "Số cơ quan được kiểm tra: {{so_co_quan}}. Số liệu chốt đến hết ngày {{ngay_chot}}; dữ liệu thu thập đến "
    "{{thu_thap_den}}. {{pham_vi}}",
    "Chỉ các chuyên mục đã đăng ký được đọc. Mỗi tin, bài được tính hoặc không được tính đều có căn cứ kèm theo trong "
    "báo cáo điện tử. Kỳ chưa đọc đủ chỉ cho biết mức tối thiểu; “chưa kết luận được” không có nghĩa là cơ quan không "
    "thực hiện.",
    "Báo cáo điện tử kèm theo được lập bằng cchc-audit {{phien_ban}}, bộ từ vựng {{tu_vung}}. Mã băm SHA-256 của dữ "
    "liệu:",
)
RECIPIENTS = ("- Như trên;", "- Các cơ quan được kiểm tra;", "- Lưu: VT, …")


def template_bytes() -> bytes:
    """The template. The same program gives the same bytes."""
    made = Document()
    _page_and_font(made)
    _letterhead(made)
    _body(made)
    _signature(made)
    _appendix(made)
    made.core_properties.author = "cchc-audit"
    made.core_properties.created = made.core_properties.modified = _MADE
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def shipped() -> Path:
    """Where the shipped file lies."""
    return Path(str(files("reports").joinpath("templates", "audit.docx")))


def _page_and_font(made: Any) -> None:
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTER
    for part in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                 '<w:fldChar w:fldCharType="end"/>'):  # fmt: skip
        run = number.add_run()
        run.font.size = Pt(13)
        run._r.append(
            parse_xml(part.replace("/>", f" {nsdecls('w')}/>").replace("<w:instrText", f"<w:instrText {nsdecls('w')}"))
        )


def _letterhead(made: Any) -> None:
    """Two columns without lines: who writes, and the country's name with its motto; number, place and day below."""
    table = made.add_table(rows=2, cols=2)
    table.autofit = False
    left, right = Cm(6.2), Cm(9.8)
    table.columns[0].width, table.columns[1].width = left, right
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = left, right
    _line(table.cell(0, 0), "[TÊN CƠ QUAN CHỦ QUẢN]", 12)
    _line(table.cell(0, 0), "[TÊN CƠ QUAN BAN HÀNH]", 12, bold=True)
    _rule(table.cell(0, 0), 8)
    _line(table.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(table.cell(0, 1), "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(table.cell(0, 1), 16)
    _line(table.cell(1, 0), "Số:        /BC-…", 13)
    _line(table.cell(1, 1), "[Địa danh], ngày      tháng      năm        ", 13, italic=True)


def _body(made: Any) -> None:
    _centered(made, "", 14)
    _centered(made, "BÁO CÁO", 14, bold=True)
    _centered(made, "Kết quả kiểm tra công tác thông tin, tuyên truyền cải cách hành chính năm {{nam}}", 14, bold=True)
    _rule(made, 14)
    _centered(made, "Kính gửi: [Cơ quan, người nhận báo cáo].", 14)
    _centered(made, "", 14)
    for words in BASIS:
        _paragraph(made, words)
    _paragraph(made, "I. PHẠM VI VÀ CÁCH KIỂM TRA", bold=True)
    for words in SCOPE:
        _paragraph(made, words)
    _centered(made, "{{ma_bam}}", 11)
    _paragraph(made, "II. KẾT QUẢ", bold=True)
    _paragraph(made, "{{tom_tat}}")
    _paragraph(made, "{{ket_qua}}")
    _paragraph(made, "III. NHỮNG NỘI DUNG CHƯA KIỂM TRA ĐƯỢC", bold=True)
    _paragraph(made, "{{chua_kiem_tra}}")
    _paragraph(made, "IV. KIẾN NGHỊ", bold=True)
    _paragraph(made, "[Người ký ghi nhận xét, kiến nghị.]")
    _paragraph(made, "Trên đây là kết quả kiểm tra công tác thông tin, tuyên truyền cải cách hành chính năm {{nam}}./.")


def _signature(made: Any) -> None:
    _centered(made, "", 14)
    table = made.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=_LEFT)
    for words in RECIPIENTS:
        _line(left, words, 11, align=_LEFT)
    _line(right, "[QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ]", 14, bold=True)
    _line(right, "[Chữ ký của người có thẩm quyền, dấu hoặc chữ ký số của cơ quan]", 13, italic=True)
    for _ in range(3):
        _line(right, "", 14)
    _line(right, "[Họ và tên]", 14, bold=True)


def _appendix(made: Any) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    section.different_first_page_header_footer = False
    _centered(made, "PHỤ LỤC", 14, bold=True)
    _centered(made, "Số tin, bài theo cơ quan và theo kỳ, năm {{nam}}", 14, bold=True)
    _centered(
        made,
        "(Kèm theo Báo cáo số      /BC-… ngày      tháng      năm      của [tên cơ quan ban hành])",
        13,
        italic=True,
    )
    _paragraph(made, "{{phu_luc}}")


def _line(cell: Any, words: str, size: int, *, bold: bool = False, italic: bool = False, align: Any = _CENTER) -> None:
    """A paragraph of a cell; the empty one that it begins with is used first."""
    first = cell.paragraphs[-1]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 and not cell.text else cell.add_paragraph()
    _run(paragraph, words, size, bold, italic)
    paragraph.alignment = align


def _centered(made: Any, words: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = made.add_paragraph()
    _run(paragraph, words, size, bold, italic)
    paragraph.alignment = _CENTER


def _paragraph(made: Any, words: str, *, bold: bool = False) -> None:
    paragraph = made.add_paragraph()
    _run(paragraph, words, 14, bold, False)
    paragraph.alignment = _BOTH
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.space_after = Cm(1.27), Pt(6)


def _run(paragraph: Any, words: str, size: int, bold: bool, italic: bool) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(place: Any, dashes: int) -> None:
    """The line under a name, a third to a half as long as it."""
    paragraph = place.add_paragraph()
    paragraph.alignment = _CENTER
    _run(paragraph, "─" * dashes, 8, False, False)


if __name__ == "__main__":
    shipped().write_bytes(template_bytes())
