"""What a CMS family reader is: recognise a page, read a listing, read an article.

A family is mostly data: class attributes hold CSS selectors, tried in order; the first that finds something is taken. A
family whose pages need more overrides one small method. A new family is one file in this folder and one line in
`spiders/families/registry.py` (see docs/families.md).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborNode

from crawler.items import DATE_PLACES, NO_SELECTORS, Article, Item, Listing, NextPage, Selectors, Words
from crawler.page import Page
from spiders import dateown, dateplaces
from spiders.families import attached, notpost, paging, said, signature, totals
from spiders.families.select import Skip, attribute, every, first, ids, inside, line, outside, paragraphs

Css = tuple[str, ...]

_TRUST = {place: at for at, place in enumerate(DATE_PLACES)}


class Family:
    """A CMS family. Methods raise `LayoutChanged` where a listing or a post should be and is not.

    A section's own selectors win over the family's. `item`, `link`, `next` are a listing's and `body` is an article's;
    `title` and `date` are a listing's, looked for inside an item, where `item` is given, and an article's where `body`
    is given or `item` is not.
    """

    name: ClassVar[str]
    #: CSS selectors any of which shows that a page comes from this CMS
    marks: ClassVar[Css] = ()
    #: the CMS's id of a post in its address: the first group that holds something. None: addresses bear no reliable id
    id_in_url: ClassVar[re.Pattern[str] | None] = None

    # -- a list page: one node for each entry; the others are looked for inside it
    list_item: ClassVar[Css] = ()
    list_link: ClassVar[Css] = ("h1 a[href]", "h2 a[href]", "h3 a[href]", "h4 a[href]", "a[href]")
    list_title: ClassVar[Css] = ()  # none, or none found: the link's words
    list_title_drop: ClassVar[Css] = ()  # numbers and badges inside the title
    list_date: ClassVar[Css] = ()
    list_summary: ClassVar[Css] = ()
    list_author: ClassVar[Css] = ()
    list_body: ClassVar[Css] = ()  # the whole post, where entries have no page of their own
    list_drop: ClassVar[Css] = ()  # blocks in which nothing is an entry: related, most read, menus
    list_region: ClassVar[Css] = ()  # where the page would say that it has no entries
    list_name: ClassVar[Css] = ("h1",)  # the section's name

    # -- the pager: the current page's mark, whose next sibling leads on; else a link that says so
    pager_current: ClassVar[Css] = ("ul.pagination li.active", ".pagination .current")
    pager_next: ClassVar[Css] = ('link[rel="next"][href]', 'a[rel="next"][href]')
    page_in_url: ClassVar[re.Pattern[str]] = paging.PAGE_IN_URL
    first_number: ClassVar[int] = 0  # the first page's, where pagers link to it under its number

    # -- a post's page
    article_region: ClassVar[Css] = ()  # holds the post and no other; none found: the whole page
    article_title: ClassVar[Css] = ("h1",)
    article_date: ClassVar[Css] = ()
    loose_dates: ClassVar[bool] = False  # whether clocks may bear the names of those places
    date_lines: ClassVar[bool] = True  # whether other lines of the page are looked at, where that place holds nothing
    date_markup: ClassVar[bool] = True  # whether markup for programs is read beside that place: not where it is wrong
    created_is_published: ClassVar[bool] = False  # whether the CMS's day of creation is that of publication
    article_machine_date: ClassVar[Css] = ()  # `content`, `datetime` or text that programs read; only where it is right
    article_lead: ClassVar[Css] = ()  # the summary, where it stands outside the body
    article_body: ClassVar[Css] = ()
    article_author: ClassVar[Css] = ()
    article_source: ClassVar[Css] = ()
    article_signature: ClassVar[Css] = ()  # lines that are one or the other, by their label
    article_category: ClassVar[Css] = ()  # all its steps; the last one is taken
    article_files: ClassVar[Css] = ()  # links to attachments outside the body
    article_aside: ClassVar[Css] = ()  # blocks about other posts: nothing of the post is looked for in them
    article_drop: ClassVar[Css] = ()  # junk inside the body

    def recognise(self, page: Page) -> str | None:
        """The mark by which the page shows itself to be of this family, or None."""
        return next((mark for mark in self.marks if page.tree.css_first(mark)), None)

    def article_id(self, url: str) -> str | None:
        """The CMS's own id of the post at `url`, where its addresses bear one."""
        found = self.id_in_url.search(url) if self.id_in_url else None
        return next(filter(None, found.groups()), None) if found else None

    # -- listing

    def listing(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Listing:
        """The entries of a list page, each address once, and how to ask for the next one.

        Raises `LayoutChanged` where there are no entries and the page does not say that it has none, `NotAPost` for a
        script gate, a login or maintenance page in its place.
        """
        nodes = self.item_nodes(page, selectors)
        found = [item for node in nodes if (item := self.item(page, node, selectors)) is not None]
        items = _unique(found)
        empty = None if items else self.empty_words(page)
        if not items and empty is None:
            raise notpost.no_post(page, " | ".join((selectors.item,) if selectors.item else self.list_item))
        following = self.next_page(page, selectors)
        total, further = totals.told(page, nodes[-1] if items else None, following, own=self.total(page))
        name = line(first(page.tree, self.list_name))
        return Listing(items, following, empty, total=total, title=name, unfollowed=further)

    def item_nodes(self, page: Page, selectors: Selectors) -> list[LexborNode]:
        """One node for each entry, in the page's order."""
        if selectors.item:
            return page.tree.css(selectors.item)
        return outside(every(page.tree, self.list_item), ids(page.tree, self.list_drop))

    def item(self, page: Page, node: LexborNode, selectors: Selectors) -> Item | None:
        """The entry at `node`; None where it is none (a heading row, a bare picture)."""
        link = self.item_link(node, selectors)
        title = self.item_title(node, link, selectors)
        date = self.item_date(node, selectors)
        url = paging.address(page, attribute(link, "href"))
        if not url:
            return self.whole_item(page, node, title, date)
        summary = line(first(node, self.list_summary))
        return Item(url, title, date, summary, line(first(node, self.list_author))) if title else None

    def item_link(self, node: LexborNode, selectors: Selectors) -> LexborNode | None:
        """The link to an entry's own page."""
        return first(node, _own(selectors.link, self.list_link))

    def item_title(self, node: LexborNode, link: LexborNode | None, selectors: Selectors) -> str:
        """An entry's title: its own place's words, else the link's words, else the link's `title`."""
        place = first(node, _own(selectors.title, self.list_title)) or link
        skip = ids(place, (*self.list_title_drop, *(self.list_date if place is link else ())))
        return line(place, skip) or attribute(link, "title")

    def item_date(self, node: LexborNode, selectors: Selectors) -> Words | None:
        """The words of an entry's publication date."""
        found = next(iter(said.words(node, _own(selectors.date, self.list_date), "listing")), None)
        return said.own_line(found) if found and found.selector != selectors.date else found

    def whole_item(self, page: Page, node: LexborNode, title: str, date: Words | None) -> Item | None:
        """An entry without a page of its own: the list page's address with its id as fragment, the post with it."""
        body = first(node, self.list_body)
        mark = attribute(node, "id") or attribute(node.css_first("[id]"), "id")
        if body is None or not title or not mark:
            return None
        url = f"{page.url.partition('#')[0]}#{mark}"
        dates = (Words(date.text, "article_line", date.selector),) if date else ()
        whole = Article(title, paragraphs(body, ids(body, self.article_drop)), dates, article_id=mark)
        return Item(url, title, date, whole=whole)

    def empty_words(self, page: Page) -> str | None:
        """The page's own words that it has no entries."""
        return notpost.empty_words(page, self.list_region)

    def next_page(self, page: Page, selectors: Selectors) -> NextPage | None:
        """How to ask for the next list page; None on the last one. Never leads back.

        The page's own address where its pager leads on by script alone: a reading stops there, unfinished.
        """
        if selectors.next:
            links = page.tree.css(selectors.next)
        else:
            links = paging.after_current(page, self.pager_current) + page.tree.css(", ".join(self.pager_next))
            links = [link for link in links if line(link) != "1"]  # the first page, under whatever address
        urls = [paging.address(page, attribute(link, "href")) for link in links]
        url = paging.nearest(page.url, urls, self.page_in_url, self.first_number)
        if url is None and not selectors.next and paging.blocked(page, self.pager_current):
            url = page.url
        return NextPage(url) if url else None

    def total(self, page: Page) -> int | None:
        """How many entries the page says the section has (a number of pages is none)."""
        return None

    # -- article

    def article(self, page: Page, selectors: Selectors = NO_SELECTORS) -> Article:
        """The post on a page.

        Raises `NotAPost` for a page that says it is something else (soft 404, login, maintenance, script gate), and
        `LayoutChanged` where there is neither text nor media, or no title.
        """
        region = first(page.tree, self.article_region) or page.tree.body
        bodies = self.body_nodes(page, region, selectors)
        skip = self.dropped(page, bodies)
        head = self.title_node(page, region)
        title = self._own_title(page, selectors) or line(head)
        body = "\n".join(filter(None, (paragraphs(node, skip) for node in bodies)))
        media = attached.media(page, bodies, skip)
        files = attached.files(page, bodies, skip) + attached.linked(page, _all(region, self.article_files))
        if not title or not (body or media or files or attached.has_picture(bodies, skip)):
            raise self._refusal(page, title)
        return Article(
            title=title,
            body=body,
            dates=self.dates(page, region, selectors, title, head),
            author=self.author(region, body),
            source=self.source(region, body),
            category=line(next(iter(every(page.tree, self.article_category)[-1:]), None)),
            canonical=self.canonical(page),
            article_id=self.id_on_page(page) or "",
            attachments=tuple(dict.fromkeys(files)),
            links=attached.links(page, bodies, skip),
            media=media,
        )

    def _refusal(self, page: Page, title: str) -> Exception:
        return notpost.no_post(page, " | ".join(self.article_body if title else self.article_title))

    def body_nodes(self, page: Page, region: LexborNode | None, selectors: Selectors) -> list[LexborNode]:
        """The nodes whose text is the post's: the lead, where it stands outside the body, and the body."""
        body = first(region, self.article_body) if not selectors.body else page.tree.css_first(selectors.body)
        lead = first(region, self.article_lead)
        if body is None:
            return [lead] if lead is not None else []
        apart = lead is not None and not inside(lead, {body.mem_id})
        return [lead, body] if apart and lead is not None else [body]

    def dropped(self, page: Page, bodies: list[LexborNode]) -> Skip:
        """What in the body is not the post's text: junk, and what is read into fields of its own."""
        skip: set[int] = set()
        for node in bodies:
            drops = self.article_drop + self.article_title + self.article_date + self.article_machine_date
            drops += self.article_author + self.article_source + self.article_signature
            skip |= ids(node, drops) - {node.mem_id}
        return skip

    def _own_title(self, page: Page, selectors: Selectors) -> str:
        """The title at the section's own place."""
        return line(page.tree.css_first(selectors.title)) if selectors.title and _for_article(selectors) else ""

    def title_node(self, page: Page, region: LexborNode | None) -> LexborNode | None:
        """Where the post's title stands."""
        return first(region, self.article_title) or first(page.tree, self.article_title)

    def dates(
        self, page: Page, region: LexborNode | None, selectors: Selectors, title: str, head: LexborNode | None
    ) -> tuple[Words, ...]:
        """Words of publication dates, most trusted place first: the family's own, and what the page says for programs.

        Where the family's own place holds none, labelled lines and the line beside the title are looked for.
        """
        own = selectors.date if _for_article(selectors) else None
        chosen = said.words(page.tree.body, (own,), "article_line") if own else ()
        aside = ids(page.tree, self.article_aside)
        mine = dateown.Own(page, head, title, self.loose_dates)
        found = chosen or said.stamps(region, self.article_date, aside, mine)
        shown = head if head is not None and line(head) == title else title
        further = self.further_dates(page, shown, own_line=any(dateplaces.is_date(one.text) for one in found))
        programs = said.for_programs(page, region, self.article_machine_date, ids(page.tree, self.article_aside), mine)
        kept = {(words.text, words.place): words for words in (*further, *programs, *found)}
        return tuple(sorted(kept.values(), key=lambda words: _TRUST.get(words.place, len(_TRUST))))

    def further_dates(self, page: Page, title: str | LexborNode, *, own_line: bool) -> tuple[Words, ...]:
        """Words of publication from places that are no CMS's own; of lines only where its own line holds none."""
        place = next((css for css in self.article_region if page.tree.css_first(css)), None)
        markup = dateplaces.machine(page, place, title, created=self.created_is_published) if self.date_markup else ()
        return (*dateplaces.printed(page, title, place), *markup) if self.date_lines and not own_line else markup

    def author(self, region: LexborNode | None, body: str) -> Words | None:
        """The line that names the author, as printed, its label with it."""
        own = next(iter(said.words(region, self.article_author, "article_line")), None)
        return own or signature.author(_all(region, self.article_signature), body)

    def source(self, region: LexborNode | None, body: str) -> Words | None:
        """The line that names the source, as printed, its label with it."""
        own = next(iter(said.words(region, self.article_source, "article_line")), None)
        return own or signature.source(_all(region, self.article_signature), body)

    def canonical(self, page: Page) -> str:
        """The address the page says is its own; "" where it says none."""
        return paging.address(page, attribute(page.tree.css_first('link[rel="canonical"][href]'), "href"))

    def id_on_page(self, page: Page) -> str | None:
        """The CMS's own id of the post, from the page where it shows it, else from its addresses."""
        return self.article_id(self.canonical(page)) or self.article_id(page.url)


def _unique(items: list[Item]) -> tuple[Item, ...]:
    """Each address once, where it stands first; its date from where the page gives one."""
    kept: dict[str, Item] = {}
    for item in items:
        before = kept.get(item.url)
        kept[item.url] = replace(before, date=before.date or item.date) if before else item
    return tuple(kept.values())


def _own(override: str | None, css: Css) -> Css:
    return (override, *css) if override else css


def _for_article(selectors: Selectors) -> bool:
    return bool(selectors.body) or not selectors.item


def _all(root: LexborNode | None, css: Css) -> list[LexborNode]:
    return root.css(", ".join(css)) if root is not None and css else []
