"""What `cchc onboard` finds out about a section, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from spiders.sectionlinks import SectionLink

_HOME = ("", "/", "/vi", "/vi/", "/index.php", "/index.html", "/trang-chu", "/home")


def is_home(url: str) -> bool:
    """Whether the address is a site's home page."""
    return urlsplit(url).path in _HOME and not urlsplit(url).query


@dataclass(frozen=True)
class Sample:
    """One post as it would be read. `place`: where its day stood; `listed`: its day by the list.

    `problem`: why its page was not read.
    """

    url: str
    title: str
    published: str | None = None
    grade: str = "none"
    place: str | None = None
    words: str = ""
    flags: tuple[str, ...] = ()
    listed: date | None = None
    problem: str = ""


@dataclass(frozen=True)
class Further:
    """The second list page. `fresh`: entries that the first did not show; `problem`: why it was not read."""

    url: str
    method: str
    entries: int = 0
    fresh: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Way:
    """A feed that the page offers. `own`: it is of this very section; `shared`: entries that the list shows too."""

    url: str
    own: bool
    entries: int = 0
    shared: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Onboarding:
    """A section as it was found. `differing`: what two readings of its list page did not agree on; then it is refused.

    `dated`: entries of both pages that print a day; `ordered`: whether those stand newest first, None where too few do.
    `lines`: what to add under the agency's `sections`, "" where refused. `home`: the address is the site's home page.
    `empty_words`: the page's own words that it lists nothing.
    `new_host`: its host, where the registry does not say yet that it is the agency's.
    """

    url: str
    agency: str | None
    family: str
    mark: str
    title: str
    entries: int
    total: int | None
    capped: bool
    dated: int
    listed: int
    ordered: bool | None
    further: Further | None
    unfollowed: str
    samples: tuple[Sample, ...]
    ways: tuple[Way, ...]
    sections: tuple[SectionLink, ...]
    differing: tuple[str, ...]
    lines: str
    empty_words: str | None = None
    new_host: str = ""

    @property
    def home(self) -> bool:
        return is_home(self.url)

    @property
    def refused(self) -> bool:
        return bool(self.differing)
