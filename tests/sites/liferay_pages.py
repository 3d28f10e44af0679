"""Pages of a Liferay 6 department as its themes make them: three list templates, no markup for programs at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from crawler.text import fold

PORTAL = "https://tinhmau.example.vn/image/image_gallery?img_id="
BACK = "?inheritRedirect=true&amp;redirect=%2Ftin%3F_101_cur%3D2"
MENU = "".join(
    f'<li><a href="/{slug}">{name}</a></li>'
    for slug, name in (("gioi-thieu", "Giới thiệu"), ("tin-tuc-su-kien", "Tin tức - Sự kiện"), ("hoi-ap", "Hỏi đáp"))
)
TEXT = (
    "Sáng ngày {day}/5/2018, đại diện các phòng chuyên môn đã dự buổi làm việc. Kế hoạch số {number}/KH-STTTT ngày "
    "15/01/2017 nêu rõ việc tiếp nhận hồ sơ và trả kết quả đúng hạn, giảm giấy tờ cho người dân và doanh nghiệp."
)


@dataclass(frozen=True)
class Entry:
    """One line of a list: `when` as printed, "" where the template prints none."""

    path: str
    title: str
    when: str
    number: int


@dataclass(frozen=True)
class Shown:
    """Which page of which list is shown."""

    slug: str
    name: str
    template: str
    per_page: int
    number: int
    last: int
    total: int


def slug_of(title: str) -> str:
    """The title as Liferay puts it into addresses: `đ` is dropped."""
    bare = title.lower().replace("đ", "")
    return "-".join("".join(c if c.isalnum() else " " for c in fold(bare)).split())[:60]


def when(day: date, minute: int | None, *, padded: bool) -> str:
    """`17/05/2022 | 7:00 PM`; a time that stands for none is 12:00 AM."""
    hour, rest = divmod(minute or 0, 60)
    clock = f"{hour % 12 or 12:02d}" if padded else f"{hour % 12 or 12}"
    return f"{day:%d/%m/%Y} | {clock}:{rest:02d} {'PM' if hour >= 12 else 'AM'}"


def list_page(shown: Shown, entries: Sequence[Entry], *, english: bool, path: str) -> str:
    """A section's page; in two of the templates the theme names the portlet, in the third nothing does."""
    label = "Publish date" if english else "Ngày đăng"
    body = {"abstracts": _abstracts, "theme": _theme, "titles": _titles}[shown.template](entries, label)
    pager = _pager(shown, english)
    if shown.template == "theme":
        inner = f'<div class="khoi-tin"><div class="ten-muc">{shown.name}</div>{body}{pager}</div>'
    else:
        inner = (
            '<div class="portlet-boundary portlet-boundary_101_" id="p_p_id_101_"><span class="portlet-title-text">'
            f'{shown.name}</span><div class="portlet-body">{body}{pager}</div></div>'
        )
    return _page(shown.name, inner, english, path)


def _abstracts(entries: Sequence[Entry], label: str) -> str:
    return "".join(
        f'<div class="asset-abstract"><div class="lfr-meta-actions"><a href="/dang-nhap{one.number:x}9f?redirect='
        f'{one.path}">Sửa</a> <a href="{one.path}?p_p_state=pop_up&amp;p_p_id=101&amp;viewMode=print">In</a></div>'
        f'<h3 class="asset-title"><a href="{one.path}">{escape(one.title)}</a></h3><div class="asset-content">'
        f'<div class="asset-summary"><a href="{one.path}"><img src="{PORTAL}{one.number}"></a>Ngày 3/2/2016, Sở họp. '
        f'<a href="{one.path}">Chi tiết</a></div></div><div class="assetPublishDate">{_said(label, one)}</div></div>'
        for one in entries
    )


def _theme(entries: Sequence[Entry], label: str) -> str:
    rows = "".join(
        f'<li class="muc"><a class="anh" href="{one.path}"><img src="{PORTAL}{one.number}" alt=""></a>'
        f'<p class="ten"><a href="{one.path}{BACK}" title="{escape(one.title)}">{escape(one.title)}</a></p>'
        f'<div class="assetPublishDate">{_said(label, one)}</div><p class="tom-tat">Kế hoạch ngày 02/03/2015.</p></li>'
        for one in entries
    )
    return f'<ul class="ds-tin">{rows}</ul>'


def _titles(entries: Sequence[Entry], label: str) -> str:
    rows = "".join(
        f'<li><a href="{one.path}">{escape(one.title)}</a>'
        + (f' <span class="date_content_asset">({one.when[:10]})</span>' if one.when else "")
        + "</li>"
        for one in entries
    )
    return f'<ul class="title-list">{rows}</ul>'


def _said(label: str, one: Entry) -> str:
    return f"{label} {one.when}" if one.when else ""


