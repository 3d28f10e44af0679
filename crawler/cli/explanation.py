"""How a post was decided, as lines for a reader: what was read, its date, its topic, whose it is, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from crawler.cli.logged import WORDS
from crawler.date_flags import FLAGS, PLACES
from reports.daywords import day_words, moment_words, period_words
from reports.likewords import link_words
from reports.words import CHANNELS, CREDIT_FORMS, DECIDERS, GRADES, STATUSES

if TYPE_CHECKING:
    from crawler.jobs.explain import Explanation
    from crawler.posts import PostRow
    from crawler.store.records import CreditRecord, PostRecord

STATES = {
    "count": "được tính",
    "review": "chờ xem xét",
    "undated": "thuộc nội dung phải đếm nhưng không rõ ngày",
    "late": "muộn hạn, không được tính",
}
KINDS = {"credited": "ghi của", "candidate": "có thể của", "outside": "ghi của nơi không thuộc diện kiểm tra"}
LABELS = {"on_topic": "có", "off_topic": "không", "review": "cần người xem"}
HELD = {"not_found": "trang không còn", "failed": "trang hỏng trong ba ngày khác nhau"}


def lines(found: Explanation) -> Iterator[str]:
    """The explanation, a heading and its lines at a time."""
    yield found.post.title or "(không có tiêu đề)"
    yield f"  mã {found.post.id}"
    yield from _page(found)
    yield from _date(found.post)
    yield from _topic(found)
    yield from _credits(found.credits)
    yield from _decisions(found)
    for row in found.rows:
        yield from _standing(row)
    if not found.rows:
        yield "Trạng thái: chưa chuyên mục nào trong tệp đăng ký dẫn đến tin, bài này."


def _page(found: Explanation) -> Iterator[str]:
    zone = found.registry.province.zone
    for address in dict.fromkeys((found.post.url, *found.addresses)):
        yield f"  {address}"
    yield f"Thấy lần đầu: {moment_words(found.first_seen, zone)}"
    if found.post.held:
        yield f"Không đọc được trang ({HELD[found.post.held]}): tiêu đề và ngày là của danh sách."
    if found.post.snapshot:
        at = moment_words(found.post.fetched_at or "", zone)
        yield f"Bằng chứng: trang đọc lúc {at} tại {found.post.snapshot_url}, sha256:{found.post.snapshot}"
    if found.post.family:
        yield f"Đọc theo kiểu trang: {found.post.family}"


def _date(post: PostRecord) -> Iterator[str]:
    yield f"Ngày đăng: {post.published or 'không rõ'} (mức {post.date_grade}: {GRADES[post.date_grade]})"
    if len(post.date_days) > 1:
        yield f"  có thể là: {', '.join(day_words(date.fromisoformat(day)) for day in post.date_days)}"
    for candidate in post.date_candidates:
        place = PLACES.get(str(candidate.get("place")), str(candidate.get("place")))
        yield f"  “{candidate.get('words', '')}” ({place}) → {candidate.get('day') or 'không đọc được thành ngày'}"
    for flag in post.date_flags:
        yield f"  lưu ý: {FLAGS.get(flag, flag)}"


def _topic(found: Explanation) -> Iterator[str]:
    verdict = found.verdict
    if verdict is None:
        yield "Nội dung: chưa được phân loại."
        return
    topics = ", ".join(verdict.topics) or "không thuộc nội dung nào phải đếm"
    yield f"Nội dung: {topics}; về cải cách hành chính: {LABELS[verdict.label]} (điểm {verdict.score:.2f})"
    yield f"  {verdict.reason}"
    if verdict.reviews:
        yield f"  cần người xem: {', '.join(verdict.reviews)}"
    if verdict.themes:
        yield f"  nội dung tuyên truyền: {', '.join(verdict.themes)}"
    for match in verdict.matches:
        where = "tiêu đề" if match.get("field") == "title" else "nội dung"
        yield f"  “{match.get('words') or match.get('phrase')}” ({where}, {match.get('topic')}: {match.get('weight')})"
    if verdict.lexicon:
        yield f"  bộ từ vựng {verdict.lexicon}"


def _credits(found: tuple[CreditRecord, ...]) -> Iterator[str]:
    for credit in found:
        form = CREDIT_FORMS.get(credit.form, credit.form)
        words = f", “{credit.words}”" if credit.words else ""
        agency = f" {credit.agency}" if credit.agency else ""
        yield f"Cơ quan: {KINDS[credit.kind]}{agency} ({form}{words}; độ chắc {credit.confidence:.2f})"


def _decisions(found: Explanation) -> Iterator[str]:
    """What inspectors said of the post; what the machine found stands above."""
    said = found.rows[0].decisions if found.rows else ()
    if said:
        yield "Người xem xét đã quyết định (kết quả của máy ở trên vẫn giữ nguyên):"
    for one in said:
        at = moment_words(str(one["at"]), found.registry.province.zone)
        scope = " ".join(filter(None, (one["value"], one["agency"], one["quota"])))
        gone = "" if one["stands"] else " (đã bị quyết định sau thay)"
        told = f"{WORDS[one['action']]} {scope}".rstrip()
        yield f"  {at}, {one['who']}: {told}{gone}. Lý do: {one['reason']}"
    if any(row.recheck for row in found.rows):
        yield "  nội dung trang đã thay đổi sau quyết định: cần xem lại"


def _standing(row: PostRow) -> Iterator[str]:
    decided = DECIDERS.get(row.decided_by, row.decided_by)
    yield f"Với {row.agency or 'không cơ quan nào'}, {CHANNELS.get(row.channel, row.channel)}: {STATUSES[row.status]}"
    if row.reason:
        yield f"  {row.reason}"
    for quota, period, state in row.cells:
        yield f"  chỉ tiêu {quota}, {period_words(period) if period else 'kỳ chưa rõ'}: {STATES[state]}"
    if row.duplicate_of:
        yield f"  bản được tính: {row.duplicate_of}"
    for link in row.links:
        yield f"  {link_words(row, link)}: {link['url']}"
    dedicated = "chuyên mục riêng về CCHC" if row.dedicated else "không phải chuyên mục riêng về CCHC"
    yield f"  đăng ở {row.section} ({dedicated}); quyết định bởi {decided}"
    if row.gone:
        yield "  trang nay không còn; tin, bài vẫn được tính"
