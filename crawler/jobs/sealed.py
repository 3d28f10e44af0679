"""Whether the evidence is what it was when it was sealed: the chain of manifests, the files, the ledger, every page."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from crawler.evidence.manifest import Manifest, chain_faults
from crawler.evidence.place import ENDING, MANIFEST
from crawler.evidence.reader import BrokenEvidence
from crawler.evidence.recovery import digest, left_by
from crawler.store import evidence, frame
from crawler.store.crawls import crawl_row
from crawler.store.database import Store
from crawler.store.pages import read_page
from crawler.store.sealing import evidence_folder

Fault = tuple[str, str, str]  # kind, what it is about, why (Vietnamese)


def seal_faults(db: Store, root: Path) -> Iterator[Fault]:
    """What no longer holds of manifests, files and ledger."""
    manifests = evidence.manifests(db)
    yield from (("manifest", one.file, why) for one, why in chain_faults(manifests))
    for one in manifests:
        yield from _manifest_faults(one, root)
        yield from _ledger_faults(db, one)
    yield from _unsealed_faults(db)


def _manifest_faults(one: Manifest, root: Path) -> Iterator[Fault]:
    try:
        same = (root / one.file).read_bytes() == one.text.encode()
    except OSError as error:
        yield "manifest", one.file, f"không đọc được bản kê của lần thu thập {one.crawl}: {error.strerror}"
    else:
        if not same:
            yield "manifest", one.file, "tệp bản kê khác với bản kê trong cơ sở dữ liệu"
    try:
        files = one.data["files"]
    except (ValueError, KeyError):
        return  # the chain has told that it is not what it was
    for file in files:
        yield from _file_faults(root, file["path"], file["size"], file["sha256"])


def _file_faults(root: Path, path: str, size: int, sha256: str) -> Iterator[Fault]:
    try:
        now = (root / path).stat().st_size, digest(root / path)
    except OSError as error:
        yield "warc", path, f"không đọc được: {error.strerror}"
        return
    if now[0] != size:
        yield "warc", path, f"dài {now[0]} byte, bản kê ghi {size} byte"
    elif now[1] != sha256:
        yield "warc", path, "SHA-256 của tệp không còn khớp với bản kê"


def _ledger_faults(db: Store, one: Manifest) -> Iterator[Fault]:
    try:
        sealed = json.loads(one.text)["ledger"]
    except (ValueError, KeyError):
        return
    now = evidence.ledger_digest(db, one.crawl)
    if now != sealed:
        rows = f" ({sealed['rows']} dòng, nay {now['rows']})" if now["rows"] != sealed["rows"] else ""
        yield "ledger", one.crawl, f"sổ ghi các trang đã đọc của lần thu thập này không còn như lúc khép{rows}"


def _unsealed_faults(db: Store) -> Iterator[Fault]:
    """Crawls that ended in good order, left files, and have no manifest."""
    folder = evidence_folder(db)
    if folder is None or not folder.is_dir():
        return
    for crawl in evidence.unsealed(db):
        if crawl_row(db, crawl)["ended_at"] is not None and left_by(folder, crawl):
            yield "manifest", crawl, "lần thu thập này đã xong, có tệp bằng chứng mà không có bản kê"


def notes(db: Store, root: Path) -> Iterator[str]:
    """What is no difference, and whoever looks should know: files that no manifest names (Vietnamese)."""
    folder = evidence_folder(db)
    if folder is None or not folder.is_dir():
        return
    manifests = evidence.manifests(db)
    known = {one.file for one in manifests} | {
        file["path"] for one in manifests for file in json.loads(one.text).get("files", ())
    }
    died = {path for crawl in evidence.unsealed(db) for path in left_by(folder, crawl)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path in died:
            yield f"{name}: của một lần thu thập đang chạy hoặc dừng giữa chừng; lần thu thập sau sẽ khép lại."
        elif path.is_file() and name not in known and (ENDING in path.name or path.name.endswith(MANIFEST)):
            yield f"{name}: không có trong bản kê nào (của một cơ sở dữ liệu khác, hoặc mới hơn bản đã phục hồi)."


def page_faults(db: Store, seen: Collection[str]) -> Iterator[Fault]:
    """Pages that are broken, but for those that were looked at already."""
    for row in frame.page_rows(db):
        if row["sha256"] in seen:
            continue
        try:
            read_page(db, row["sha256"], row["url"] or "")
        except BrokenEvidence as error:
            yield "page", row["url"] or row["sha256"], str(error)
