"""The registry file -> `Registry`, or everything that is wrong with the file, at once."""

from __future__ import annotations

import errno
import os.path
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from crawler.registry import messages, rules
from crawler.registry.faults import Fault, Problem, RegistryError, key_path, printable, shown
from crawler.registry.model import Registry
from crawler.registry.repair import Repaired, repair
from crawler.registry.rules import NOTHING_KNOWN, Known
from crawler.registry.source import MAX_BYTES, Source, Unreadable, parse

_NOT_OPENED = {
    errno.ENOENT: "không có tệp này",
    errno.EISDIR: "là một thư mục",
    errno.EACCES: "không có quyền đọc tệp",
}
_OWNERS = (
    (("agencies",), "cơ quan"),
    (("plan", "quotas"), "chỉ tiêu"),
    (("plan", "checklist"), "nhiệm vụ"),
)


@dataclass(frozen=True)
class Loaded:
    """What reading a registry gives; `registry` is None where there are faults. Both lists are in the file's order."""

    registry: Registry | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()


def load(path: Path, known: Known = NOTHING_KNOWN, *, network: bool = False) -> Registry:
    """The registry in the file at `path`; `plan.lexicon` is made absolute, from the file's folder.

    `network`: it will be used to go out to the sites, so the crawler's contact must be real.
    Raises `RegistryError` with all faults.
    """
    loaded = inspect(path, known, network=network)
    if loaded.registry is None:
        raise RegistryError(loaded.faults)
    return loaded.registry


def inspect(path: Path, known: Known = NOTHING_KNOWN, *, network: bool = False) -> Loaded:
    """As `load`, but gives faults back instead of raising them, and warnings with them.

    A file that lacks nothing but a real contact has its warnings too, so that all there is to fill in is said at once.
    """
    try:
        source = parse(_text(path))
    except Unreadable as error:
        return Loaded(None, (_fault(path, Source(), error.problem),))
    repaired = repair(source.data, source.unread)
    found = _problems(source, repaired, path.parent, known)
    contact = _crossed(repaired, rules.for_network) if network else []
    faults = _in_order(path, source, [*found, *contact])
    if found or repaired.registry is None:
        return Loaded(None, faults)
    warnings = _in_order(path, source, rules.warnings(repaired.registry))
    return Loaded(None if faults else _absolute(repaired.registry, path.parent), faults, warnings)


def lexicon_of(path: Path) -> Path | None:
    """The lexicon that the file names, if there is such a file; None too where the registry itself cannot be read."""
    try:
        named = _entry(parse(_text(path)).data, ("plan", "lexicon"))
    except Unreadable:
        return None
    return (path.parent / named).resolve() if isinstance(named, str) and os.path.isfile(path.parent / named) else None


def _text(path: Path) -> str:
    data = _bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem((), "có ký tự không phải UTF-8", "tệp lưu với bảng mã UTF-8", line=line)
        raise Unreadable(problem) from error


def _bytes(path: Path) -> bytes:
    """The file's bytes; one that is too big is not read to its end."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        found = _NOT_OPENED.get(error.errno or 0, f"không mở được tệp ({error.strerror})")
        raise Unreadable(Problem((), found, "tệp đăng ký đọc được")) from error
    if len(data) > MAX_BYTES:
        raise Unreadable(Problem((), f"tệp dài hơn {MAX_BYTES:,} byte", f"tệp không quá {MAX_BYTES:,} byte"))
    return data


def _problems(source: Source, repaired: Repaired, folder: Path, known: Known) -> list[Problem]:
    """Everything wrong with the data, each mistake once."""
    refused = [problem for problem in _refused(source) if problem.path not in source.unread]
    crossed = _crossed(repaired, lambda registry: chain(rules.faults(registry, known), _lexicon(registry, folder)))
    return [*source.problems, *refused, *crossed]


def _refused(source: Source) -> list[Problem]:
    try:
        Registry.model_validate(source.data)
    except ValidationError as error:
        return messages.problems(error.errors())
    return []


def _crossed(repaired: Repaired, rule: Callable[[Registry], Iterable[Problem]]) -> list[Problem]:
    """What the rule finds in the file; what it may have found in stand-ins is left out."""
    if repaired.registry is None:
        return []
    return [problem for problem in rule(repaired.registry) if not repaired.echoes(problem)]


def _lexicon(registry: Registry, folder: Path) -> Iterable[Problem]:
    lexicon = registry.plan.lexicon
    if lexicon is not None and not os.path.isfile(folder / lexicon):
        yield Problem(
            ("plan", "lexicon"), f"{shown(lexicon)}, không có tệp ấy", "đường dẫn tính từ thư mục của tệp này"
        )


def _absolute(registry: Registry, folder: Path) -> Registry:
    if registry.plan.lexicon is None:
        return registry
    plan = registry.plan.model_copy(update={"lexicon": str((folder / registry.plan.lexicon).resolve())})
    return registry.model_copy(update={"plan": plan})


def _in_order(path: Path, source: Source, problems: Iterable[Problem]) -> tuple[Fault, ...]:
    faults = [_fault(path, source, problem) for problem in problems]
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))


def _fault(path: Path, source: Source, problem: Problem) -> Fault:
    line = problem.line or source.line(problem.path)
    said = (key_path(problem.path), problem.found, problem.expected, _owner(source, problem))
    return Fault(str(path), line, *map(printable, said))


def _owner(source: Source, problem: Problem) -> str:
    """The id of the agency, quota or checklist row around a path, as a reader would look for it."""
    for base, word in _OWNERS:
        inside = problem.path[: len(base)] == base and len(problem.path) > len(base)
        entry = _entry(source.data, problem.path[: len(base) + 1]) if inside else None
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            return f"{word} {entry['id']}"
    return ""


def _entry(data: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
