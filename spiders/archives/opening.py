"""Opening what a user handed over: a WARC, a WACZ, a folder."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from pathlib import Path

from crawler.errors import BadInput
from spiders.archives import folder, wacz, warc
from spiders.archives.captures import Capture

_NAMED = 10  # files named in one message


@dataclass(frozen=True)
class Archive:
    """`captures`: what it holds; `notes`: what a user has to know of how it was read (Vietnamese)."""

    captures: tuple[Capture, ...]
    notes: tuple[str, ...] = ()


def opened(path: Path, work: Path, hosts: Collection[str], *, most: int, zone: tzinfo) -> Archive:
    """The captures of a WARC, a WACZ or a folder; `work`: an empty folder that lives as long as they are needed.

    Times that name no zone are of `zone`. Raises BadInput where there is nothing to read.
    """
    if not path.exists():
        raise BadInput(f"Không có tệp hay thư mục {path}.")
    if path.is_dir():
        captures, notes = _folder(path, work, hosts, most)
    else:
        captures, notes = _file(path, work)
    if not captures:
        raise BadInput("\n".join([f"{path}: không có trang nào đọc được.", *notes]))
    return Archive(tuple(_in_zone(one, zone) for one in captures), tuple(notes))


def _file(path: Path, work: Path) -> tuple[list[Capture], list[str]]:
    try:
        with path.open("rb") as file:
            zipped = file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise BadInput(f"{path}: không đọc được tệp ({error.strerror}).") from error
    if zipped:
        within = work / f"{len(list(work.iterdir())):05}"
        within.mkdir()
        found = [_warc(one, f"{path.name} ({one.name})") for one in wacz.unpacked(path, within)]
    else:
        found = [_warc(path, path.name)]
    return [one for captures, _ in found for one in captures], [note for _, notes in found for note in notes]


def _warc(path: Path, name: str) -> tuple[list[Capture], list[str]]:
    held = warc.captures_of(path)
    if not held.records:
        raise BadInput(f"{name}: không phải tệp WARC, WACZ, hoặc tệp trống hay hỏng ngay từ đầu.")
    return held.captures, [f"{name}: {held.fault}; chỉ dùng phần còn nguyên vẹn."] if held.fault else []


def _folder(path: Path, work: Path, hosts: Collection[str], most: int) -> tuple[list[Capture], list[str]]:
    found = folder.captures_of(path, hosts, most)
    captures, notes = list(found.captures), list[str]()
    for inner in found.archives:
        more, said = _file(inner, work)
        captures, notes = captures + more, notes + said
    if found.nameless:
        notes.append(
            f"{len(found.nameless)} tệp không rõ là trang nào, không đọc: {_names(found.nameless)}. "
            "Hãy ghi địa chỉ của chúng vào index.csv (cột file, url, time)."
        )
    if found.skipped:
        notes.append(f"{len(found.skipped)} tệp quá lớn hoặc là liên kết, không đọc: {_names(found.skipped)}.")
    return captures, notes


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _in_zone(capture: Capture, zone: tzinfo) -> Capture:
    if capture.time is None or capture.time.tzinfo is not None:
        return capture
    return replace(capture, time=capture.time.replace(tzinfo=zone).astimezone(UTC))
