"""Writes a report's folder: beside its place first, then in its place at once, so that none is ever half written."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from crawler.errors import BadInput
from reports import audit_json, audit_xlsx, counts_csv, html, letter, posts_csv
from reports.audit import Audit
from reports.compare import Comparison
from reports.letter_template import shipped

INDEX = "index.html"
FINAL = "final.json"  # a report that has it is frozen
MARK = "audit.json"  # by it a folder is known as a report, which may be replaced


def write_report(audit: Audit, out: Path, *, template: Path | None = None, compared: Comparison | None = None) -> Path:
    """Writes everything under `out` and returns the first page. A report that stood there is replaced as a whole.

    Raises BadInput where `out` is a file, a report that is frozen, or a folder that holds something else than a report,
    and on a `template` of the letter (None: the one that is shipped) that won't do.
    """
    out = out.resolve() if out.is_symlink() else out
    check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        made.chmod(0o755)
        digest = _fill(audit, made, template or shipped(), compared)
        if audit.final:
            _freeze(made, digest)
        _swap(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return out / INDEX


def check_place(out: Path) -> None:
    """Raises BadInput where a report must not be written."""
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} là một tệp, không phải thư mục. Hãy chọn thư mục khác cho báo cáo.")
    if (out / FINAL).exists():
        raise BadInput(f"Báo cáo ở {out} đã chốt, không ghi đè. Hãy chọn thư mục khác.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).exists():
        raise BadInput(f"Thư mục {out} có nội dung không phải báo cáo. Hãy chọn thư mục mới hoặc thư mục trống.")


def _fill(audit: Audit, folder: Path, template: Path, compared: Comparison | None) -> str:
    """Returns the hash of the data."""
    data, digest = audit_json.written(audit)
    for place, page in html.pages(audit, digest, compared):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(page.encode())
    (folder / MARK).write_bytes(data.encode())
    letter.write_letter(audit, digest, template, folder / "audit.docx")
    audit_xlsx.write_xlsx(audit, folder / "audit.xlsx")
    counts_csv.write_csv(audit.counts, folder / "counts.csv")
    posts_csv.write_csv(audit.posts, folder / "posts.csv")
    return digest


def _freeze(folder: Path, digest: str) -> None:
    """Writes the hash of every file, and lets nobody write to them by mistake."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    hashes = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    text = json.dumps({"data_sha256": digest, "files": hashes}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / FINAL).write_text(text + "\n", encoding="utf-8", newline="\n")
    for path in (*files, folder / FINAL):
        path.chmod(0o444)


def _swap(made: Path, out: Path) -> None:
    """Puts the new folder in its place; the old one comes back if that fails."""
    old = made.with_name(made.name + ".old")
    if out.exists():
        out.rename(old)
    try:
        made.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
