"""Inspectors' words on posts: append-only, found again by id or address, with the text that was decided on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from crawler.store.records import DecisionRecord
from crawler.store.rows import first, insert, row_of

VERDICTS = ("count", "reject")  # two answers to one question
ADDED = "add"


@dataclass(frozen=True)
class Text:
    """Title and body of a post at one time."""

    title: str
    body: str

    @property
    def hash(self) -> str:
        return hashlib.sha256(f"{self.title}\n{self.body}".encode()).hexdigest()


@dataclass(frozen=True)
class Subject:
    """What a decision is about: the post's id, the URL key of its own page, its text now."""

    post: str
    url: str
    text: Text


def in_force(decisions: Sequence[DecisionRecord]) -> tuple[DecisionRecord, ...]:
    """Those that no later one on the same thing has replaced, the oldest first.

    A later `count` or `reject` replaces an earlier one of which it covers both agency and quota.
    """
    standing: list[DecisionRecord] = []
    for one in sorted(decisions, key=lambda decision: decision.number, reverse=True):
        if not any(_covers(later, one) for later in standing):
            standing.append(one)
    return tuple(reversed(standing))


def _covers(later: DecisionRecord, earlier: DecisionRecord) -> bool:
    if question(later) != question(earlier) or later.action == ADDED:
        return False
    return later.agency in ("", earlier.agency) and later.quota in ("", earlier.quota)


def question(decision: DecisionRecord) -> str:
    """What the decision answers: `verdict`, or its action."""
    return "verdict" if decision.action in VERDICTS else decision.action


def identified(decision: DecisionRecord, occasion: str) -> DecisionRecord:
    """The decision with its hash. `occasion`: the moment it was taken, or the file that brings it.

    So one file brings a decision once, while a person may decide the same again later.
    """
    told = (decision.post, decision.action, decision.value, decision.agency, decision.quota, decision.who)
    words = json.dumps([*told, decision.reason, occasion], ensure_ascii=False)
    return replace(decision, hash=hashlib.sha256(words.encode()).hexdigest())


def append(db: Database, decisions: Iterable[DecisionRecord]) -> int:
    """Stores decisions that have their hashes, in one transaction; returns how many of them are new."""
    new = 0
    with db.atomic():
        for one in decisions:
            if not stored(db, one.hash):
                insert(db, "decision", row_of(one, "number"))
                new += 1
    return new


def stored(db: Database, digest: str) -> bool:
    """Whether the decision of that hash is stored."""
    return first(db, "SELECT 1 FROM decision WHERE hash = ?", [digest]) is not None


def keep_text(db: Database, text: Text) -> str:
    """Keeps the text; returns its hash."""
    db.execute("INSERT OR IGNORE INTO decided_text VALUES (?, ?, ?)", [text.hash, text.title, text.body])
    return text.hash


def kept_text(db: Database, start: str) -> str | None:
    """The full hash of the kept text whose hash begins so; None where none or several do."""
    found = list(db.query("SELECT sha256 FROM decided_text WHERE substr(sha256, 1, ?) = ?", [len(start), start]))
    return str(found[0]["sha256"]) if start and len(found) == 1 else None


def subject(db: Database, post: str) -> Subject | None:
    """The post of that id, ready to be decided on."""
    row = first(
        db,
        """SELECT id, title, body, url AS address,
                  coalesce((SELECT u.url FROM post_url u WHERE u.post = p.id AND u.address = p.url LIMIT 1),
                           (SELECT min(u.url) FROM post_url u WHERE u.post = p.id), '') AS url
           FROM post p WHERE id = ?""",
        [post],
    )
    return Subject(row["id"], row["url"], Text(row["title"], row["body"])) if row else None


_ALL = """
SELECT d.*, coalesce(p.id, u.post) AS current FROM decision d
LEFT JOIN post p ON p.id = d.post LEFT JOIN post_url u ON u.url = d.url AND d.url <> '' ORDER BY d.number"""


def logged(db: Database) -> list[tuple[str | None, DecisionRecord]]:
    """Every decision, the oldest first, with the id that its post has now; None where the store has no such post."""
    return [(row.pop("current"), DecisionRecord(**row)) for row in db.query(_ALL)]


def by_post(db: Database) -> dict[str, tuple[DecisionRecord, ...]]:
    """post -> all decisions on it, the oldest first."""
    found: dict[str, list[DecisionRecord]] = {}
    for current, decision in logged(db):
        if current is not None:
            found.setdefault(current, []).append(decision)
    return {post: tuple(decisions) for post, decisions in found.items()}


def other_texts(db: Database, decided: Iterable[tuple[str, DecisionRecord]]) -> Iterator[tuple[str, Text, Text]]:
    """(post, text then, text now) for each pair of post and decision between which any letter of the text changed."""
    for post, decision in decided:
        then = first(db, "SELECT title, body FROM decided_text WHERE sha256 = ?", [decision.text_hash])
        now = first(db, "SELECT title, body FROM post WHERE id = ?", [post])
        if then and now and then != now:
            yield post, Text(**then), Text(**now)
