"""What inspectors' decisions change about a post before it is judged. What the machine found stays stored as it is.

The last decision on one thing stands. `date` fixes the day, `agency` whose the post is on the portal; `count` and
`reject` answer for each quota whether it counts there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crawler.registry.model import Quota
from crawler.store.decisions import Text, in_force, question
from crawler.store.records import CreditRecord, DecisionRecord, PostFacts, PostRecord, VerdictRecord
from crawler.text import fold
from pipelines import standing_words as words

INSPECTOR = "inspector"  # as a date's source, a credit's form, and who decided
MAIN_TOPIC = "cchc"
FEW_WORDS = 2  # so many words of a body may change, or a twentieth of it, before somebody has to look again
SMALL_SHARE = 0.05
_WORD = re.compile(r"\w+")


def apply(facts: PostFacts) -> PostFacts:
    """The facts with the day and the author that inspectors decided; only decisions in force are left in them."""
    standing = in_force(facts.decisions)
    facts = replace(facts, decisions=standing)
    for decision in standing:
        if decision.action == "date":
            facts = replace(facts, post=_dated(facts, decision.value))
        if decision.action == "agency":
            facts = replace(facts, credits=(_credit(decision),))
    return facts


def _dated(facts: PostFacts, day: str) -> PostRecord:
    return replace(
        facts.post, published=day, day=day, date_days=(day,), date_grade="A", date_source=INSPECTOR, date_words=""
    )


def _credit(decision: DecisionRecord) -> CreditRecord:
    return CreditRecord(decision.post, decision.value, "credited", INSPECTOR, decision.reason, 1.0)


def verdict_on(facts: PostFacts, agency: str, quota: str) -> DecisionRecord | None:
    """The `count` or `reject` that stands for that agency and quota."""
    found = (
        one
        for one in reversed(in_force(facts.decisions))
        if question(one) == "verdict" and one.agency in ("", agency) and (one.quota in ("", quota))
    )
    return next(found, None)


def for_quota(
    facts: PostFacts, agency: str, channel: str, asked: Sequence[Quota], quota: Quota
) -> tuple[PostFacts, bool] | None:
    """The facts as that quota has to see them, and whether a person counted them there; None where one rejected them.

    `asked`: all quotas of the agency. A `count` that names no quota is meant for those of the channel whose topic or
    document the post has or may have; where there is none, for those of administrative reform.
    """
    decision = verdict_on(facts, agency, quota.id)
    if decision is None:
        return facts, False
    if decision.action == "reject":
        return None
    if decision.quota or quota in _meant(facts, channel, asked):
        return _counted(facts, quota), True
    return facts, False


def _meant(facts: PostFacts, channel: str, asked: Sequence[Quota]) -> list[Quota]:
    named = facts.verdict.documents if facts.verdict else ()
    topics = (*facts.verdict.topics, *facts.verdict.reviews) if facts.verdict else ()
    of_channel = [quota for quota in asked if quota.topic and quota.channel == channel]
    meant = [quota for quota in of_channel if quota.topic in topics]
    meant += [quota for quota in asked if quota.document in named or f"{quota.document}?" in named]
    return meant or [quota for quota in of_channel if quota.topic == MAIN_TOPIC]


def _counted(facts: PostFacts, quota: Quota) -> PostFacts:
    """The facts of a post that is surely what the quota asks for."""
    verdict = facts.verdict or VerdictRecord(facts.post.id, "review", 0.0, (), (), (), (), (), "", "")
    topics = (*verdict.topics, quota.topic) if quota.topic else verdict.topics
    documents = (*verdict.documents, quota.document) if quota.document else verdict.documents
    return replace(
        facts, post=replace(facts.post, held=None), verdict=replace(verdict, topics=topics, documents=documents)
    )


def bearing(facts: PostFacts, agency: str, *, credited: bool) -> tuple[DecisionRecord, ...]:
    """The decisions in force that have a say in the post's row with that agency; `credited`: on the portal."""
    return tuple(
        one
        for one in in_force(facts.decisions)
        if one.action == "date"
        or (one.action == "agency" and credited)
        or (question(one) == "verdict" and one.agency in ("", agency))
    )


def told(decisions: Sequence[DecisionRecord]) -> tuple[str, ...]:
    """A sentence for each decision."""
    return tuple(words.decided(one.action, one.value, one.quota, one.who, one.reason) for one in decisions)


def changed_materially(then: Text, now: Text) -> bool:
    """Whether somebody who decided on the text should look again: another title, or more than a little of the body."""
    if _words(then.title) != _words(now.title):
        return True
    before, after = Counter(_words(then.body)), Counter(_words(now.body))
    changed = max((before - after).total(), (after - before).total())
    return changed > max(FEW_WORDS, SMALL_SHARE * max(before.total(), after.total()))


def _words(text: str) -> list[str]:
    """Words without case, marks and punctuation."""
    return _WORD.findall(fold(text))
