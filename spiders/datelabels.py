"""The labels of dates on a post's page: words that announce publication, a later change, or another date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crawler.datewords import plain

Kind = Literal["published", "updated", "other"]

_PUBLISHED = r"""
    (?:ngay|thoi\ gian|gio)\ (?:dang(?:\ tin|\ bai(?:\ viet)?|\ tai)?|xuat\ ban|dua\ tin|gui(?:\ bai)?|viet(?:\ bai)?
        |phat\ hanh\ tin|post)(?!\ ky\b)
  | (?:tin\ |bai(?:\ viet)?\ )?(?:duoc\ |da\ )?(?:dang(?:\ tai)?|xuat\ ban|viet|gui|post)
        \ (?:luc|ngay|vao)(?:\ luc|\ ngay)?
  | (?:duoc|da)\ (?:dang(?:\ tai)?|xuat\ ban)
  | (?:duoc\ )?(?:dang|gui|viet)\ boi\b[^|:\d]{1,40}?\ (?:vao|luc|ngay)
  | xuat\ ban | dang\ tin
  | (?:date\ )?(?:published|posted)(?:\ date|\ on|\ at)?
  | (?:publish|publication|post)\ (?:date|time)
  | submitted\ (?:by\b[^|:\d]{1,40}?\ )?on
"""
# "Cập nhật" alone is many sites' stamp of publication; these are not, wherever they stand.
_CHANGED = r"""
    (?:ngay\ |duoc\ |lan\ )?(?:cap\ nhat|chinh\ sua|sua)\ (?:lan\ cuoi|moi\ nhat|gan\ nhat|cuoi(?:\ cung)?)
  | (?:ngay\ |duoc\ |da\ )?(?:chinh\ sua|sua\ doi|hieu\ chinh|tao)(?=\ ?:|\ luc|\ ngay|\ vao)
  | ngay\ (?:chinh\ sua|sua\ doi|hieu\ chinh|tao)(?=\ \d)
  | last\ (?:updated?|modified|edited) | (?:date\ )?(?:modified|updated|edited|created)(?:\ on|\ at|\ date)?
  | update\ (?:date|time)
"""
_UPDATED = r"(?:ngay\ |thoi\ gian\ |duoc\ |da\ )?cap\ nhat(?:\ tin)?(?:\ luc|\ ngay|\ vao)?(?:\ luc|\ ngay)?"
_OTHER = r"""
    ngay\ (?:ban\ hanh|ky|(?:co\ )?hieu\ luc|cong\ bo|phat\ hanh|bat\ dau|ket\ thuc|het\ han|sinh|dang\ ky|nop|hop
        |khai\ mac|dien\ ra|to\ chuc|nhan|tra)
  | (?:co\ )?hieu\ luc | hom\ nay | bay\ gio | thoi\ gian(?=\ ?:|\ dien|\ to\ chuc)
  | han\ (?:nop|chot|cuoi)(?:\ ho\ so)?
  | (?:event|start|end|effective|issued?|due|expiry)\ (?:date|time)
"""
_LABEL = re.compile(
    rf"\b(?:(?P<changed>{_CHANGED})|(?P<other>{_OTHER})|(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))\b"
    rf"(?P<mark>\ ?[:：]|\ ?[-–]\ )?\ ?",
    re.VERBOSE,
)
_LONGEST = 240  # characters; a longer line is prose


@dataclass(frozen=True)
class Labelled:
    """A label of a line, and the words between it and the next label."""

    kind: Kind | Literal["changed"]
    start: int  # of the label, in the line
    words: str


def labels(text: str) -> Iterator[Labelled]:
    """The labels of one cleaned line, in its order. In prose ("tin đăng ngày 12/3 cho biết") there are none."""
    if len(text) > _LONGEST:
        return
    bare = plain(text)
    found = [match for match in _LABEL.finditer(bare) if _stands_apart(match, bare)]
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):
        kind = next(name for name in ("changed", "other", "updated", "published") if match.group(name))
        yield Labelled(kind, match.start(), text[match.end() : end].strip(" |•·;,-–("))  # type: ignore[arg-type]


def _stands_apart(match: re.Match[str], bare: str) -> bool:
    """A label begins its line or a part of it, or bears its colon."""
    before = bare[: match.start()].rstrip(" ")
    return bool(match.group("mark")) or not before or not before[-1].isalpha()
