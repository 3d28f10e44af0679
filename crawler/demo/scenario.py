"""The model of the scenario files in `data/demo/scenario`: one YAML file a site, and what all of them share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from crawler.demo.writing import folder


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SectionPlan(Strict):
    id: str
    path: str
    name: str
    channel: str = "own_site"
    dedicated: bool = False
    shape: str = "listing"
    order: str = "newest"
    per_page: int = 10
    overlap: int = 0
    beyond: str = "none"
    fault: tuple[int, int] | None = None
    foreign: list[tuple[str, str]] = Field(default_factory=list)
    dated: bool = True
    registered: bool = True
    verified: bool = True


class CreditPlan(Strict):
    form: str
    words: str = ""
    agencies: list[str] = Field(default_factory=list)


class Stream(Strict):
    """Ordinary posts, `months` many in each month of the year, or one in each week but those to skip.

    `also`: a second section that shows every n-th of them. `before`: how many in each month from October of the year
    before on, `after`: how many in January of the next.
    """

    section: str
    kinds: str
    months: list[int] = Field(default_factory=list)
    every_week: bool = False
    skip: list[int] = Field(default_factory=list)
    before: tuple[int, int, int] = (0, 0, 0)
    after: int = 0
    also: tuple[str, int] | None = None
    credit: CreditPlan | None = None
    traps: list[str] = Field(default_factory=list)


class DocumentPlan(Strict):
    """An agency's plan: its number and day of signing. `general`: one of which communication is a part alone."""

    number: str
    signed: date
    general: bool = False


class Special(Strict):
    """A post written out one by one. `copy_of`: the key of a post whose text it repeats
    (`site/key` where that is another site's)."""

    at: datetime
    sections: list[str]
    kind: str
    key: str = ""
    title: str | None = None
    lead: str | None = None
    body: list[str] | None = None
    topics: list[str] | None = None
    author: str = ""
    credit: CreditPlan | None = None
    traps: list[str] = Field(default_factory=list)
    copy_of: str | None = None
    document: DocumentPlan | None = None
    note: str = ""


class SitePlan(Strict):
    id: str
    name: str
    kind: str
    cms: str
    address: str
    first_id: int = 100
    aliases: list[str] = Field(default_factory=list)
    fields: list[str] = Field(default_factory=list)
    boss: list[str] = Field(default_factory=list)
    down: bool = False
    note: str = ""
    sections: list[SectionPlan]
    streams: list[Stream] = Field(default_factory=list)
    posts: list[Special] = Field(default_factory=list)
    expected: dict[str, dict[str, Any]] = Field(default_factory=dict)


class Shared(Strict):
    id: str
    name: str
    year: int
    sites: list[str]
    places: list[str]
    sectors: list[str]
    crops: list[str]
    titles: list[str]
    families: list[str]
    middles: list[str]
    givens: list[str]


def shared() -> Shared:
    """The province: its name, its sites in order, its words."""
    return Shared.model_validate(_read("province"))


def site_plan(site_id: str) -> SitePlan:
    """The plan of one site."""
    return SitePlan.model_validate(_read(site_id))


def _read(name: str) -> Any:
    return YAML(typ="safe").load((folder() / "scenario" / f"{name}.yaml").read_text("utf-8"))