def _pager(shown: Shown, english: bool) -> str:
    if shown.last < 2:
        return ""
    words = ("First", "Previous", "Next", "Last") if english else ("Đầu tiên", "Trước", "Tiếp theo", "Cuối cùng")
    targets = (1, shown.number - 1, shown.number + 1, shown.last)
    links = "".join(
        f'<li><a href="{_list_address(shown, target)}">{word}</a></li>'
        if 1 <= target <= shown.last and target != shown.number
        else f'<li class="disabled"><a href="javascript:;">{word}</a></li>'
        for word, target in zip(words, targets, strict=True)
    )
    first = (shown.number - 1) * shown.per_page + 1
    until = min(shown.number * shown.per_page, shown.total)
    said = f"Showing {first} - {until} of {shown.total} results." if english else ""
    return (
        f'<div class="taglib-page-iterator"><div class="search-results">{said}</div>'
        f'<ul class="pager lfr-pagination-buttons">{links}</ul></div>'
    )


def _list_address(shown: Shown, number: int) -> str:
    return (
        f"/{shown.slug}?p_p_id=101&amp;p_p_lifecycle=0&amp;p_p_state=normal&amp;p_p_mode=view&amp;p_p_col_id=column-2"
        f"&amp;p_p_col_count=1&amp;_101_delta={shown.per_page}&amp;_101_keywords=&amp;_101_advancedSearch=false"
        f"&amp;_101_andOperator=true&amp;p_r_p_564233524_resetCur=false&amp;_101_cur={number}"
    )


def article_page(number: int, title: str, when: str, section: str, *, english: bool, printed: bool, path: str) -> str:
    """A post's page. `when` is "" in the template that prints no day."""
    label = "Publish date" if english else "Ngày đăng"
    said = f'<div class="assetPublishDate">{label} {when} | View count: {number % 97}</div>' if when else ""
    text = TEXT.format(day=number % 27 + 1, number=number % 300)
    body = (
        '<div class="asset-full-content"><div class="lfr-meta-actions">'
        f'<a href="/dang-nhap{number:x}77?redirect={escape(path)}">Đăng nhập</a></div>'
        f'<div class="asset-full-content-title">{escape(title)}</div>{said}<div class="journal-content-article">'
        f'<p><img src="{PORTAL}{number}"></p><p>{text}</p><p>Bài mang số hiệu {number}.</p></div>'
        f'<div class="print-action"><a href="{escape(path.split("?")[0])}?p_p_state=pop_up&amp;viewMode=print">In</a>'
        "</div>"
        '<div class="asset-links"><ul><li><a href="/tin-noi-bat/-/view_content/900002-bai-cung-muc">Bài cùng mục của '
        'cột bên cạnh</a> <span class="assetPublishDate">09/09/2019</span></li></ul></div></div>'
    )
    portlet = f'<div class="portlet-boundary portlet-boundary_101_" id="p_p_id_101_">{body}</div>'
    return _bare(title, portlet) if printed else _page(section, portlet, english, path)


def status_page() -> str:
    """What the CMS answers, with status 200 and all its furniture, where there is no such page."""
    words = (
        '<div class="portlet-msg-error">Trạng thái</div><h3 class="alert alert-error">Không tìm thấy</h3>'
        "<p>Tài nguyên không được tìm thấy.</p><code>http://tinhmau.example.vn/khong-co</code>"
    )
    return _page("Trạng thái", words, False, "/khong-co")


def _bare(title: str, inner: str) -> str:
    return f'<html class="aui ltr"><head><title>{escape(title)}</title></head><body>{inner}</body></html>'


def _page(name: str, inner: str, english: bool, path: str) -> str:
    """The site's furniture around a page: menu, relative language links, a column headed by an `h1`, a clock."""
    last = escape(path.split("?")[0].rstrip("/").rpartition("/")[2])
    box = "".join(
        f'<li><a href="/tin-noi-bat/-/view_content/{number}-tin-noi-bat-{number}">Tin nổi bật của cột bên số {number}'
        '</a> <span class="date_content_asset">(24/08/2022)</span></li>'
        for number in (900001, 900002, 900003)
    )
    return (
        f'<!DOCTYPE html><html class="aui ltr" dir="ltr" lang="{"en" if english else "vi"}"><head>'
        f"<meta charset='utf-8'><title>{name} - Sở Thông tin và Truyền thông</title></head><body>"
        f'<div id="banner"><span class="dong-ho">Thứ tư, 25/11/2026 08:30</span><a href="{last}/en">English</a> '
        f'<a href="{last}/vi">Tiếng Việt</a> <a href="/c/portal/login?p_l_id=1">Đăng nhập</a></div>'
        f'<ul class="nav-menu">{MENU}</ul><div class="columns-2"><div class="cot-giua">{inner}</div>'
        '<div class="cot-phai"><div class="portlet-boundary" id="p_p_id_101_INSTANCE_nB7q_"><h1>Tin nổi bật</h1>'
        f'<ul class="hop-tin">{box}</ul></div><h1>Lượt truy cập</h1>Hôm nay: 25/11/2026</div></div>'
        '<div id="footer">Giấy phép số 12/GP ngày 10/10/2010. Sở Thông tin và Truyền thông</div></body></html>'
    )
