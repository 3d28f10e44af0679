"""Why a page was not read is told apart, and what may be over soon is."""

from __future__ import annotations

import pytest

from reports.health.causes import kind_of, transient
from reports.health.words import OTHER, READ, STEPS, UNREAD, kind_words

TABLE = [  # outcome, detail, status -> kind, transient
    ("failed", "timeout máy chủ không trả lời", None, "down", True),
    ("failed", "dns không phân giải được", None, "down", True),
    ("failed", "connection_refused máy chủ từ chối", None, "down", True),
    ("failed", "reset kết nối bị ngắt", None, "down", True),
    ("failed", "data_loss trang bị cắt", None, "down", True),
    ("failed", "http_500 máy chủ trả lời mã 500", 500, "down", True),
    ("failed", "http_503 máy chủ trả lời mã 503", 503, "down", True),
    ("refused", "robots_unreachable máy chủ trả lời mã 503", None, "down", True),
    ("not_a_post", "maintenance đang bảo trì", 200, "down", True),
    ("failed", "http_404 máy chủ trả lời mã 404", 404, "gone", False),
    ("failed", "http_410 máy chủ trả lời mã 410", 410, "gone", False),
    ("not_a_post", "not_found không tìm thấy", 200, "gone", False),
    ("refused", "offsite địa chỉ dẫn ra ngoài", None, "moved", False),
    ("layout_changed", "led_away bị chuyển sang", 200, "moved", False),
    ("failed", "redirects trang chuyển hướng mãi", None, "moved", False),
    ("failed", "http_401 x", 401, "blocked", False),
    ("failed", "http_403 x", 403, "blocked", False),
    ("failed", "http_429 x", 429, "blocked", False),
    ("refused", "robots robots.txt không cho phép", None, "blocked", False),
    ("not_a_post", "gate cookie", 200, "blocked", False),
    ("not_a_post", "login đăng nhập", 200, "blocked", False),
    ("failed", "tls lỗi chứng thư", None, "tls", False),
    ("layout_changed", "layout_changed không thấy danh sách", 200, "layout_changed", False),
    ("failed", "reader_error lỗi của chương trình", 200, "ours", False),
    ("refused", "address địa chỉ 10.0.0.1", None, "settings", False),
    ("not_html", "not_html image/png", 200, "settings", False),
]


@pytest.mark.parametrize(("outcome", "detail", "status", "kind", "soon"), TABLE)
def test_a_cause_has_its_kind(outcome, detail, status, kind, soon):
    assert (kind_of(outcome, detail, status), transient(detail)) == (kind, soon)


def test_every_kind_of_an_unread_section_can_be_come_to():
    assert {kind for *_, kind, _ in TABLE} == set(UNREAD)


@pytest.mark.parametrize("kind", [*UNREAD, *READ, *OTHER, *(f"step_{name}" for name in STEPS)])
def test_every_kind_says_what_to_do(kind):
    words = kind_words(kind)
    assert words.todo.endswith((".", ")"))
    assert words.what
    assert words.healed
    assert not words.what.endswith(".")
