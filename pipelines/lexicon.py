"""The lexicon: what is known about the words of a topic, read from files that a subject expert edits.

A province's file includes the national one and adds to it. What the keys mean stands in docs/lexicon.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from crawler.errors import BadInput
from crawler.registry.model import Plan
from crawler.text import clean
from pipelines.lexicon_model import Kind, LexiconFile, Number, Rule, Topic, Turn
from pipelines.matching import Matcher, Term
from pipelines.second_reader import SecondReader, read_weights
from pipelines.spelling import canon

FOLDER = Path(__file__).parent / "lexicon"
SHIPPED = FOLDER / "binh-thuan.yaml"


@dataclass(frozen=True)
class Lexicon:
    """Everything that decides what a post is about. `version`: the name, and a hash of all that was read."""

    version: str
    topics: dict[str, Topic]
    themes: dict[str, str]
    documents: dict[str, Kind]
    rules: tuple[Rule, ...]
    turned: tuple[Turn, ...]
    numbers: tuple[Number, ...]
    matcher: Matcher
    groups: dict[str, list[str]]
    reader: SecondReader | None


def of_plan(plan: Plan) -> Lexicon:
    """The lexicon by which posts are judged under this plan."""
    return load(Path(plan.lexicon) if plan.lexicon else None, plan.year)


def load(path: Path | None = None, year: int | None = None) -> Lexicon:
    """The lexicon of the file at `path` with all that it includes; None: the one that ships.

    `year`: the plan's; without it documents of any year are what the plan asks for.
    Raises `BadInput` with file, place and what belongs there.
    """
    files = list(_files(path or SHIPPED, ()))
    merged = _merged([file for _, file, _ in files])
    source = next((at.parent / file.reader for at, file, _ in reversed(files) if file.reader), None)
    reader, reader_text = _reader(source)
    _check(path or SHIPPED, merged, reader)
    documents = {name: _in_year(kind, year) for name, kind in merged.documents.items()}
    years = [str(kind.year) for kind in documents.values()]
    digest = hashlib.sha256("\0".join([*(text for _, _, text in files), reader_text, *years]).encode()).hexdigest()
    return Lexicon(
        version=f"{merged.name}@{digest[:12]}",
        topics=merged.topics,
        themes=merged.themes,
        documents=documents,
        rules=tuple(merged.rules),
        turned=tuple(merged.turned),
        numbers=tuple(merged.numbers),
        matcher=Matcher(_terms(merged)),
        groups=merged.groups,
        reader=reader,
    )


def _in_year(kind: Kind, year: int | None) -> Kind:
    return kind.model_copy(update={"year": year}) if kind.year == "plan" else kind


def _files(path: Path, above: tuple[Path, ...]) -> Iterator[tuple[Path, LexiconFile, str]]:
    """The included files first, each once on the way down."""
    if path in above:
        raise BadInput(f"{path}: include: tệp tự gọi lại chính nó; cần bỏ vòng lặp")
    text = _text(path)
    file = _parsed(path, text)
    for name in file.include:
        near = path.parent / name
        yield from _files(near if near.is_file() else FOLDER / name, (*above, path))
    yield path, file, text


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path}: không mở được tệp từ điển ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: có ký tự không phải UTF-8; cần lưu tệp với bảng mã UTF-8") from error


@lru_cache(maxsize=16)  # a quarter of a second for the national file, and several parts of one run load it
def _parsed(path: Path, text: str) -> LexiconFile:
    try:
        data = YAML(typ="safe", pure=True).load(text)
        return LexiconFile.model_validate(data if data is not None else {})
    except ValidationError as error:
        raise BadInput("\n".join(f"{path}: {_place(row['loc'])}: {row['msg']}" for row in error.errors())) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadInput(f"{path}:{mark.line + 1 if mark else 1}: sai cú pháp YAML ({error.problem})") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise BadInput(f"{path}: không đọc được YAML ({type(error).__name__})") from error


def _place(steps: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".") or "toàn tệp"


def _merged(files: list[LexiconFile]) -> LexiconFile:
    merged: dict[str, Any] = {key: getattr(files[-1], key) for key in ("version", "name")}
    for key in ("rules", "masks", "turned", "numbers"):
        merged[key] = [entry for file in files for entry in getattr(file, key)]
    for key in ("topics", "themes", "documents"):
        merged[key] = {name: entry for file in files for name, entry in getattr(file, key).items()}
    names = {name for file in files for name in file.groups}
    merged["groups"] = {name: [w for file in files for w in file.groups.get(name, [])] for name in sorted(names)}
    return LexiconFile.model_construct(**merged)


def _reader(source: Path | None) -> tuple[SecondReader | None, str]:
    if source is None:
        return None, ""
    text = _text(source)
    try:
        return read_weights(text), text
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{source}: không phải tệp trọng số của bộ đọc thứ hai ({error})") from error


def _check(path: Path, merged: LexiconFile, reader: SecondReader | None) -> None:
    faults = list(_unknown(merged))
    if not merged.topics:
        faults.append("topics: cần ít nhất một chủ đề")
    if faults:
        raise BadInput("\n".join(f"{path}: {fault}" for fault in faults))


def _unknown(merged: LexiconFile) -> Iterator[str]:
    """Names that nothing declares, and words that hold nothing."""
    entries: list[tuple[str, Rule | Number]] = [(f"rules[{at}]", rule) for at, rule in enumerate(merged.rules)]
    entries += [(f"numbers[{at}]", number) for at, number in enumerate(merged.numbers)]
    for where, rule in entries:
        if rule.topic not in merged.topics:
            yield f"{where}.topic: “{rule.topic}” chưa khai báo ở topics"
        yield from (
            f"{where}.themes: “{name}” chưa khai báo ở themes" for name in rule.themes if name not in merged.themes
        )
        if isinstance(rule, Rule):
            named = (*rule.of, *rule.with_, *rule.without)
            yield from (f"{where}: nhóm “{name}” chưa khai báo ở groups" for name in named if name not in merged.groups)
            if not rule.words and not rule.of:
                yield f"{where}: cần words hoặc of"
    for at, turn in enumerate(merged.turned):
        yield from (
            f"turned[{at}]: nhóm “{name}” chưa khai báo ở groups" for name in turn.of if name not in merged.groups
        )
        if not turn.words and not turn.of:
            yield f"turned[{at}]: cần words hoặc of"
    for name, topic in merged.topics.items():
        if topic.fallback_theme is not None and topic.fallback_theme not in merged.themes:
            yield f"topics.{name}.fallback_theme: “{topic.fallback_theme}” chưa khai báo ở themes"
    if any(not clean(words) for words in _all_words(merged)):
        yield "có một mục từ để trống; cần ít nhất một chữ"


def _all_words(merged: LexiconFile) -> Iterator[str]:
    for rule in merged.rules:
        yield from rule.words
    for words in merged.groups.values():
        yield from words
    for turn in merged.turned:
        yield from (*turn.words, *turn.by)
    yield from merged.masks


def _terms(merged: LexiconFile) -> list[Term]:
    """Every spelling once, with all that it plays a part in."""
    terms: dict[str, Term] = {}

    def term(words: str) -> Term:
        spelled = canon(clean(words))
        return terms.setdefault(spelled, Term(spelled))

    for at, rule in enumerate(merged.rules):
        for words in (*rule.words, *(w for name in rule.of for w in merged.groups[name])):
            term(words).rules.append(at)
    needed = {name for rule in merged.rules for name in (*rule.with_, *rule.without)}
    for name in needed:
        for words in merged.groups[name]:
            term(words).groups.add(name)
    for at, turn in enumerate(merged.turned):
        for words in (*turn.words, *(w for name in turn.of for w in merged.groups[name])):
            term(words).turned_in.append(at)
        for words in turn.by:
            term(words).turns.add(at)
    for at, number in enumerate(merged.numbers):
        term(number.number).numbers.append(at)
        digits = number.number.replace("-", "/").split("/")[0]
        for kind in number.type:
            term(f"{kind} {digits}").short_numbers.append(at)
            term(f"{kind} số {digits}").short_numbers.append(at)
    for words in merged.masks:
        term(words).mask = True
    for name, listed in merged.groups.items():
        for spelled in dict.fromkeys(canon(clean(words)) for words in listed):
            if spelled in terms:
                terms[spelled].listed.append(name)
    return list(terms.values())
