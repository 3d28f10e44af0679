"""What is found on pages, in the field's words: a listing and its items, an article, a post.

A family reader turns a `Page` into a `Listing` or an `Article` and interprets nothing: words stay as printed, with the
place they stood in. Pipelines turn words into meaning and make the `Post`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# Where words of a date may stand, most trusted first (issue: "evidence in order of trust").
DATE_PLACES = (
    "article_line",  # the family's own place on the post's page
    "label",  # a labelled line of the post's page: "Ngày đăng", "Đăng lúc" …
    "jsonld",  # schema.org datePublished
    "meta",  # article:published_time, DC.date.issued …
    "time",  # <time datetime> inside the post's own header
    "api",  # a JSON API's field
    "listing",  # beside the link in the listing
    "feed",  # RSS pubDate, Atom published
    "sitemap",  # news:publication_date
    "other_url",  # another address of the same post
)


@dataclass(frozen=True)
class Words:
    """Words as printed (cleaned of nothing but outer space), and where they stood."""

    text: str
    place: str
    selector: str = ""


@dataclass(frozen=True)
class Selectors:
    """A section's own CSS overrides (field paths for JSON). None: the family's own."""

    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    body: str | None = None
    next: str | None = None


NO_SELECTORS = Selectors()


@dataclass(frozen=True)
class NextPage:
    """How to ask for the next list page: plain data, so that a request can carry it.

    `body` is sent as it is (JSON, say) where there is one, else the `form`.
    """

    url: str
    method: str = "GET"
    form: dict[str, str] = field(default_factory=dict)
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One entry of a listing. `whole` is the post itself where it has no page of its own."""

    url: str  # absolute
    title: str
    date: Words | None = None
    summary: str = ""
    author: str = ""
    whole: Article | None = None


@dataclass(frozen=True)
class Listing:
    """One list page. `empty_words`: the page's own words that it has no posts; else an empty one is an error.

    `capped`: its end is no end of the section (feed, sitemap, "latest" box).
    `total`: how many posts the pager says the section has. `title`: the section's name as the page gives it.
    `places`: where in the page the entries stand, where that was learnt from its structure and is no family's own.
    `unfollowed`: what leads on to further pages in a way that can't be followed; then the end is no end either.
    """

    items: tuple[Item, ...]
    next: NextPage | None = None
    empty_words: str | None = None
    capped: bool = False
    total: int | None = None
    title: str = ""
    unfollowed: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """One post's page, as printed. `body` is text, paragraphs divided by newlines."""

    title: str
    body: str
    dates: tuple[Words, ...] = ()  # publication dates only, each from its own place, most trusted first
    author: Words | None = None
    source: Words | None = None  # "Nguồn: …", "Theo …"
    category: str = ""  # the section it says it is filed in (breadcrumb's last but one)
    canonical: str = ""  # absolute; "" where the page gives none
    article_id: str = ""  # the CMS's own id of the post, where the page or address shows it
    attachments: tuple[str, ...] = ()  # absolute addresses of files and frames
    links: tuple[str, ...] = ()  # absolute addresses inside the body
    media: tuple[str, ...] = ()  # "video", "audio", "pdf": what the post consists of beside text
