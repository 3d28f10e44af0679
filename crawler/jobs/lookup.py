"""A post by what a user calls it."""

from __future__ import annotations

from sqlite_utils import Database

from crawler import identity
from crawler.errors import BadInput
from crawler.store.posts import find_post


def post_named(db: Database, wanted: str) -> str:
    """The id of the post with that id or address; BadInput where the store has none."""
    found = find_post(db, wanted, identity.key(wanted)) or find_post(
        db, wanted, identity.key(wanted, keep_fragment=True)
    )
    if found is None:
        raise BadInput(
            f"Không có tin, bài “{wanted}” trong cơ sở dữ liệu. Hãy dùng mã hoặc địa chỉ do “cchc posts” in ra."
        )
    return found
