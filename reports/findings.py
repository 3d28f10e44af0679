"""A quota and its verdict in words: what is asked, what was found, and why the verdict is what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.counts import QuotaCount, Verdict
from crawler.registry.model import Quota
from reports.audit import NO_POSTS, QuotaAudit
from reports.daywords import day_words, periods_words
from reports.words import CHANNELS, DOCUMENTS, TOPICS, UNITS


def duty_title(quota: Quota) -> str:
    """What the quota counts, as a heading."""
    if quota.channel == "document":
        return DOCUMENTS.get(quota.document or "", f"Văn bản “{quota.document}”")
    topic = TOPICS.get(quota.topic or "", f"“{quota.topic}”")
    return f"Tin, bài về {topic} trên {CHANNELS[quota.channel]}"


def asked_words(quota: Quota) -> str:
    """What is asked: `ít nhất bình quân 5 tin, bài/tháng; cả năm ít nhất 60 tin, bài`."""
    if quota.period == "once":
        by = f", chậm nhất ngày {day_words(quota.deadline)}" if quota.deadline else ""
        return f"{quota.minimum} văn bản{by}" if quota.channel == "document" else f"{quota.minimum} tin, bài{by}"
    unit = UNITS[quota.period]
    if quota.basis == "each":
        words = f"mỗi {unit} ít nhất {quota.minimum} tin, bài"
    else:
        words = f"ít nhất bình quân {quota.minimum} tin, bài/{unit}"
    return f"{words}; cả năm ít nhất {quota.yearly_minimum} tin, bài" if quota.yearly_minimum else words


def mean_words(count: QuotaCount) -> str:
    """The mean over due periods, as a lower bound where one of them is incomplete; a dash where nothing is due."""
    due = [cell for cell in count.periods.values() if cell.due]
    if not due or count.period == "once":
        return "–"
    mean = f"{count.total / len(due):.1f}".replace(".", ",")
    return mean if all(cell.complete for cell in due) else _at_least(mean, count.total)


def total_words(count: QuotaCount) -> str:
    """The total over due periods, as a lower bound where one of them is incomplete; a dash where nothing is due."""
    due = [cell for cell in count.periods.values() if cell.due]
    if not due:
        return "–"
    if all(cell.complete for cell in due):
        return str(count.total)
    return _at_least(str(count.total), count.total)


def _at_least(words: str, total: int) -> str:
    """A lower bound; one of nothing says nothing, and is no zero."""
    return f"≥ {words}?" if total else "?"


def finding(one: QuotaAudit) -> str:
    """Why the verdict is what it is, in a sentence or two."""
    count = one.count
    if count.verdict == "not_due":
        return "Được miễn trong các kỳ đã qua." if count.reason == "excepted" else "Chưa có kỳ nào đến hạn."
    return _with_attested(_finding(one), count)


def _finding(one: QuotaAudit) -> str:
    if one.count.channel == "document":
        return _document(one)
    if one.count.verdict == "met":
        return _met(one.count)
    return _not_met(one) if one.count.verdict == "not_met" else _open(one)


def summary(quotas: Iterable[Sequence[Verdict]]) -> str:
    """How the agencies stand, in two sentences; each element has the verdicts of one agency."""
    due = [[verdict for verdict in one if verdict != "not_due"] for one in quotas]
    due = [one for one in due if one]
    if not due:
        return "Chưa có chỉ tiêu nào đến hạn."
    met = sum(set(one) == {"met"} for one in due)
    failed = sum("not_met" in one for one in due)
    parts = [
        f"{met} cơ quan đạt mọi chỉ tiêu",
        f"{failed} cơ quan không đạt ít nhất một chỉ tiêu",
        f"{len(due) - met - failed} cơ quan chưa đủ căn cứ để kết luận, dù chưa thấy chỉ tiêu nào không đạt",
    ]
    return f"Trong {len(due)} cơ quan có chỉ tiêu đến hạn: {'; '.join(parts)}."


def waiting(one: QuotaAudit) -> int:
    """Posts in review that may turn the verdict, each once: in due periods; for `each`, in those below the minimum."""
    keys = [
        key
        for key, cell in one.count.periods.items()
        if cell.due and (one.count.basis == "average" or cell.count < one.count.minimum)
    ]
    return len({row.id for key in keys for row in one.posts.get(key, NO_POSTS).review})


def _document(one: QuotaAudit) -> str:
    quota, count = one.quota, one.count
    by = f" (hạn {day_words(quota.deadline)})" if quota.deadline else ""
    if count.verdict == "met":
        attested = all(cell.count == cell.attested for cell in count.periods.values())
        return f"Có văn bản đúng hạn{by}, chưa thấy đăng." if attested else f"Đã tìm thấy văn bản, đúng hạn{by}."
    if count.verdict == "not_met":
        if count.reason == "late":
            return f"Văn bản tìm thấy có ngày sau hạn{by}."
        return f"Đã đọc đủ các chuyên mục mà không tìm thấy văn bản{by}."
    return _WHY_OPEN.get(count.reason or "", "Chưa tìm thấy văn bản; chưa đọc đủ các chuyên mục.").format(
        unread="các chuyên mục", review=waiting(one), undated=count.undated
    )


def _with_attested(words: str, count: QuotaCount) -> str:
    """The words, and how much of what counts is attested."""
    attested = sum(cell.attested for cell in count.periods.values() if cell.due or count.period == "once")
    return f"{words} Trong số được tính có {attested} theo hồ sơ xác nhận." if attested else words


def _met(count: QuotaCount) -> str:
    partly = [key for key, cell in count.periods.items() if cell.due and not cell.complete]
    more = f" Chưa đọc đủ {periods_words(partly)}, nên số thực có thể cao hơn." if partly else ""
    if count.basis == "each":
        return f"Đủ trong mọi kỳ đến hạn.{more}"
    return f"Đạt {count.total}/{count.required} tin, bài.{more}"


def _not_met(one: QuotaAudit) -> str:
    """Says that what is open would not suffice, where anything is."""
    count = one.count
    if count.basis == "each":
        short = [key for key, cell in count.periods.items() if cell.due and cell.met is False]
        words = f"Không đủ {count.minimum} tin, bài trong {periods_words(short)}."
        return words + _even_so(waiting(one), count.undated)
    words = f"Thiếu {count.shortfall} tin, bài (có {count.total}, cần {count.required})."
    return words + _even_so(waiting(one), count.undated)


def _even_so(review: int, undated: int) -> str:
    parts = [f"{review} tin, bài chờ xem xét"] if review else []
    parts += [f"{undated} tin, bài không rõ ngày"] if undated else []
    return f" Kể cả tính thêm {' và '.join(parts)} cũng không đủ." if parts else ""


_WHY_OPEN = {
    "no_section": "Danh bạ chưa có chuyên mục nào để đọc; cần hồ sơ hoặc địa chỉ của cơ quan.",
    "incomplete": "Chưa đọc đủ {unread}.",
    "review": "Kết quả tùy {review} tin, bài chờ xem xét.",
    "undated": "Kết quả tùy {undated} tin, bài không rõ ngày đăng.",
}


def _open(one: QuotaAudit) -> str:
    count = one.count
    unread = [key for key, cell in count.periods.items() if cell.due and not cell.complete]
    why = _WHY_OPEN[count.reason or "incomplete"].format(
        unread=periods_words(unread), review=waiting(one), undated=count.undated
    )
    if count.reason == "no_section":
        return why
    if count.basis == "each":
        below = [key for key, cell in count.periods.items() if cell.due and cell.count < count.minimum]
        return f"{why} Mới thấy dưới {count.minimum} tin, bài trong {periods_words(below)}."
    if not unread:
        return f"{why} Đến nay đếm được {count.total}/{count.required} tin, bài."
    return (
        f"{why} Đếm được ít nhất {count.total}, cần {count.required}."
        if count.total
        else f"{why} Chưa thấy tin, bài nào."
    )
