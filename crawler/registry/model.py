"""The strict model of site_registry.yaml. What each key means stands in its description, which editors show."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from crawler.items import Selectors

PORTAL = "portal"  # reserved agency id: the provincial portal

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/]\S*$", max_length=2000)]
HostName = Annotated[str, Field(max_length=260)]  # 253, and a port
Text = Annotated[str, Field(pattern=r"\S")]  # something to read, not blanks alone
CssText = Annotated[str, Field(max_length=500)]
Channel = Literal["own_site", "portal", "broadcast", "press", "document"]
PeriodKind = Literal["month", "week", "once"]
Basis = Literal["average", "each"]
SectionType = Literal["auto", "listing", "feed", "sitemap", "json", "browser"]

_CHANNELS = "own_site, portal, broadcast, press or document"
_KINDS = "Kinds of agencies it binds; together with `agencies`: the union."
_AGENCIES = "Ids of agencies it binds, beside those of `kinds`."
_NOTE = "Free text for maintainers."
_HOSTS = "Further hosts that belong to it (CDN, API, a second site), without scheme: `cdn.example.vn`."


class Strict(BaseModel):
    """Frozen; unknown keys and silently converted types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class InForce(Strict):
    """Something with dates between which it is in force, both days included; null: no limit."""

    valid_from: date | None = Field(None, description="First day in force; null: no limit.")
    valid_to: date | None = Field(None, description="Last day in force; null: no limit.")

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
    """The province that is audited."""

    id: Slug = Field(description="Slug of the province, e.g. `binh-thuan`.")
    name: Text = Field(description="Its name in full, as the report prints it.")
    timezone: str = Field("Asia/Ho_Chi_Minh", description="IANA zone in which days, weeks and months are counted.")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Crawl(Strict):
    """Politeness and safety of the crawler."""

    delay: float = Field(1.0, ge=0, allow_inf_nan=False, description="Seconds between requests to one site.")
    concurrency_per_site: int = Field(1, ge=1, le=16, description="Requests under way to one site at once.")
    timeout: float = Field(30, gt=0, allow_inf_nan=False, description="Seconds until a request is given up.")
    retries: int = Field(2, ge=0, le=10, description="Further tries of a request that failed.")
    max_pages_per_section: int = Field(2000, ge=1, description="List pages; a section cut by it is incomplete.")
    obey_robots: bool = Field(True, description="Obey robots.txt; an unreachable one means: keep out.")
    user_agent: str = Field(
        "cchc-audit (+mailto:…)",
        min_length=1,
        max_length=300,
        description="How the crawler names itself, with a real mail address or page of who runs it.",
    )
    verify_tls: bool = Field(True, description="Verify certificates; a section may set false, and the report says so.")
    proxy: str | None = Field(None, description="Address of an HTTP proxy, e.g. `http://10.0.0.1:3128`; null: none.")
    allow_addresses: list[str] = Field(
        default_factory=list,
        description="CIDR ranges inside which a listed host may resolve although they are not public.",
    )
    allow_private_addresses: bool = Field(False, description="True only for demos and tests on loopback.")
    window: str | None = Field(
        None,
        description="Hours of the province's day in which sites may be asked, e.g. `22:00-05:00`; null: any time.",
    )


class SectionSelectors(Strict):
    """A section's own CSS selectors (field paths where its type is json). Null: the CMS family's own."""

    item: CssText | None = Field(None, description="One entry of the listing.")
    link: CssText | None = Field(None, description="The link to the post, inside an entry.")
    title: CssText | None = Field(None, description="The title, inside an entry (without `item`: on the post's page).")
    date: CssText | None = Field(
        None, description="The words of the date, inside an entry (without `item`: on the page)."
    )
    body: CssText | None = Field(None, description="The post's text, on its page.")
    next: CssText | None = Field(None, description="The link to the next list page.")

    def as_selectors(self) -> Selectors:
        return Selectors(**self.model_dump())


class Section(InForce):
    """One place where posts appear. An address that moved keeps its old row, closed, beside the new one."""

    url: HttpUrl = Field(description="Address of the first list page, feed, sitemap or API call.")
    channel: Channel | None = Field(
        None, description=f"Where its posts count: {_CHANNELS}. Default: own_site; in the portal's list: portal."
    )
    type: SectionType = Field(
        "auto", description="What stands there: listing, feed, sitemap, json, browser; auto: found out when it is read."
    )
    dedicated: bool | None = Field(
        None, description="A section for administrative reform alone. Default: true; in the portal's list: false."
    )
    selectors: SectionSelectors = Field(
        default_factory=SectionSelectors, description="Own CSS selectors (field paths for json)."
    )
    cms: str | None = Field(None, description="Name of a CMS family; null: detected.")
    verify_tls: bool | None = Field(None, description="Verify this site's certificate; null: as `crawl.verify_tls`.")
    verified: bool = Field(True, description="False: the address was never seen to answer; the report says so.")
    note: str | None = Field(None, description=_NOTE)


