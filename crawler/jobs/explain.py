"""`cchc explain`: how one post's date, topic, agency and status were decided, and from which evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler import identity
from crawler.errors import BadInput
from crawler.jobs.decide import decide
from crawler.jobs.known import load_registry
from crawler.posts import PostRow
from crawler.registry.model import Registry
from crawler.store import open_to_read
from crawler.store.posts import addresses, facts_of, find_post
from crawler.store.records import CreditRecord, PostRecord, VerdictRecord
from crawler.store.standings import post_rows


@dataclass(frozen=True)
class Explanation:
    """A post with all that was decided about it. `rows`: one for each agency and channel it stands in."""

    post: PostRecord
    verdict: VerdictRecord | None
    credits: tuple[CreditRecord, ...]
    rows: tuple[PostRow, ...]
    addresses: tuple[str, ...]
    first_seen: str
    registry: Registry


def explain(registry: Path, db: Path, post: str) -> Explanation:
    """The post of that id or address. Raises BadInput where the store has none."""
    loaded = load_registry(registry)
    store = open_to_read(db)
    decide(store, loaded)
    found = find_post(store, post, identity.key(post)) or find_post(store, post, identity.key(post, keep_fragment=True))
    facts = facts_of(store, found) if found else None
    if facts is None:
        raise BadInput(
            f"Không có tin, bài “{post}” trong cơ sở dữ liệu. Hãy dùng mã hoặc địa chỉ do “cchc posts” in ra."
        )
    return Explanation(
        post=facts.post,
        verdict=facts.verdict,
        credits=facts.credits,
        rows=tuple(post_rows(store, post=facts.post.id)),
        addresses=tuple(addresses(store, facts.post.id)),
        first_seen=facts.first_seen,
        registry=loaded,
    )
