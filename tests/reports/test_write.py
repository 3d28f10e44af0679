"""A report is in its place whole or not at all."""

import os
from pathlib import Path

import pytest

from crawler.errors import BadInput
from reports import write


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def audit(make):
    rows, known = make.mixed()
    return make.audit(rows, known=known)


def test_all_files_are_there(audit, tmp_path):
    index = write.write_report(audit, tmp_path / "deep" / "report")
    assert index == tmp_path / "deep" / "report" / "index.html"
    assert set(tree(index.parent)) == {
        "index.html", "agencies/so-1.html", "agencies/so-2.html", "agencies/huyen-1.html", "unattributed.html",
        "audit.json", "audit.docx", "audit.xlsx", "counts.csv", "posts.csv"}  # fmt: skip
    assert os.listdir(tmp_path / "deep") == ["report"]


def test_the_same_audit_gives_the_same_bytes(audit, tmp_path):
    for name in ("a", "b"):
        write.write_report(audit, tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_later_report_replaces_an_earlier_one_as_a_whole(audit, make, tmp_path):
    out = tmp_path / "report"
    write.write_report(audit, out)
    write.write_report(make.audit([], agencies=["so-1"]), out)
    assert "agencies/so-2.html" not in tree(out)
    assert os.listdir(tmp_path) == ["report"]


def test_an_empty_folder_will_do(audit, tmp_path):
    assert write.write_report(audit, tmp_path).exists()


def test_a_report_that_fails_leaves_the_earlier_one(audit, tmp_path, monkeypatch):
    out = tmp_path / "report"
    write.write_report(audit, out)
    before = tree(out)
    monkeypatch.setattr(write.posts_csv, "write_csv", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write.write_report(audit, out)
    assert tree(out) == before
    assert os.listdir(tmp_path) == ["report"]


def test_the_earlier_report_comes_back_if_the_new_one_cannot_take_its_place(audit, tmp_path, monkeypatch):
    out = tmp_path / "report"
    write.write_report(audit, out)
    before, rename = tree(out), Path.rename

    def refuse(self, target):
        if Path(target) == out and not self.name.endswith(".old"):
            raise OSError("busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="busy"):
        write.write_report(audit, out)
    assert tree(out) == before


@pytest.mark.parametrize("content", ["file", "other"])
def test_nothing_but_a_report_is_overwritten(audit, tmp_path, content):
    out = tmp_path / "out"
    if content == "file":
        out.write_text("x")
    else:
        out.mkdir()
        (out / "thesis.docx").write_text("x")
    with pytest.raises(BadInput, match="out"):
        write.write_report(audit, out)
    assert out.is_file() or os.listdir(out) == ["thesis.docx"]
