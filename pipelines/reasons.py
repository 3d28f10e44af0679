"""The verdict in one Vietnamese sentence that an inspector can read out."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.weighing import Finding, Weighed

_MOST = 3  # words quoted of each place
_SETTLED = "; riêng các từ ngữ trên chưa đủ rõ, nên điều đó quyết định kết luận"
_ASKED = ", ngược với các từ ngữ trên, nên cần người xem"


def reason(name: str, answer: str, weighed: Weighed, moved: str) -> str:
    """Why the answer (on, off, review) on the topic called `name`; `moved` tells the second reader's part, or ""."""
    opening = {
        "on": f"Bài thuộc chủ đề {name}: ",
        "off": f"Bài không thuộc chủ đề {name}: ",
        "review": f"Chưa đủ căn cứ để xếp bài vào chủ đề {name}, cần người xem: ",
    }[answer]
    return opening + "; ".join([*_grounds(weighed), *([moved] if moved else [])]) + "."


def had_a_part(leaning: float, alone: str, answer: str) -> bool:
    """Whether the second reader had more than hardly any part in the answer."""
    return abs(leaning) >= 1.0 or answer != alone


def moved(leaning: float, movers: Iterable[str], alone: str, answer: str) -> str:
    """The second reader's part in words. `alone`: the answer without it."""
    way = "nghiêng về có" if leaning > 0 else "nghiêng về không"
    words = ", ".join(f"“{word}”" for word in movers)
    decisive = "" if answer == alone else _SETTLED if alone == "review" else _ASKED
    return f"bộ đọc thống kê đọc cả bài {way}" + (f" (vì những chữ như {words})" if words else "") + decisive


def _grounds(weighed: Weighed) -> list[str]:
    title = _quoted(f for f in weighed.findings if f.field == "title" and f.weight > 0)
    body = _quoted(f for f in weighed.findings if f.field == "body" and f.weight > 0)
    against = _quoted(f for f in weighed.findings if f.weight < 0)
    turned = [f for f in weighed.findings if f.turned_by]
    sentences = len({f.sentence for f in weighed.findings if f.field == "body" and f.weight > 0})
    said = [f"tiêu đề có {title}"] if title else []
    if body:
        said.append(f"{sentences} trong {weighed.sentences} câu của nội dung nói tới chủ đề ({body})")
    if against:
        said.append(f"có từ ngữ của việc khác: {against}")
    if turned:
        said.append(f"“{turned[0].words}” ở đây mang nghĩa khác vì đi cùng “{turned[0].turned_by}”")
    return said or ["tiêu đề và nội dung không có từ ngữ nào của chủ đề"]


def _quoted(findings: Iterable[Finding]) -> str:
    """The weightiest words, each once."""
    ordered = sorted(findings, key=lambda f: (-abs(f.weight), f.start))
    words = list(dict.fromkeys(f.words.lower() if f.words.isupper() and " " in f.words else f.words for f in ordered))
    return ", ".join(f"“{w}”" for w in words[:_MOST])
