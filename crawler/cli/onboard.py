"""`cchc onboard`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import output_format, places

if TYPE_CHECKING:
    from crawler.jobs.onboarding import Onboarding, Sample, Way

_PLACES = {
    "article_line": "dòng ngày của bài",
    "label": "dòng có nhãn",
    "near_title": "cạnh tiêu đề",
    "updated": "dòng “Cập nhật”",
    "jsonld": "dữ liệu cho máy (JSON-LD)",
    "meta": "dữ liệu cho máy (meta)",
    "time": "thẻ time",
    "api": "API",
    "listing": "danh sách",
    "feed": "nguồn tin",
    "sitemap": "sitemap",
}


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc onboard https://snv.example.gov.vn/cai-cach-hanh-chinh --agency so-noi-vu
  cchc onboard https://snv.example.gov.vn/cai-cach-hanh-chinh --contact thu@donvi.gov.vn

\b
Trang danh sách được tải hai lần; hai lần không giống nhau thì từ chối. Lệnh này không ghi gì vào tệp đăng ký.
Mã thoát: 0 xong; 1 không đọc được, không phải danh sách, hoặc hai lần tải khác nhau; 2 sai tham số.""",
)
@click.argument("url", metavar="ĐỊA_CHỈ")
@click.option("--agency", metavar="MÃ", help="Cơ quan có chuyên mục này: các máy chủ của cơ quan cũng được đọc.")
@click.option("--contact", metavar="THƯ", help="Thư hoặc trang liên hệ, khi tệp đăng ký chưa ghi ở crawl.user_agent.")
@output_format("table", "json")
@places
def command(url: str, agency: str | None, contact: str | None, form: str, registry: Path, db: Path) -> int:
    """Xem thử một chuyên mục: họ CMS, mười tin, bài mẫu có ngày, và các dòng để thêm vào tệp đăng ký."""
    from datetime import UTC, datetime

    from crawler.cli.registry import registry_if_any
    from crawler.cli.screen import print_json, safe
    from crawler.jobs.onboard import onboard

    found = onboard(url, registry=registry_if_any(registry), agency=agency, contact=contact, now=datetime.now(UTC))
    if form == "json":
        print_json(as_data(found))
    else:
        for line in words(found):
            click.echo(safe(line))
    return 1 if found.refused else 0


def as_data(found: Onboarding) -> dict[str, Any]:
    """The same as plain data: days as ISO text, `refused` with it."""
    data = asdict(found)
    for sample in data["samples"]:
        sample["listed"] = sample["listed"].isoformat() if sample["listed"] else None
    return {**data, "refused": found.refused}


def words(found: Onboarding) -> Iterator[str]:
    """What was found, line by line."""
    yield f"{found.url}"
    yield f"Họ CMS: {found.family} (nhận ra nhờ {found.mark})" + (
        f"; tên chuyên mục: {found.title}" if found.title else ""
    )
    if found.refused:
        yield "TỪ CHỐI: tải hai lần, hai lần đọc khác nhau:"
        yield from (f"  - {one}" for one in found.differing)
        yield "Hãy chạy lại; nếu vẫn khác thì trang thay đổi theo mỗi lần tải: cần ghi selectors, hoặc đọc nguồn tin."
        return
    yield _listing(found)
    if found.empty_words is not None:
        yield f"LƯU Ý: danh sách trống, trang ghi “{found.empty_words}”. Hãy hỏi lại cơ quan xem có đúng địa chỉ không."
    yield _further(found)
    yield from map(_way, found.ways)
    yield from _home(found)
    yield f"{len(found.samples)} tin, bài mẫu:"
    for number, sample in enumerate(found.samples, start=1):
        yield from _sample(number, sample)
    if found.new_host:
        yield f"Máy chủ {found.new_host} chưa có trong tệp đăng ký: nếu đúng là của {found.agency}, thêm vào “hosts:”."
    yield f"Thêm vào tệp đăng ký, dưới “sections:” của {found.agency or 'cơ quan'}:"
    yield from found.lines.splitlines()


def _listing(found: Onboarding) -> str:
    total = f"; trang ghi tổng số {found.total}" if found.total is not None else ""
    capped = "; nguồn chỉ giữ các tin mới nhất" if found.capped else ""
    order = {True: "theo thứ tự ngày, mới nhất trước", False: "KHÔNG theo thứ tự ngày", None: "chưa rõ thứ tự ngày"}
    dated = f"{found.dated}/{found.listed} mục có ghi ngày" if found.dated else "danh sách không ghi ngày"
    return f"Danh sách: {found.entries} mục ở trang đầu{total}{capped}; {dated}; {order[found.ordered]}."


def _further(found: Onboarding) -> str:
    if found.further is None:
        stuck = f" Còn trang sau nhưng không đi tiếp được: {found.unfollowed}." if found.unfollowed else ""
        return f"Trang sau: không có.{stuck}"
    if found.further.problem:
        return f"Trang sau: KHÔNG đọc được {found.further.url}: {found.further.problem}"
    return f"Trang sau: {found.further.url}: {found.further.entries} mục, {found.further.fresh} mục mới."


def _way(way: Way) -> str:
    whose = "của chuyên mục này" if way.own else "của trang hoặc chuyên mục khác"
    if way.problem:
        return f"Nguồn tin {whose}: {way.url}: không đọc được: {way.problem}"
    return f"Nguồn tin {whose}: {way.url}: {way.entries} mục, {way.shared} mục có trong hai trang đầu."


def _home(found: Onboarding) -> Iterator[str]:
    if found.home:
        yield "LƯU Ý: đây là trang chủ; danh sách của trang chủ thường chỉ giữ tin mới nhất. Nên đăng ký chuyên mục:"
        yield from (f"  {'*' if link.about else '-'} {link.words}: {link.url}" for link in found.sections)


def _sample(number: int, sample: Sample) -> Iterator[str]:
    if sample.problem:
        yield f"  {number:2}. KHÔNG đọc được: {sample.title} ({sample.problem})"
    elif sample.published is None:
        yield f"  {number:2}. không rõ ngày: {sample.title}"
    else:
        place = _PLACES.get(sample.place or "", sample.place or "")
        day = sample.published.replace("T", " ")[:16]
        yield f"  {number:2}. {day} [{sample.grade}, {place}: “{sample.words}”] {sample.title}"
    yield f"      {sample.url}"
