"""The few errors of our own. Messages are Vietnamese: an inspector reads them."""

from __future__ import annotations


class CchcError(Exception):
    """An error that a user can act on; its text says where and what to do (Vietnamese)."""

    exit_code = 1


class Interrupted(CchcError):
    """Somebody asked the work to stop; what was done is kept."""


class BadInput(CchcError):
    """Arguments, a registry or a file that a user has to mend (exit code 2)."""

    exit_code = 2


class LayoutChanged(CchcError):
    """A page is not what its section's pages are: no listing, or no post, where one should be."""

    def __init__(self, url: str, looked_for: str) -> None:
        super().__init__(f"Bố cục trang đã thay đổi: {url}: không thấy {looked_for}")
        self.url = url
        self.looked_for = looked_for


class NotAPost(CchcError):
    """A page that answered, but is no post: soft 404, login, maintenance, script gate."""

    def __init__(self, url: str, kind: str, words: str) -> None:
        super().__init__(f"Trang không phải tin, bài ({kind}): {url}: “{words}”")
        self.url = url
        self.kind = kind  # one of: not_found, login, maintenance, gate
        self.words = words


class SectionHeld(CchcError):
    """Another crawl holds what this one needs (exit code 4)."""

    exit_code = 4
