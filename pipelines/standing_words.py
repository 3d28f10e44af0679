"""Why a post stands where it stands: short Vietnamese sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

UNREAD = "Chưa đọc được trang nên chưa biết nội dung."
TOPIC = "Chưa chắc đúng chủ đề."
AUTHOR = "Chưa rõ có phải tin, bài của cơ quan này hay không."
COPY = "Có bản trùng hoặc gần như trùng nội dung nhưng chưa rõ bản nào đăng trước."
DOCUMENT = "Chưa chắc là văn bản mà kế hoạch yêu cầu."
SIGNED = "Chưa rõ ngày ký văn bản."
SIGNED_AFTER = "Ngày ghi trên văn bản muộn hơn ngày đăng."
OTHERS = "Số, ký hiệu văn bản là của cơ quan cấp trên."
IN_FILE = "Đăng sau hạn; ngày ký có thể nằm trong tệp đính kèm."
NO_DAY = "Không có ngày đăng đáng tin cậy."
NO_CREDIT = "Không ghi tin, bài của cơ quan nào."
NO_QUOTA = "Cơ quan không có chỉ tiêu nào ở kênh này."
OFF_TOPIC = "Không thuộc nội dung mà chỉ tiêu ở kênh này yêu cầu."


def day(of: date) -> str:
    return of.strftime("%d/%m/%Y")


def period(key: str) -> str:
    """`2024-03` as `tháng 03/2024`, `2024-W07` as `tuần 07/2024`, `2024` as `năm 2024`."""
    year, _, rest = key.partition("-")
    if not rest:
        return f"năm {year}"
    return f"tuần {rest[1:]}/{year}" if rest.startswith("W") else f"tháng {rest}/{year}"


def published(key: str) -> str:
    return f"Đúng chủ đề, đăng trong {period(key)}."


def days_differ(days: Sequence[date]) -> str:
    return f"Chưa chắc ngày đăng: {' hoặc '.join(map(day, days))}."


def out_of_year(days: Sequence[date], year: int) -> str:
    return f"Đăng ngày {' hoặc '.join(map(day, days))}, ngoài thời gian tính của năm {year}."


def out_of_force(on: date) -> str:
    return f"Ngày {day(on)} cơ quan không chịu chỉ tiêu này."


def past(on: date, deadline: date | None) -> str:
    return f"Đăng ngày {day(on)}, sau hạn{f' {day(deadline)}' if deadline else ''}."


def in_time(on: date, *, signed: bool, sign: str = "", posted: date | None = None) -> str:
    return f"{_document(on, signed, sign)}, trong hạn{_posted(posted, signed)}."


def late(on: date, deadline: date, *, signed: bool, sign: str = "", posted: date | None = None) -> str:
    return f"{_document(on, signed, sign)}, sau hạn {day(deadline)}{_posted(posted, signed)}."


def _document(on: date, signed: bool, sign: str) -> str:
    """`sign`: number and symbol, "" where it bears none."""
    return f"Văn bản{f' số {sign}' if sign else ''} {'ghi' if signed else 'đăng'} ngày {day(on)}"


def _posted(posted: date | None, signed: bool) -> str:
    """The day of publication beside that of signing, which decided."""
    return f" (đăng ngày {day(posted)})" if signed and posted else ""


def scanned(days: Sequence[date]) -> str:
    return f"Đăng sau hạn; bản quét đính kèm có lẽ ghi ngày {' hoặc '.join(map(day, days))}, cần người xem."


def outside(words: str) -> str:
    return f"Nguồn ghi “{words}”, không phải cơ quan được kiểm tra."


def copied(title_day: str | None) -> str:
    """`title_day`: ISO day of the copy that stands."""
    when = f" ngày {day(date.fromisoformat(title_day))}" if title_day else ""
    return f"Trùng toàn bộ hoặc gần như toàn bộ với tin, bài đã đăng{when}."


def decided(action: str, value: str, quota: str, who: str, reason: str) -> str:
    """An inspector's decision as a sentence."""
    where = f" với chỉ tiêu {quota}" if quota else ""
    what = {
        "count": f"quyết định tính{where}",
        "reject": f"quyết định loại{where}",
        "agency": f"quyết định ghi cho cơ quan {value}",
        "date": f"xác định ngày đăng là {day(date.fromisoformat(value))}" if action == "date" else "",
    }[action]
    return f"{who} {what}: {reason.rstrip(' .')}."
