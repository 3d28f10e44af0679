import pytest

from crawler.errors import LayoutChanged, NotAPost
from crawler.page import Page
from spiders.families.notpost import empty_words, gate, no_post

GATE = '<html><body><script>document.cookie="D1N=0123"+"; path=/";window.location.reload(true);</script></body></html>'
POSTS = "".join(f"<p><a href='/tin/bai-{n}.html'>Sở họp giao ban tháng {n}</a></p>" for n in (2, 3, 4))
CHROME = "<nav><a href='/'>Trang chủ</a></nav><footer>Bản quyền</footer>"


def page(body: str, url: str = "https://sm.example.vn/tin/bai-1.html") -> Page:
    return Page(url, f"<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"{CHROME}<h2>Tài nguyên không được tìm thấy.</h2>", "not_found"),
        (f"{CHROME}<main><p>Rất tiếc, trang không tồn tại hoặc đã bị xóa.</p></main>", "not_found"),
        (f"{CHROME}<h1>Page not found</h1>", "not_found"),
        (f"{CHROME}<p>Hệ thống đang bảo trì, mời quay lại sau.</p>", "maintenance"),
        ("<h1>Đăng nhập hệ thống</h1><form><input name=u><input type=password></form>", "login"),
    ],
)
def test_a_page_without_a_post_says_what_it_is(body, kind):
    error = no_post(page(body), "h1")
    assert isinstance(error, NotAPost)
    assert error.kind == kind


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Danh bạ</h1><p>Số điện thoại các phòng.</p>",
        "<h1>Danh bạ</h1><form><input type=password></form>",  # a login box beside other things
        "<p>Người dân phản ánh: " + "đường vào thôn bị sạt lở, " * 9 + "không tìm thấy trang thiết bị cứu hộ.</p>",
        "<nav><a href='/x'>Trang không tồn tại</a></nav>",
    ],
)
def test_else_its_layout_has_changed(body):
    assert isinstance(no_post(page(body), "h1"), LayoutChanged)


def test_the_home_page_in_a_post_s_place_is_no_post():
    error = no_post(page("<h2>Tin mới</h2>", "https://sm.example.vn/"), "h1")
    assert isinstance(error, NotAPost)
    assert error.kind == "not_found"


def test_a_bare_cookie_script_is_a_gate():
    assert gate(Page("https://sm.example.vn/", GATE.encode())) == ("gate", "document.cookie=")


def test_a_page_that_also_sets_a_cookie_is_none():
    assert gate(page("<h1>Tin</h1><script>document.cookie='x=1'</script>")) is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<main><p>Hiện chưa có bài viết nào.</p></main>", "Hiện chưa có bài viết nào."),
        ("<main>Không có dữ liệu</main>", "Không có dữ liệu"),
        ("<main>There are no articles in this category.</main>", "There are no articles in this category."),
        ("<main>Nội dung đang được cập nhật</main>", None),
        ("<main></main><aside>Không có dữ liệu</aside>", None),
        ("<main><p style='display:none'>Không có dữ liệu</p></main>", None),
        ("<main><div hidden>Không có bài viết nào</div></main>", None),
        ("<main>Chưa có tin.</main>", "Chưa có tin."),
        ("<main>Hiện không có tin tức nào</main>", "Hiện không có tin tức nào"),
        ("<main>Cán bộ không có tinh thần trách nhiệm thì xử lý</main>", None),
        ("<main>Bạn chưa có tin nhắn mới</main>", None),
        ("<main>Kênh truyền hình không có tín hiệu</main>", None),
        ("<main></main><div id='sidebar'><h3>Văn bản</h3><p>Không có bài viết nào</p></div>", None),
        ("<main></main><div class='comment-list'><p>Chưa có nội dung</p></div>", None),
        ("<div class='main-content'><div class='list'>Không có dữ liệu</div></div>", "Không có dữ liệu"),
        ("<div><h1>Thông báo</h1><div><p>Không có dữ liệu</p></div></div>", "Không có dữ liệu"),
        ("<div><h1>Thông báo</h1><div id='tin'></div></div><div><h4>Văn bản</h4><p>Không có dữ liệu</p></div>", None),
        (
            "<div><h1>Thông báo</h1><div><b class='title'>Hỏi đáp</b>Không có dữ liệu</div></div>",
            None,
        ),
        (f"<div><h1>Thông báo</h1>{POSTS}</div><div class='k1'>Không có dữ liệu</div>", None),
        (f"<div><h1>Thông báo</h1><p>Không có dữ liệu</p>{POSTS}</div>", None),
        (f"<div><h1>Thông báo</h1><p>Không có dữ liệu</p></div><div><h3>Tin mới</h3>{POSTS}</div>", "Không có dữ liệu"),
    ],
)
def test_only_a_clear_statement_in_sight_says_that_a_list_is_empty(body, words):
    assert empty_words(page(body)) == words