class Portal(Strict):
    """The provincial portal, on which posts are credited to agencies."""

    name: Text = Field(description="Its name, as the report prints it.")
    website: HttpUrl = Field(description="Its home page.")
    hosts: list[HostName] = Field(default_factory=list, description=_HOSTS)
    sections: list[Section] = Field(
        default_factory=list, description="The places where its posts appear; none: portal quotas stay undetermined."
    )
    note: str | None = Field(None, description=_NOTE)


class Agency(InForce):
    """One audited body."""

    id: Slug = Field(description="Slug, unique; `portal` is reserved. Never change it: decisions are stored under it.")
    name: Text = Field(description="Its name, as the report prints it.")
    kind: Slug = Field(description="department, district, broadcaster, newspaper, other, or the province's own word.")
    aliases: list[Text] = Field(default_factory=list, description="Other names under which the portal credits it.")
    website: HttpUrl = Field(description="Its home page.")
    hosts: list[HostName] = Field(default_factory=list, description=_HOSTS)
    sections: list[Section] = Field(
        default_factory=list, description="The places where its posts appear; none: its quotas stay undetermined."
    )
    verified: bool = Field(True, description="False: no address of it was ever seen to answer; the report says so.")
    note: str | None = Field(None, description=_NOTE)


class Quota(InForce):
    """A duty with a number. A duty without one belongs in the checklist."""

    id: Slug = Field(description="Slug, unique among the quotas.")
    clause: Text = Field(description="The plan's clause, e.g. `III.1.b`.")
    channel: Channel = Field(description=f"Where posts have to appear to count: {_CHANNELS}.")
    topic: str | None = Field(None, description="What it counts: a topic of the lexicon. Not for channel document.")
    document: str | None = Field(
        None, description="For channel document: an entry of the lexicon that says what the document is called."
    )
    period: PeriodKind = Field(description="How often the minimum is due: month, week (ISO, Monday to Sunday) or once.")
    minimum: int = Field(ge=1, description="Posts per period.")
    basis: Basis = Field("each", description="each: every period alone; average: over all due periods together.")
    yearly_minimum: int | None = Field(None, ge=1, description="Posts in the whole year (basis average, months).")
    deadline: date | None = Field(None, description="For period once: the last day on which it is in time.")
    kinds: list[Slug] = Field(default_factory=list, description=_KINDS)
    agencies: list[Slug] = Field(default_factory=list, description=_AGENCIES)
    note: str | None = Field(None, description="How the clause is read, where it can be read in more than one way.")


class ChecklistRow(InForce):
    """A duty without a number: shown beside the quotas, never mixed into their verdicts."""

    id: Slug = Field(description="Slug, unique in the checklist.")
    clause: Text = Field(description="The plan's clause, e.g. `III.8`.")
    duty: str | None = Field(None, description="What must be done, in the plan's words.")
    evidence: Text = Field(
        description="What shows it: fresh (a column with a recent post), found (a post or document), attested, "
        "hotline (a line to call)."
    )
    max_age_days: int | None = Field(None, ge=1, description="For fresh: how old the newest post may be.")
    kinds: list[Slug] = Field(default_factory=list, description=_KINDS)
    agencies: list[Slug] = Field(default_factory=list, description=_AGENCIES)
    note: str | None = Field(None, description=_NOTE)


class Exemption(Strict):
    """Periods in which a duty did not bind (key `exceptions`). An empty list of agencies means all."""

    quotas: list[Slug] = Field(min_length=1, description="Ids of the quotas that did not bind.")
    periods: list[Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])|-W(0[1-9]|[1-4]\d|5[0-3]))?$")]] = Field(
        min_length=1, description="Periods of those quotas: `2024-02`, `2024-W07`, `2024`."
    )
    agencies: list[Slug] = Field(default_factory=list, description="Ids of the agencies excepted; empty: all.")
    reason: Text = Field(description="Why; the report prints it.")


class Plan(Strict):
    """What binds the agencies in one year."""

    year: int = Field(ge=2000, le=2100, description="The year the quotas are counted over.")
    title: Text = Field(description="The plan's title, as the report prints it.")
    lexicon: str | None = Field(
        None, description="A lexicon file, relative to this one's folder; null: the lexicon that ships."
    )
    quotas: list[Quota] = Field(min_length=1, description="The duties with a number.")
    checklist: list[ChecklistRow] = Field(default_factory=list, description="The duties without a number.")
    exceptions: list[Exemption] = Field(default_factory=list, description="Periods in which a quota did not bind.")


class Registry(Strict):
    """Who is audited, where they publish, and what binds them."""

    version: Literal[1] = Field(description="Version of this file's format.")
    province: Province = Field(description="The province that is audited.")
    crawl: Crawl = Field(default_factory=Crawl, description="Politeness and safety of the crawler.")
    plan: Plan = Field(description="What binds the agencies in one year.")
    portal: Portal | None = Field(None, description="The provincial portal.")
    agencies: list[Agency] = Field(min_length=1, description="The audited bodies, in the report's order.")

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of that id, or None."""
        return next((agency for agency in self.agencies if agency.id == agency_id), None)

    def bound(self, quota: Quota | ChecklistRow) -> list[Agency]:
        """The agencies a duty binds: the union of its kinds and its agencies, in the registry's order."""
        return [a for a in self.agencies if a.kind in quota.kinds or a.id in quota.agencies]
