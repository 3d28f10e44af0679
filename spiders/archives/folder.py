"""A folder of saved pages: which file is which address.

Told by `index.csv` (columns file, url and, where known, time), by what the saving program wrote into the file, by a
mirror's folders (`host/path`), or by the page's own canonical address, in this order.
"""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from crawler import identity
from crawler.errors import BadInput
from spiders.archives.captures import Capture, exact, unwrapped
from spiders.archives.marks import HEAD, Mark, mark_of, own_word, parcel_of
from spiders.archives.wacz import ENDINGS

TABLES = ("index.csv", "urls.csv")
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".aspx", ".asp", ".jsp", ".xml", ".rss", ".json", "")
_PARCELS = (".mht", ".mhtml")
_DOCUMENTS = (".pdf", ".doc", ".docx")
ARCHIVES = (*ENDINGS, ".wacz")


@dataclass
class Found:
    """What a folder holds. `archives`: WARC and WACZ files in it; `nameless`: pages whose address nobody knows."""

    captures: list[Capture] = field(default_factory=list)
    archives: list[Path] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # too large, or links that may lead out of the folder


def captures_of(folder: Path, hosts: Collection[str], most: int) -> Found:
    """The pages in the folder, of at most so many bytes each. `hosts`: those of the registry, for mirrors.

    Raises BadInput on a table that can't be read.
    """
    root, found = folder.resolve(), Found()
    told = dict(_tables(root))
    for path in _files(root, found):
        if path.name.lower().endswith(ARCHIVES):
            found.archives.append(path)
        elif path.stat().st_size > most:
            found.skipped.append(str(path.relative_to(root)))
        elif path.name not in TABLES or path.parent != root:
            _place(path, root, told.get(path), hosts, found)
    return found


def _files(root: Path, found: Found) -> Iterator[Path]:
    """Every regular file under the folder, in order; links are not followed."""
    for where, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(where, name)
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                yield path
            elif stat.S_ISLNK(mode):
                found.skipped.append(str(path.relative_to(root)))


def _place(path: Path, root: Path, told: Mark | None, hosts: Collection[str], found: Found) -> None:
    ending = path.suffix.lower()
    mirror = _mirrored(path, root, hosts)
    if ending not in (*_PAGES, *_PARCELS, *_DOCUMENTS) and told is None and mirror is None:
        return  # a picture, a style sheet: no page
    mark = told or _said(path, mirror)
    if mark is None:
        if ending not in ("", ".xml", ".json"):
            found.nameless.append(str(path.relative_to(root)))
        return
    made = _capture(path, mark, "mhtml" if ending in _PARCELS else "file")
    found.captures.append(made)
    alias = _own_spelling(path, root, hosts)
    if alias and exact(alias) != exact(made.url):
        found.captures.append(replace(made, url=alias, alias=True))


def _said(path: Path, mirror: Mark | None) -> Mark | None:
    """The page's address as whatever saved it says, else the mirror's folders, else the page itself."""
    if path.suffix.lower() in _PARCELS:
        parcel = parcel_of(path.read_bytes())
        return parcel.mark if parcel else mirror
    head = _head(path)
    return mark_of(head) or mirror or own_word(head)


def _capture(path: Path, mark: Mark, kind: str) -> Capture:
    url, time = unwrapped(mark.url)
    return Capture(url, mark.time or time, 200, "export", kind, str(path), sure=mark.sure)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


# -- mirrors


def _mirrored(path: Path, root: Path, hosts: Collection[str]) -> Mark | None:
    """The address that a mirror's folders say: `host/path?query`, as wget writes them."""
    steps = _steps(path, root, hosts)
    if steps is None:
        return None
    host, *rest = steps
    name = rest.pop()
    name, mark, query = name.partition("?") if "?" in name else name.partition("@")
    if mark and "=" not in query:
        name, query = name + mark + query, ""
    query = query.removesuffix(".html") if query else ""
    name = "" if name.lower() in ("index.html", "index.htm") else name
    address = f"http://{host}/" + "/".join(quote(unquote(step), safe="~!$&'()*+,;=:@%") for step in [*rest, name])
    return Mark(address + (f"?{query}" if query else ""))


def _own_spelling(path: Path, root: Path, hosts: Collection[str]) -> str | None:
    """The address under which other pages of the mirror, whose links were made to fit it, know the file."""
    steps = _steps(path, root, hosts)
    return f"http://{steps[0]}/" + "/".join(quote(step, safe="~!$&'()*+,;=:@") for step in steps[1:]) if steps else None


def _steps(path: Path, root: Path, hosts: Collection[str]) -> list[str] | None:
    """The path from the folder on that is called as a registered host; the handed over folder itself may be."""
    steps = [root.name, *path.relative_to(root).parts]
    for number, step in enumerate(steps[:-1]):
        if identity.host(f"http://{step}") in hosts:
            return steps[number:]
    return None


# -- tables


def _tables(root: Path) -> Iterator[tuple[Path, Mark]]:
    for name in TABLES:
        path = root / name
        if path.is_file() and not path.is_symlink():
            yield from _rows(root, path)


def _rows(root: Path, table: Path) -> Iterator[tuple[Path, Mark]]:
    faults = []
    try:
        text = table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{table.name}: không phải UTF-8. Hãy lưu lại bằng UTF-8.") from error
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if not {"file", "url"} <= {str(name).strip() for name in rows.fieldnames or ()}:
        raise BadInput(f"{table.name}: cần có các cột file, url và (nếu biết) time.")
    for row in rows:
        made = _row(root, {str(name).strip(): str(value or "").strip() for name, value in row.items()})
        if isinstance(made, str):
            faults.append(f"{table.name} dòng {rows.line_num}: {made}")
        else:
            yield made
    if faults:
        raise BadInput("\n".join(faults))


def _row(root: Path, row: dict[str, str]) -> tuple[Path, Mark] | str:
    """The file and its address; words on what is wrong."""
    path = (root / row["file"]).resolve()
    if not row["file"] or not path.is_relative_to(root):
        return f"“{row['file']}” nằm ngoài thư mục."
    if not path.is_file():
        return f"không có tệp “{row['file']}”."
    if not identity.canonical(row["url"]):
        return f"“{row['url']}” không phải địa chỉ http(s)."
    if not row.get("time"):
        return path, Mark(row["url"])
    try:
        time = datetime.fromisoformat(row["time"])
    except ValueError:
        return f"“{row['time']}” không phải thời điểm (2024-07-10 hay 2024-07-10T08:30:00+07:00)."
    return path, Mark(row["url"], time if time.tzinfo is None else time.astimezone(UTC))
