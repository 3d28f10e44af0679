"""A folder for each run, named by its day, and what leads to the latest."""

from __future__ import annotations

from datetime import date
from html import escape
from itertools import count
from pathlib import Path

from crawler.errors import BadInput
from reports.write import MARK

LATEST = "latest"


def run_folder(root: Path, day: date) -> Path:
    """A folder under `root` that is not there yet: `2024-12-31`, `2024-12-31-2`.

    Raises BadInput on a `root` that won't do.
    """
    if root.exists() and not root.is_dir():
        raise BadInput(f"{root} là một tệp, không phải thư mục.")
    if (root / MARK).exists():
        raise BadInput(f"Thư mục {root} là một báo cáo. Với --dated hãy chọn thư mục chứa nhiều lần lập báo cáo.")
    names = (f"{day.isoformat()}-{number}" if number > 1 else day.isoformat() for number in count(1))
    return next(root / name for name in names if not (root / name).exists())


def point_to(folder: Path, index: str) -> None:
    """`latest.html` beside the folder opens it; `latest` is a link to it where the system has such."""
    root = folder.parent
    target = escape(f"{folder.name}/{index}")
    page = (
        f'<!doctype html>\n<html lang="vi"><meta charset="utf-8"><title>Báo cáo mới nhất</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<p><a href="{target}">Báo cáo mới nhất</a></p></html>\n'
    )
    made = root / f".{LATEST}.html"
    made.write_text(page, encoding="utf-8")
    made.replace(root / f"{LATEST}.html")
    link, new = root / LATEST, root / f".{LATEST}"
    if link.exists() and not link.is_symlink():
        return
    try:
        new.unlink(missing_ok=True)
        new.symlink_to(folder.name, target_is_directory=True)
        new.replace(link)
    except OSError:  # a system without links, or one that allows them to administrators alone
        new.unlink(missing_ok=True)
