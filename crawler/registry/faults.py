"""What is wrong in a registry, said so that the person who typed it can mend it (Vietnamese)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.errors import BadInput

Path = tuple[str | int, ...]  # keys and list indices from the document's root


@dataclass(frozen=True)
class Problem:
    """A finding before it has a line: where, what stands there, what belongs there.

    `rests_on`: the top-level list ("agencies", "quotas") whose ids the finding depends on; where that list is itself
    faulty, the finding would be an echo. `beside`: single places it depends on in the same way. `line` is set only
    where the path's own line would mislead.
    """

    path: Path
    found: str
    expected: str
    rests_on: str = ""
    beside: tuple[Path, ...] = ()
    line: int | None = None


@dataclass(frozen=True)
class Fault:
    """One mistake of the file. `path` is the key path (`agencies[3].sections[0].url`), "" for the file as a whole.

    `line` counts from 1. `owner` names the entry a person would look for: "cơ quan so-noi-vu", "chỉ tiêu portal".
    """

    file: str
    line: int
    path: str
    found: str
    expected: str
    owner: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " + (self.path or "toàn tệp")
        owner = f" ({self.owner})" if self.owner else ""
        return f"{where}{owner}: {self.found}; cần {self.expected}"


class RegistryError(BadInput):
    """A registry that cannot be used; its text has one line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join([f"Tệp đăng ký có {len(self.faults)} lỗi:", *map(str, self.faults)]))


def key_path(path: Path) -> str:
    """A path as people write it.

    >>> key_path(("agencies", 3, "sections", 0, "url"))
    'agencies[3].sections[0].url'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def printable(text: str) -> str:
    """The text with a mark for every character that a terminal would obey or could not write."""
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def shown(value: object) -> str:
    """A value as a fault quotes it, long ones cut."""
    if value is None:
        return "để trống"
    if isinstance(value, dict):
        return "ghi một nhóm khóa"
    if isinstance(value, list):
        return "ghi một danh sách"
    if isinstance(value, bool):
        return f"ghi {str(value).lower()}"
    text = str(value)
    return f"ghi “{text[:77]}…”" if len(text) > 80 else f"ghi “{text}”"


def nearest(name: str, known: Iterable[str], what: str) -> str:
    """What belongs there instead of an unknown name: the known one it resembles, else all of them."""
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"{what} đã khai báo; có phải “{near[0]}”?"
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return f"{what} đã khai báo: {listed}" if names else f"{what} đã khai báo (tệp này chưa có)"
