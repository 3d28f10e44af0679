"""From a finished draft to rows of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler import identity
from crawler.store.records import CreditRecord, PostRecord, VerdictRecord
from pipelines.dates import Dating
from pipelines.draft import Draft, Verdict


def post_record(draft: Draft, dating: Dating, candidates: tuple[dict[str, Any], ...]) -> PostRecord:
    """The post's row; its snapshot is not named yet."""
    found = draft.found
    blank = PostRecord(
        id=draft.post,
        url=draft.url,
        title=draft.title,
        body=draft.body,
        author=draft.author,
        source_line=draft.source_line,
        category=draft.category,
        family=found.family,
        attachments=found.article.attachments,
        media=found.article.media,
        text_key=draft.text_key,
        origin=found.origin,
        snapshot_url=found.page.url,
        fetched_at=found.fetched_at.isoformat(),
    )
    return dated(blank, dating, candidates)


def dated(record: PostRecord, dating: Dating, candidates: tuple[dict[str, Any], ...]) -> PostRecord:
    """The row with that date."""
    return replace(
        record,
        published=dating.published,
        day=dating.day.isoformat() if dating.day else None,
        date_words=dating.words,
        date_source=dating.source,
        date_grade=dating.grade,
        date_days=tuple(day.isoformat() for day in dating.days),
        date_candidates=candidates,
        date_flags=dating.flags,
    )


def verdict_record(post: str, verdict: Verdict) -> VerdictRecord:
    return VerdictRecord(
        post=post,
        label=verdict.label,
        score=round(verdict.score, 6),
        topics=verdict.topics,
        reviews=verdict.reviews,
        themes=verdict.themes,
        documents=verdict.documents,
        matches=verdict.matches,
        reason=verdict.reason,
        lexicon=verdict.lexicon,
    )


def credit_records(draft: Draft) -> tuple[CreditRecord, ...]:
    return tuple(
        CreditRecord(draft.post, one.agency, one.kind, one.form, one.words, one.confidence) for one in draft.credits
    )


def addresses(draft: Draft) -> Mapping[str, str]:
    """URL key -> address, for all addresses at which the post is known: the listing's, the page's, its own."""
    own = [draft.found.page.url, draft.url] if draft.found.item.whole is None else [draft.url]
    keys = {identity.key(url, keep_fragment="#" in url): url for url in own}
    return {key: url for key, url in {draft.found.entry: draft.found.item.url, **keys}.items() if key}
