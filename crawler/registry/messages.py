"""What the model refuses, in Vietnamese: what stands there and what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from crawler.registry.faults import Path, Problem, shown
from crawler.registry.model import Registry

# Patterns of the model, known by how they begin, in words.
_PATTERNS = (
    ("^[a-z0-9]+(-", "mã gồm chữ thường không dấu, chữ số và gạch nối, ví dụ so-noi-vu"),
    ("^https?://", "địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://, không có dấu cách"),
    ("\\S", "ít nhất một chữ"),
    ("^\\d{4}(", "kỳ dạng 2024-03 (tháng), 2024-W07 (tuần) hoặc 2024 (năm)"),
)
_EXPECTED: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda ctx: "khóa này, vì nó bắt buộc",
    "string_type": lambda ctx: "chữ (số và ngày thì đặt trong dấu nháy)",
    "int_type": lambda ctx: "số nguyên",
    "int_from_float": lambda ctx: "số nguyên",
    "float_type": lambda ctx: "số",
    "finite_number": lambda ctx: "số hữu hạn",
    "bool_type": lambda ctx: "true hoặc false",
    "date_type": lambda ctx: "ngày dạng 2024-01-31, không đặt trong dấu nháy",
    "list_type": lambda ctx: "một danh sách (mỗi mục một dòng bắt đầu bằng “- ”, hoặc [a, b])",
    "model_type": lambda ctx: "một nhóm khóa",
    "literal_error": lambda ctx: f"một trong: {str(ctx['expected']).replace(' or ', ', ').replace(chr(39), '')}",
    "string_pattern_mismatch": lambda ctx: pattern_words(str(ctx["pattern"])),
    "string_unicode": lambda ctx: "chữ Unicode đúng",
    "string_too_short": lambda ctx: "ít nhất một chữ",
    "string_too_long": lambda ctx: f"không quá {ctx['max_length']} ký tự",
    "too_short": lambda ctx: f"ít nhất {ctx['min_length']} mục",
    "greater_than_equal": lambda ctx: f"số không nhỏ hơn {ctx['ge']}",
    "greater_than": lambda ctx: f"số lớn hơn {ctx['gt']}",
    "less_than_equal": lambda ctx: f"số không lớn hơn {ctx['le']}",
}


def pattern_words(pattern: str) -> str:
    """A pattern of the model in words."""
    return next((words for start, words in _PATTERNS if pattern.startswith(start)), f"chữ theo mẫu {pattern}")


def problems(errors: Iterable[ErrorDetails]) -> list[Problem]:
    """The model's errors, each once. A mistyped required key is one mistake: it is not reported as missing too."""
    errors = list(errors)
    typos = {suggested(e["loc"]) for e in errors if e["type"] == "extra_forbidden"}
    return [_problem(e) for e in errors if not (e["type"] == "missing" and e["loc"] in typos)]


def _problem(error: ErrorDetails) -> Problem:
    loc = error["loc"]
    if error["type"] == "extra_forbidden":
        return Problem(loc, f"có khóa lạ “{loc[-1]}”", _known_keys(loc))
    found = "chưa có" if error["type"] == "missing" else shown(error["input"])
    said = _EXPECTED.get(error["type"])
    return Problem(loc, found, said(error.get("ctx", {})) if said else f"giá trị hợp lệ ({error['msg']})")


def _known_keys(loc: Path) -> str:
    near = suggested(loc)
    if near is not None:
        return f"khóa “{near[-1]}”"
    return f"một trong các khóa: {', '.join(_fields(loc[:-1]))}"


def suggested(loc: Path) -> Path | None:
    """The path of the known key that the unknown key at `loc` most resembles, if any does."""
    near = difflib.get_close_matches(str(loc[-1]), _fields(loc[:-1]), n=1, cutoff=0.7)
    return (*loc[:-1], near[0]) if near else None


def _fields(loc: Path) -> list[str]:
    model = kind_at(loc)
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def kind_at(loc: Path) -> Any:
    """What the model wants at `loc`: a model class, a list type, or a plain type."""
    kind: Any = Registry
    for step in loc:
        if isinstance(step, int):
            kind = bare(next(iter(get_args(kind)), None))
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and step in kind.model_fields:
            kind = bare(kind.model_fields[step].annotation)
        else:
            return None
    return kind


def bare(kind: Any) -> Any:
    """`X` for `X | None`; anything else as it is."""
    options = [option for option in get_args(kind) if option is not type(None)]
    return options[0] if len(options) == 1 and type(None) in get_args(kind) else kind
