"""YAML text -> plain data, and the line on which each key and list entry stands.

Only mappings, lists and plain scalars come out, whatever the text says: no tags, no objects, no repeated keys; the
size, the depth and what aliases may grow to are bounded.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from crawler.registry.faults import Path, Problem, shown

MAX_BYTES = 2_000_000  # a province of 500 agencies needs about 200,000
MAX_VALUES = 300_000  # after aliases are expanded; a province of 500 agencies needs about 20,000
MAX_DEPTH = 30

_CORE = "tag:yaml.org,2002:"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# The parser's own words that people meet most, and what to do about them.
_ADVICE = (
    ("cannot start any token", "dấu cách thay cho phím Tab, và đặt trong dấu nháy chữ nào mở đầu bằng @ ` %"),
    ("mapping values are not allowed", "đặt trong dấu nháy giá trị có dấu hai chấm, hoặc thụt lề cho đúng"),
    ("expected <block end>", "thụt lề thẳng hàng với các khóa cùng cấp"),
    ("could not find expected ':'", "dấu hai chấm sau khóa"),
    ("undefined alias", "một neo (&tên) đã khai báo phía trên"),
    ("single document", "đúng một tài liệu trong tệp (bỏ dòng “---” thứ hai)"),
    ("unexpected end of stream", "đóng dấu nháy đã mở"),
    ("expected ',' or", "dấu phẩy giữa các mục và ngoặc đóng"),
)


class Unreadable(Exception):
    """The text is no YAML that a registry could be; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.found)
        self.problem = problem


@dataclass
class Source:
    """Plain data, the line (from 1) of each path, what is wrong with the text, and the paths that could not be read."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[Path] = field(default_factory=set)

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it."""
        return next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)


def parse(text: str) -> Source:
    """The text's data. Raises `Unreadable` where it is no YAML, grows too big, or holds nothing."""
    node = _compose(text)
    if node is None:
        raise _refuse(1, "tệp không có nội dung", "các khóa version, province, plan, agencies")
    walk = _Walk(Source())
    walk.source.data = walk.value(node, ())
    return walk.source


def _refuse(line: int, found: str, expected: str) -> Unreadable:
    return Unreadable(Problem((), found, expected, line=line))


def _compose(text: str) -> Node | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)  # legal YAML
            node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise _syntax(text, error) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _refuse(line, "có ký tự điều khiển không đọc được", "chỉ chữ thường gặp, mã UTF-8") from error
    except RecursionError as error:
        raise _refuse(1, "các nhóm lồng nhau quá sâu", f"không quá {MAX_DEPTH} tầng") from error
    # What the parser lets escape on malformed directives, tags and escapes.
    except (YAMLError, ValueError, TypeError, AttributeError, ArithmeticError, LookupError, AssertionError) as error:
        raise _refuse(1, f"không đọc được YAML ({type(error).__name__})", "cú pháp YAML đúng") from error
    return node


def _syntax(text: str, error: MarkedYAMLError) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    said = f"{error.context or ''} {error.problem or ''}"
    lines = text.splitlines()
    stands = lines[line - 1].strip() if line <= len(lines) else ""
    advice = next((advice for words, advice in _ADVICE if words in said), "đúng cú pháp YAML")
    return _refuse(line, f"sai cú pháp YAML ở “{stands[:80]}”" if stands else "sai cú pháp YAML", advice)


@dataclass
class _Walk:
    """Turns nodes into data; one walk for one text."""

    source: Source
    left: int = MAX_VALUES
    open_nodes: set[int] = field(default_factory=set)  # those being walked: an alias to one of them has no end

    def value(self, node: Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.source.lines.setdefault(path, line)
        self.left -= 1
        if self.left < 0:
            raise _refuse(line, "các bí danh (*tên) nhân nội dung lên quá nhiều", f"không quá {MAX_VALUES:,} giá trị")
        if len(path) > MAX_DEPTH or id(node) in self.open_nodes:
            raise _refuse(line, "các nhóm lồng nhau quá sâu hoặc tự chứa mình", f"không quá {MAX_DEPTH} tầng")
        self._check_tag(node, path)
        self.open_nodes.add(id(node))
        made = self._made(node, path)
        self.open_nodes.discard(id(node))
        return made

    def _made(self, node: Node, path: Path) -> Any:
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(entry, (*path, index)) for index, entry in enumerate(node.value)]
        return self._scalar(str(node.tag), str(node.value), path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, str):
                self._problem(path, "có khóa không phải là chữ", "khóa là một từ", line)
            elif str(key_node.tag) == f"{_CORE}merge":
                self._problem(path, "có khóa gộp “<<”", "ghi thẳng các khóa, không gộp từ nhóm khác", line)
            elif key in made:
                first = self.source.lines[(*path, key)]
                self._problem((*path, key), f"khóa ghi hai lần (lần đầu ở dòng {first})", "mỗi khóa một lần", line)
            else:
                self.source.lines[(*path, key)] = line
                made[key] = self.value(value_node, (*path, key))
        return made

    def _scalar(self, tag: str, text: str, path: Path) -> Any:
        read = _SCALARS.get(tag.removeprefix(_CORE), str)
        try:
            return read(text)
        except ValueError:
            self._problem(path, shown(text), _WANTED.get(read, "một số viết đúng"))
            self.source.unread.add(path)
            return None

    def _check_tag(self, node: Node, path: Path) -> None:
        tag = str(node.tag)
        if tag.removeprefix(_CORE) not in {*_SCALARS, "str", "map", "seq", "merge", "value"}:
            self.source.unread.add(path)
            self._problem(
                path, f"có thẻ kiểu “{tag.removeprefix(_CORE)[:60]}”", "giá trị thường, không có thẻ kiểu (!…)"
            )

    def _problem(self, path: Path, found: str, expected: str, line: int | None = None) -> None:
        self.source.problems.append(Problem(path, found, expected, line=line))


def _int(text: str) -> int:
    digits = text.replace("_", "")
    based = digits.lstrip("+-")[:2].lower() in {"0x", "0o", "0b"}
    return int(digits, 0 if based else 10)


def _float(text: str) -> float:
    return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))


def _date(text: str) -> date | str:
    return date.fromisoformat(text) if _DATE.fullmatch(text) else text


def _bool(text: str) -> bool:
    """Under `%YAML 1.1`, yes and on come as booleans too; they are refused as everywhere else."""
    if text.lower() not in {"true", "false"}:
        raise ValueError(text)
    return text.lower() == "true"


_SCALARS: dict[str, Callable[[str], Any]] = {
    "null": lambda text: None,
    "bool": _bool,
    "int": _int,
    "float": _float,
    "timestamp": _date,
}
_WANTED: dict[Callable[[str], Any], str] = {
    _date: "một ngày có trong lịch, dạng 2024-01-31",
    _bool: "true hoặc false",
}
