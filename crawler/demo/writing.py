"""Writes the posts: sentences of the pools in `data/demo/texts`, with choices made and facts filled in.

Slots: agency, field, boss (the writer's); place, place2, p (a person), sector, crop; d and dy (days shortly before
publication), m, q, y, prev (of the publication's day); k, n, nn, nnn (numbers of one to four digits), min, pct, pct2,
doc (a plan's number and day).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random

from crawler.demo.model import Text

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_TOPIC_KINDS = {
    "cchc": ("c", "d", "a", "g", "d", "b", "campaign", "c", "e", "dd"),
    "news": ("farm", "culture", "health", "weather", "traffic"),
    "investment": ("investment",),
    "both": ("both",),
}


@dataclass(frozen=True)
class Pool:
    """One file of sentences, by heading, with the topics and themes of what is written from it."""

    topics: tuple[str, ...]
    themes: tuple[str, ...]
    shared: str
    parts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Writer:
    """Who a post is written by."""

    agency: str
    fields: tuple[str, ...]
    boss: tuple[str, ...]


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of text in a group, in the order in which a stream of posts goes through them."""
    return _TOPIC_KINDS.get(group, (group,))


def folder() -> resources.abc.Traversable:
    """Where the demo's data lies, installed or not."""
    return resources.files("crawler") / "data" / "demo"


@cache
def pool(kind: str) -> Pool:
    """The pool of a kind. Read once."""
    head: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    here: list[str] | None = None
    for line in (folder() / "texts" / f"{kind}.txt").read_text("utf-8").splitlines():
        if line.startswith("-- "):
            here = parts.setdefault(line[3:], [])
        elif here is None and line:
            key, _, value = line.partition(":")
            head[key] = value.strip()
        elif here is not None and line:
            here.append(line)
    topics, themes = (tuple(head.get(key, "").split()) for key in ("topics", "themes"))
    return Pool(topics, themes, head.get("shared", ""), {name: tuple(lines) for name, lines in parts.items()})


def write(kind: str, writer: Writer, day: date, words: Mapping[str, tuple[str, ...]], rng: Random) -> Text:
    """One post of that kind, published on `day`. `words`: the province's places, names, sectors, crops."""
    own = pool(kind)
    lent = pool(f"shared-{own.shared}").parts
    facts = _Facts(writer, day, words, rng)
    body = rng.sample(own.parts["body"], 5 if len(own.parts["body"]) > 10 else 4)
    voices = rng.sample(lent["voices"], 1 if rng.random() < 0.75 else 0)
    figures, closes = rng.choice(lent["figures"]), rng.choice(lent["closes"])
    paragraphs = [body[:2], [*body[2:3], figures], voices, body[3:4], [*body[4:5], closes]]
    if rng.random() < 0.35:  # fewer, longer paragraphs
        paragraphs = [body[:3], [figures, *voices, *body[3:4]], [*body[4:5], closes]]
    return Text(
        title=_capital(facts.fill(rng.choice(own.parts["titles"]))),
        lead=_capital(facts.fill(rng.choice(own.parts["open"]))),
        paragraphs=tuple(" ".join(_capital(facts.fill(line)) for line in lines) for lines in paragraphs if lines),
        topics=own.topics,
        themes=own.themes,
    )


def write_document(writer: Writer, number: str, signed: date, year: int, *, general: bool = False) -> Text:
    """An agency's own plan of communication for the year, or the `general` one of which that is a part alone."""
    parts = pool("plan-document").parts
    facts = {
        "agency": writer.agency, "AGENCY": writer.agency.upper(), "y": str(year), "number": number,
        "signed_day": f"{signed.day:02d}", "signed_month": f"{signed.month:02d}", "signed_year": str(signed.year),
    }  # fmt: skip
    title, lead = parts["general" if general else "titles"][0], parts["open"][0]
    body = parts["general-body" if general else "body"]
    filled = [_SLOT.sub(lambda found: facts[found[1]], line) for line in (title, lead, *body)]
    return Text(filled[0], filled[1], tuple(filled[2:]), topics=("cchc",), themes=("a",))


class _Facts:
    """Fills slots. Whoever and wherever the post is about stays the same throughout it."""

    def __init__(self, writer: Writer, day: date, words: Mapping[str, tuple[str, ...]], rng: Random) -> None:
        self._rng, self._day, self._words = rng, day, words
        place, place2 = rng.sample(words["places"], 2)
        self._fixed = {
            "agency": writer.agency, "field": rng.choice(writer.fields), "place": place, "place2": place2,
            "sector": rng.choice(words["sectors"]), "crop": rng.choice(words["crops"]),
            "m": f"tháng {day.month}", "q": f"quý {('I', 'II', 'III', 'IV')[(day.month - 1) // 3]}",
            "y": str(day.year), "prev": str(day.year - 1), "boss": rng.choice(writer.boss),
        }  # fmt: skip

    def fill(self, line: str) -> str:
        chosen = _CHOICE.sub(lambda found: self._rng.choice(found[1].split("|")), line)
        return _SLOT.sub(lambda found: self._fixed.get(found[1]) or self._fact(found[1]), chosen)

    def _fact(self, slot: str) -> str:
        rng = self._rng
        numbers = {"k": (2, 9), "n": (11, 98), "nn": (112, 978), "min": (5, 45)}
        if slot in numbers:
            return str(rng.randint(*numbers[slot]))
        if slot == "nnn":
            return f"{rng.randint(1, 9)}.{rng.randint(1, 999):03d}"
        if slot in ("pct", "pct2"):
            low, high = (80, 99) if slot == "pct" else (41, 79)
            return f"{rng.randint(low, high)},{rng.randint(1, 9)}%"
        if slot in ("d", "dy"):
            return self._some_day(slot)
        if slot == "p":
            return " ".join(rng.choice(self._words[part]) for part in ("titles", "families", "middles", "givens"))
        if slot == "doc":
            return f"Kế hoạch số {rng.randint(101, 989)}/KH"
        raise KeyError(f"no slot {slot!r}")

    def _some_day(self, slot: str) -> str:
        event = self._day - timedelta(days=self._rng.randint(0, 6))
        return f"ngày {event.day}/{event.month}" + (f"/{event.year}" if slot == "dy" else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
