"""What a post holds beside its text: files, frames, links, video and sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from crawler.page import Page
from spiders.families.paging import address
from spiders.families.select import Skip, attribute, inside

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z|mp3|mp4|m4a|wav)(?:$|[?#&])", re.IGNORECASE)
_DOCUMENT_VIEWER = re.compile(r"\.pdf(?:$|[?#&])|docs\.google\.com|drive\.google\.com|view\.officeapps", re.IGNORECASE)
_VIDEO = re.compile(r"youtube|youtu\.be|vimeo|facebook\.com/plugins/video|\.mp4|/video|player", re.IGNORECASE)
_SPEECH = 'audio[id*="Voice"], [class*="text-to-speech"] audio, [id^="tts"] audio'  # reads the text aloud, is no post
_FRAMES = "iframe, embed, object"


def files(page: Page, nodes: Iterable[LexborNode], skip: Skip) -> tuple[str, ...]:
    """Absolute addresses of the files linked to and the frames shown in the nodes, each once."""
    return _unique(url for node in nodes for url in _files(page, node, skip))


def linked(page: Page, nodes: Iterable[LexborNode]) -> tuple[str, ...]:
    """Absolute addresses of every link and frame in the nodes, which hold nothing but attachments."""
    frames = (_frame(page, frame) for node in nodes for frame in node.css(_FRAMES))
    return _unique((*links(page, nodes, ()), *frames))


def _files(page: Page, node: LexborNode, skip: Skip) -> Iterator[str]:
    for link in _kept(node, "a[href]", skip):
        href = attribute(link, "href")
        if _FILE.search(href) or "download" in (link.attributes.get("class") or ""):
            yield address(page, href)
    for frame in _kept(node, _FRAMES, skip):
        yield _frame(page, frame)


def links(page: Page, nodes: Iterable[LexborNode], skip: Skip) -> tuple[str, ...]:
    """Absolute addresses of all links in the nodes, each once."""
    found = (link for node in nodes for link in _kept(node, "a[href]", skip))
    return _unique(address(page, attribute(link, "href")) for link in found)


def media(page: Page, nodes: list[LexborNode], skip: Skip) -> tuple[str, ...]:
    """Which of "video", "audio", "pdf" the nodes show. A player that reads the text aloud is none."""
    kinds = set()
    for node in nodes:
        if _kept(node, "video", skip):
            kinds.add("video")
        speech = {player.mem_id for player in node.css(_SPEECH)}
        if any(player.mem_id not in speech for player in _kept(node, "audio", skip)):
            kinds.add("audio")
        kinds |= {_kind(_frame(page, frame)) for frame in _kept(node, _FRAMES, skip)}
    return tuple(sorted(kinds - {""}))


def has_picture(nodes: Iterable[LexborNode], skip: Skip) -> bool:
    """Whether a picture stands in the nodes: a post may be one poster and nothing else."""
    return any(_kept(node, "img[src]", skip) for node in nodes)


def _frame(page: Page, frame: LexborNode) -> str:
    return address(page, attribute(frame, "src") or attribute(frame, "data"))


def _kind(url: str) -> str:
    if _DOCUMENT_VIEWER.search(url):
        return "pdf"
    return "video" if _VIDEO.search(url) else ""


def _kept(node: LexborNode, css: str, skip: Skip) -> list[LexborNode]:
    found = node.css(css)
    return [one for one in found if not inside(one, skip)] if skip else found


def _unique(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url for url in urls if url))
