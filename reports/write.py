"""Writes a report's folder: beside its place first, then in its place at once, so that none is ever half written."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from crawler.errors import BadInput
from reports import audit_json, audit_xlsx, counts_csv, html, posts_csv
from reports.audit import Audit

INDEX = "index.html"
MARK = "audit.json"  # by it a folder is known as a report, which may be replaced


def write_report(audit: Audit, out: Path) -> Path:
    """Writes everything under `out` and returns the first page. A report that stood there is replaced as a whole.

    Raises BadInput where `out` is a file, or a folder that holds something else than a report.
    """
    check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        made.chmod(0o755)
        _fill(audit, made)
        _swap(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return out / INDEX


def check_place(out: Path) -> None:
    """Raises BadInput where a report must not be written."""
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} là một tệp, không phải thư mục. Hãy chọn thư mục khác cho báo cáo.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).exists():
        raise BadInput(f"Thư mục {out} có nội dung không phải báo cáo. Hãy chọn thư mục mới hoặc thư mục trống.")


def _fill(audit: Audit, folder: Path) -> None:
    data, digest = audit_json.written(audit)
    for place, page in html.pages(audit, digest):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_bytes(page.encode())
    (folder / MARK).write_bytes(data.encode())
    audit_xlsx.write_xlsx(audit, folder / "audit.xlsx")
    counts_csv.write_csv(audit.counts, folder / "counts.csv")
    posts_csv.write_csv(audit.posts, folder / "posts.csv")


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
