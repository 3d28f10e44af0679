"""The strict model of site_registry.yaml. What each key means stands in its description, which editors show."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from crawler.items import Selectors

PORTAL = "portal"  # reserved agency id: the provincial portal

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/]+")]
Channel = Literal["own_site", "portal", "broadcast", "press", "document"]
PeriodKind = Literal["month", "week", "once"]
Basis = Literal["average", "each"]
SectionType = Literal["auto", "listing", "feed", "sitemap", "json", "browser"]


class Strict(BaseModel):
    """Frozen; unknown keys and silently converted types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class InForce(Strict):
    """Something with dates between which it is in force, both days included; null: no limit."""

    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, first: date, last: date) -> bool:
        """Whether it is in force on any day from `first` to `last`."""
        return (self.valid_from is None or self.valid_from <= last) and (
            self.valid_to is None or first <= self.valid_to
        )

    def in_force_throughout(self, first: date, last: date) -> bool:
        """Whether it is in force on every day from `first` to `last`."""
        return (self.valid_from is None or self.valid_from <= first) and (
            self.valid_to is None or last <= self.valid_to
        )


class Province(Strict):
    id: Slug
    name: str = Field(min_length=1)
    timezone: str = "Asia/Ho_Chi_Minh"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Crawl(Strict):
    delay: float = Field(1.0, ge=0, description="seconds between requests to one site")
    concurrency_per_site: int = Field(1, ge=1, le=16)
    timeout: float = Field(30, gt=0, description="seconds")
    retries: int = Field(2, ge=0, le=10)
    max_pages_per_section: int = Field(2000, ge=1, description="list pages; a section cut by it is incomplete")
    obey_robots: bool = True
    user_agent: str = Field("cchc-audit (+mailto:…)", min_length=1, description="with a real contact")
    verify_tls: bool = True
    proxy: str | None = None
    allow_addresses: list[str] = Field(default_factory=list, description="CIDR ranges, though not public")
    allow_private_addresses: bool = Field(False, description="true only for demos and tests on loopback")


class SectionSelectors(Strict):
    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    body: str | None = None
    next: str | None = None

    def as_selectors(self) -> Selectors:
        return Selectors(**self.model_dump())


class Section(InForce):
    url: HttpUrl
    channel: Channel | None = Field(None, description="default own_site; in the portal's list: portal")
    type: SectionType = "auto"
    dedicated: bool | None = Field(None, description="a CCHC section; default true, on the portal false")
    selectors: SectionSelectors = Field(default_factory=SectionSelectors)
    cms: str | None = Field(None, description="name of a CMS family, else detected")
    verify_tls: bool | None = None
    verified: bool = True
    note: str | None = None


class Portal(Strict):
    name: str
    website: HttpUrl
    hosts: list[str] = Field(default_factory=list)
    sections: list[Section] = Field(min_length=1)


class Agency(InForce):
    id: Slug
    name: str = Field(min_length=1)
    kind: Slug
    aliases: list[str] = Field(default_factory=list, description="other names under which the portal credits it")
    website: HttpUrl
    hosts: list[str] = Field(default_factory=list, description="further hosts that belong to it")
    sections: list[Section] = Field(default_factory=list)
    verified: bool = True
    note: str | None = None


class Quota(InForce):
    id: Slug
    clause: str
    channel: Channel
    topic: str | None = None
    document: str | None = Field(None, description="an entry of the lexicon: what the document is called")
    period: PeriodKind
    minimum: int = Field(ge=1)
    basis: Basis = "each"
    yearly_minimum: int | None = Field(None, ge=1)
    deadline: date | None = None
    kinds: list[Slug] = Field(default_factory=list)
    agencies: list[Slug] = Field(default_factory=list)
    note: str | None = None


class ChecklistRow(InForce):
    id: Slug
    clause: str
    duty: str | None = Field(None, description="what must be done, in the plan's words")
    evidence: str = Field(description="what kind of evidence is looked for: fresh, found, attested …")
    max_age_days: int | None = Field(None, ge=1)
    kinds: list[Slug] = Field(default_factory=list)
    agencies: list[Slug] = Field(default_factory=list)
    note: str | None = None


class Exemption(Strict):
    """Periods in which a duty did not bind (key `exceptions`). An empty list of agencies means all."""

    quotas: list[Slug] = Field(min_length=1)
    periods: list[Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])|-W(0[1-9]|[1-4]\d|5[0-3]))?$")]]
    agencies: list[Slug] = Field(default_factory=list)
    reason: str


class Plan(Strict):
    year: int = Field(ge=2000, le=2100)
    title: str
    lexicon: str | None = None
    quotas: list[Quota] = Field(min_length=1)
    checklist: list[ChecklistRow] = Field(default_factory=list)
    exceptions: list[Exemption] = Field(default_factory=list)


class Registry(Strict):
    version: Literal[1]
    province: Province
    crawl: Crawl = Field(default_factory=Crawl)
    plan: Plan
    portal: Portal | None = None
    agencies: list[Agency] = Field(min_length=1)

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of that id, or None."""
        return next((agency for agency in self.agencies if agency.id == agency_id), None)

    def bound(self, quota: Quota | ChecklistRow) -> list[Agency]:
        """The agencies a duty binds: the union of its kinds and its agencies, in the registry's order."""
        return [a for a in self.agencies if a.kind in quota.kinds or a.id in quota.agencies]
