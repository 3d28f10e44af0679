"""Manifests: what one crawl has kept, with the hash of the manifest before. Each seals all that came before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crawler.evidence.writer import Written

FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """`text` is the file's content, `sha256` its hash; `before`: that of the manifest before, None for the first."""

    number: int
    crawl: str
    file: str  # relative to the store's folder
    before: str | None
    sha256: str
    text: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found


def made(
    number: int, crawl: str, file: str, before: str | None, files: Sequence[Written], facts: dict[str, Any]
) -> Manifest:
    """The manifest of a crawl. `facts`: what else it says."""
    data = {
        "format": FORMAT,
        "number": number,
        "crawl": crawl,
        **facts,
        "files": [asdict(one) for one in files],
        "records": sum(one.records for one in files),
        "before": before,
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return Manifest(number, crawl, file, before, hashlib.sha256(text.encode()).hexdigest(), text)


def chain_faults(manifests: Iterable[Manifest]) -> list[tuple[Manifest, str]]:
    """Where the chain does not hold, and why (Vietnamese)."""
    faults, before, number = [], None, 0
    for one in manifests:
        number += 1
        if one.number != number:
            faults.append((one, f"thiếu bản kê số {number} trước bản kê này"))
            number = one.number
        if hashlib.sha256(one.text.encode()).hexdigest() != one.sha256:
            faults.append((one, "nội dung bản kê không còn đúng SHA-256 đã ghi"))
        elif one.before != before or one.data.get("before") != before:
            faults.append((one, "không nối với bản kê trước: SHA-256 của bản trước không khớp"))
        before = one.sha256
    return faults
