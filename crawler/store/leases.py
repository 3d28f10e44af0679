"""Leases: one crawl reads a section at a time, and a dead crawl's hold is no hold."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.errors import SectionHeld
from crawler.store.rows import plain


def take_leases(db: Database, sections: Iterable[str], crawl: str, at: datetime) -> None:
    """Takes all sections or none; raises `SectionHeld` naming who holds one. A dead process's lease is taken over."""
    mine = holder()
    with db.atomic():
        for section in sections:
            held = next(iter(db.query("SELECT * FROM lease WHERE section = ?", [section])), None)
            if held and alive(held):
                raise SectionHeld(
                    f"Chuyên mục {section} đang được lần thu thập {held['crawl']} đọc "
                    f"(máy {held['host']}, tiến trình {held['pid']}, từ {held['taken_at']}). "
                    "Hãy chờ lần đó xong rồi chạy lại."
                )
            lease = {"section": section, **mine, "crawl": crawl, "taken_at": plain(at)}
            db.table("lease").upsert(lease, pk="section")


def release_leases(db: Database, crawl: str) -> None:
    db.table("lease").delete_where("crawl = ?", [crawl])


def holder() -> dict[str, Any]:
    """This process, as a lease names it."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "process": _process(os.getpid())}


def alive(lease: dict[str, Any]) -> bool:
    """Whether the lease's process may still run; one on another machine is believed to."""
    if lease["host"] != socket.gethostname():
        return True
    try:
        os.kill(lease["pid"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return lease["process"] in ("", _process(lease["pid"]))


def _process(pid: int) -> str:
    """What tells a process from a later one with the same number, or from one that died and that nobody has buried.

    Boot and start time; "" where that can't be seen.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    if len(fields) < 20:
        return ""
    return f"{boot} {fields[19]}{' dead' if fields[0] in ('Z', 'X') else ''}"
