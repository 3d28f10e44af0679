"""The official report: its layout, what it says, templates of users, and a word processor that opens it."""

import io
import re
import shutil
import subprocess

import pytest
from docx import Document
from docx.oxml.ns import qn

from crawler.errors import BadInput
from reports.letter import BLANKS, BLOCKS, letter_bytes
from reports.letter_template import shipped, template_bytes

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def made(audit, template=None):
    return Document(io.BytesIO(letter_bytes(audit, "ab" * 32, template or shipped())))


def words(document):
    return [text for p in document.element.body.iter(qn("w:p"))
            if (text := "".join(t.text or "" for t in p.iter(qn("w:t"))))]  # fmt: skip


@pytest.fixture(scope="module")
def audit(make):
    rows, known = make.mixed()
    return make.audit(rows, known=known)


def test_the_shipped_template_is_the_one_that_is_made():
    assert shipped().read_bytes() == template_bytes()


def test_it_has_the_parts_of_an_official_report_in_their_order(audit):
    said = "\n".join(words(made(audit)))
    parts = ["[TÊN CƠ QUAN CHỦ QUẢN]", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số:",
             "[Địa danh], ngày", "BÁO CÁO", "Kết quả kiểm tra", "Kính gửi:", "I. PHẠM VI", "II. KẾT QUẢ",
             "III. NHỮNG NỘI DUNG CHƯA KIỂM TRA ĐƯỢC", "IV. KIẾN NGHỊ", "Nơi nhận:", "[Họ và tên]",
             "PHỤ LỤC"]  # fmt: skip
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert "{{" not in said
    assert "ab" * 32 in said
    assert "- Sở số 2: " in said


def test_the_appendix_lies_on_its_side_with_a_table_for_each_duty(audit):
    document = made(audit)
    assert [section.orientation for section in document.sections] == [0, 1]
    tables = document.tables[2:]  # after the letterhead and the signature
    assert len(tables) == len(audit.duties)
    first = [cell.text for cell in tables[0].rows[1].cells]
    assert first[:3] == ["1", "Sở số 1", "6"]
    assert all(table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None for table in tables)


def test_the_same_audit_gives_the_same_bytes(audit):
    assert letter_bytes(audit, "0", shipped()) == letter_bytes(audit, "0", shipped())


def test_hostile_text_stays_text(make):
    registry = make.registry(title="</w:t><w:br/>\ufffe & <b>")
    said = words(made(make.audit([], made=registry)))
    assert any("</w:t><w:br/> & <b>" in one for one in said)


def own(tmp_path, *paragraphs):
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for piece in re.findall(r".{1,4}", text):  # a word processor cuts words into pieces as it likes
            paragraph.add_run(piece)
    document.save(str(tmp_path / "own.docx"))
    return tmp_path / "own.docx"


ALL = [f"{{{{{name}}}}}" for name in BLOCKS]


def test_a_users_template_takes_its_place(audit, tmp_path):
    said = words(made(audit, own(tmp_path, "Năm {{nam}} của {{ tinh }}", *ALL)))
    assert said[0] == "Năm 2024 của Tỉnh X"


@pytest.mark.parametrize("name", BLANKS)
def test_every_blank_is_filled(audit, tmp_path, name):
    assert not any("{{" in text for text in words(made(audit, own(tmp_path, f"x {{{{{name}}}}}", *ALL))))


@pytest.mark.parametrize(("texts", "told"), [(ALL[1:], "ket_qua"), (["{{ngay_mai}}", *ALL], "ngay_mai")])
def test_a_template_that_would_lose_something_is_refused(audit, tmp_path, texts, told):
    with pytest.raises(BadInput, match=told):
        made(audit, own(tmp_path, *texts))


def test_a_file_that_is_no_document_is_refused(audit, tmp_path):
    (tmp_path / "x.docx").write_bytes(b"PK no zip")
    with pytest.raises(BadInput, match=r"\.docx"):
        made(audit, tmp_path / "x.docx")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice, which is not installed here")
def test_libreoffice_opens_it(audit, tmp_path):
    (tmp_path / "audit.docx").write_bytes(letter_bytes(audit, "0", shipped()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "audit.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=True)
    text = (tmp_path / "audit.txt").read_text(encoding="utf-8-sig")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Sở số 1" in text
