"""What a lexicon's file may hold: a strict model of what a subject expert types. docs/lexicon.md tells it to people."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Topic(_Strict):
    """`on`: the points from which the words alone make it sure that a post has the topic; below `review` it has not.

    In between the second reader settles it, with `reader` points for each unit of log-odds that it gives: from `yes`
    points on, the post has the topic, below `no` it has not, and what is left a person looks at.
    """

    name: str = Field(min_length=1)
    on: float = Field(gt=0)
    review: float
    reader: float = Field(0.0, ge=0)
    yes: float | None = None  # None: as `on`
    no: float | None = None  # None: as `review`
    fallback_theme: str | None = None

    @model_validator(mode="after")
    def _review_comes_first(self) -> Self:
        if self.review > self.on:
            raise ValueError("review phải không lớn hơn on")
        if self.settles[0] > self.settles[1]:
            raise ValueError("no phải không lớn hơn yes")
        return self

    @property
    def settles(self) -> tuple[float, float]:
        """Below which points the reader settles it as no, and from which on as yes."""
        return self.review if self.no is None else self.no, self.on if self.yes is None else self.yes


class Rule(_Strict):
    """Words that speak for a topic (or, with a negative weight, against it), and the company they need to do so.

    `with_` and `without` name groups: one word of each, or none, must stand in the same sentence. `where`: only there.
    `theme_weight`: points for the themes, where they are not the topic's.
    """

    topic: str
    weight: float = Field(ge=-20, le=20)
    theme_weight: float | None = Field(None, ge=0, le=20)
    where: Literal["title", "body"] | None = None
    words: list[str] = Field(default=[])
    of: list[str] = Field(default=[])  # groups whose words are this rule's words too
    themes: list[str] = Field(default=[])
    with_: list[str] = Field(default=[], alias="with")
    without: list[str] = Field(default=[])

    @cached_property
    def free(self) -> bool:
        """Whether it asks for no company."""
        return not self.with_ and not self.without

    @cached_property
    def for_themes(self) -> float:
        """Points for each of its themes."""
        return max(self.weight, 0.0) if self.theme_weight is None else self.theme_weight


class Turn(_Strict):
    """`words`, and those of groups `of`, mean something else where one of `by` stands: see `within`.

    In the same sentence, anywhere in the post, or in its title.
    """

    words: list[str] = Field(default=[])
    of: list[str] = Field(default=[])
    by: list[str] = Field(min_length=1)
    within: Literal["sentence", "post", "title"] = "sentence"


class Number(_Strict):
    """A legal document: its number counts only with its type and its issuer; another year is another document."""

    topic: str
    weight: float = Field(gt=0, le=20)
    number: str = Field(pattern=r"^\d+[/-]\S+$")  # with the letters that say type and issuer: 76/NQ-CP
    type: list[str] = Field(min_length=1)
    issuer: list[str] = Field(min_length=1)  # has to be named where the letters of the number do not say it
    letters_say_issuer: bool = True
    year: int
    themes: list[str] = Field(default=[])

    @cached_property
    def for_themes(self) -> float:
        """Points for each of its themes."""
        return self.weight


class Kind(_Strict):
    """A document that agencies must write: a title begins with one of `begins`, and holds a word of each of `holds`.

    `year`: a title that names only other years is not it; `plan`: the year of the plan that is audited.
    `about_it`: openings of titles that only speak of it. `not_with`: words that leave it to a person.
    `wider`: plans that only contain it.
    """

    name: str
    begins: list[str] = Field(min_length=1)
    holds: list[list[str]] = Field(min_length=1)
    year: int | Literal["plan"] | None = None
    about_it: list[str] = Field(default=[])
    not_with: list[str] = Field(default=[])
    wider: list[list[str]] = Field(default=[])


class LexiconFile(_Strict):
    """One file as it is typed; lists of a file that includes others come after theirs."""

    version: Literal[1]
    name: str = Field(min_length=1)
    include: list[str] = Field(default=[])
    topics: dict[str, Topic] = Field(default={})
    themes: dict[str, str] = Field(default={})
    groups: dict[str, list[str]] = Field(default={})
    rules: list[Rule] = Field(default=[])
    masks: list[str] = Field(default=[])
    turned: list[Turn] = Field(default=[])
    numbers: list[Number] = Field(default=[])
    documents: dict[str, Kind] = Field(default={})
    reader: str | None = None
