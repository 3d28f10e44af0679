"""The registry file -> `Registry`, or everything that is wrong with the file, at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from crawler.registry import messages, rules
from crawler.registry.faults import Fault, Problem, RegistryError, key_path
from crawler.registry.model import Registry
from crawler.registry.repair import Repaired, repair
from crawler.registry.rules import NOTHING_KNOWN, Known
from crawler.registry.source import MAX_BYTES, Source, Unreadable, parse

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
    """As `load`, but gives faults back instead of raising them, and warnings with them."""
    try:
        source = parse(_text(path))
    except Unreadable as error:
        return Loaded(None, (_fault(path, Source(), error.problem),))
    found, whole = _problems(source, path.parent, known, network)
    faults = _in_order(path, source, found)
    if faults or whole is None:
        return Loaded(None, faults)
    return Loaded(_absolute(whole, path.parent), (), _in_order(path, source, rules.warnings(whole)))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()[: MAX_BYTES + 1]
        return data.decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(Problem((), f"không mở được tệp ({error.strerror})", "tệp đăng ký đọc được")) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem((), "có ký tự không phải UTF-8", "tệp lưu với bảng mã UTF-8", line=line)
        raise Unreadable(problem) from error


def _problems(source: Source, folder: Path, known: Known, network: bool) -> tuple[list[Problem], Registry | None]:
    """Everything wrong with the data; and the registry, to be trusted only if nothing is."""
    refused = [problem for problem in _refused(source) if problem.path not in source.unread]
    repaired = repair(source.data, source.unread)
    crossed = _crossed(repaired, folder, known, network)
    return [*source.problems, *refused, *crossed], repaired.registry


def _refused(source: Source) -> list[Problem]:
    try:
        Registry.model_validate(source.data)
    except ValidationError as error:
        return messages.problems(error.errors())
    return []


def _crossed(repaired: Repaired, folder: Path, known: Known, network: bool) -> list[Problem]:
    if repaired.registry is None:
        return []
    found = [*rules.faults(repaired.registry, known, network=network), *_lexicon(repaired.registry, folder)]
    return [problem for problem in found if not repaired.echoes(problem)]


def _lexicon(registry: Registry, folder: Path) -> Iterable[Problem]:
    lexicon = registry.plan.lexicon
    if lexicon is not None and not (folder / lexicon).is_file():
        yield Problem(("plan", "lexicon"), f"ghi “{lexicon}”, không có tệp ấy", "đường dẫn tính từ thư mục của tệp này")


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
    return Fault(str(path), line, key_path(problem.path), problem.found, problem.expected, _owner(source, problem))


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
