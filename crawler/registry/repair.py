"""A faulty registry made whole with stand-ins, so that everything else in it can still be checked.

Nobody counts with it: it lives until the cross checks are done, and findings that touch a stand-in are dropped.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crawler.registry.faults import Path, Problem
from crawler.registry.messages import bare, kind_at, suggested
from crawler.registry.model import Registry

_ROUNDS = 4  # a stand-in may uncover a further mistake below it
_STAND_INS: dict[str, Any] = {
    "version": 1,
    "year": 2024,
    "minimum": 1,
    "channel": "own_site",
    "period": "month",
    "periods": "2024",
    "hosts": "stand-in.localhost",
    "website": "http://stand-in.localhost",
    "url": "http://stand-in.localhost",
}


@dataclass
class Repaired:
    """`registry` is None where it could not be made whole. `unsure`: the paths at which stand-ins are."""

    registry: Registry | None = None
    unsure: set[Path] = field(default_factory=set)
    tainted: set[Path] = field(default_factory=set)  # mappings with a stand-in for something they must have

    def echoes(self, problem: Problem) -> bool:
        """Whether a finding may come from a stand-in rather than from the file."""
        path = problem.path
        touched = any(path[: len(unsure)] == unsure for unsure in self.unsure)
        beside = any(_related(one, unsure) for one in problem.beside for unsure in self.unsure)
        return touched or beside or path[:-1] in self.tainted or self._rests_on_unsure(problem.rests_on)

    def _rests_on_unsure(self, name: str) -> bool:
        base: Path = ("plan", "quotas") if name == "quotas" else (name,)
        return bool(name) and any(
            path == base[: len(path)] or (path[: len(base)] == base and _names(path[len(base) + 1 :]))
            for path in self.unsure
        )


def _related(one: Path, other: Path) -> bool:
    """Whether one of two places is inside the other."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _names(rest: Path) -> bool:
    return rest in {(), ("id",), ("kind",), ("period",)}


def repair(data: Any, unsure: Iterable[Path] = ()) -> Repaired:
    """The registry in `data`, with stand-ins where the model refuses it. `unsure`: places found faulty before."""
    data, made, names = copy.deepcopy(data), Repaired(unsure=set(unsure)), _names_of_stand_ins()
    for _ in range(_ROUNDS):
        try:
            made.registry = Registry.model_validate(data)
            return made
        except ValidationError as error:
            for one in sorted(error.errors(), key=_turn):
                _mend(data, one, made, names)
    return made


def _names_of_stand_ins() -> Iterator[str]:
    return (f"stand-in-{number}" for number in itertools.count())


def _turn(error: ErrorDetails) -> tuple[int, bool]:
    """Outer mistakes first; a mistyped key before the key that is missing for it."""
    return len(error["loc"]), error["type"] != "extra_forbidden"


def _mend(data: Any, error: ErrorDetails, made: Repaired, names: Iterator[str]) -> None:
    loc = error["loc"]
    parent = _at(data, loc[:-1])
    if not loc or not isinstance(parent, dict | list):
        return
    if error["type"] == "extra_forbidden":
        _take_out(parent, loc, made)
    elif error["type"] == "missing" and loc[-1] in parent:
        return  # found under a mistyped key
    elif isinstance(parent, list):
        made.unsure.add(loc)
        parent[int(loc[-1])] = _stand_in(kind_at(loc), str(loc[-2]), names)
    else:
        _fill(parent, loc, made, names)


def _take_out(parent: Any, loc: Path, made: Repaired) -> None:
    """Drops an unknown key, or reads it as the key it was meant to be."""
    value, meant = parent.pop(loc[-1]), suggested(loc)
    if meant is not None and parent.setdefault(meant[-1], value) is value:
        made.unsure.add(meant)


def _fill(parent: dict[str, Any], loc: Path, made: Repaired, names: Iterator[str]) -> None:
    made.unsure.add(loc)
    model, name = kind_at(loc[:-1]), str(loc[-1])
    if not _is_model(model) or not model.model_fields[name].is_required():
        parent.pop(name, None)
        return
    made.tainted.add(loc[:-1])
    parent[name] = _stand_in(bare(model.model_fields[name].annotation), name, names)


def _stand_in(kind: Any, name: str, names: Iterator[str]) -> Any:
    if _is_model(kind):
        required = {key: info for key, info in kind.model_fields.items() if info.is_required()}
        return {key: _stand_in(bare(info.annotation), key, names) for key, info in required.items()}
    if get_origin(kind) is list:
        return [_stand_in(bare(get_args(kind)[0]), name, names)]
    return _STAND_INS.get(name) or next(names)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
