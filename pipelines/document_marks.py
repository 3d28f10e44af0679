"""What a document bears on its face: number, symbol and subject, as its title or its text prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.text import clean, clean_paragraphs, fold

_SIGN = r"(\d{1,5}[a-zđ]?)\s*/\s*((?:KH|QĐ|CTr|CT|BC|CV|TB|PA|ĐA|HD|NQ)(?:\s*[-–]\s*[\w&.]+)?(?:[-–][\w&.]+)*)"
# "Kế hoạch số 12/KH-SNV", "Số 12/KH-SNV: Kế hoạch ..."
_TITLED = re.compile(rf"^(?:(?:ban\s+hành\s+)?(?:kế\s+hoạch|KH)\s+)?(?:số\s*:?\s*)?{_SIGN}", re.IGNORECASE)
# A label of its own, with a colon: "Số: 12/KH-SNV", "Số, ký hiệu: 12/KH-SNV"
_LABELLED = re.compile(rf"\bsố(?:\s*[,/]?\s*ký\s+hiệu)?(?:\s+văn\s+bản)?\s*:\s*{_SIGN}", re.IGNORECASE)
_TOLD = re.compile(rf"\bban\s+hành\s+(?:kế\s+hoạch|KH)\s+(?:số\s*:?\s*)?{_SIGN}", re.IGNORECASE)
#: Words before "số:" after which it is another document's: "Căn cứ Kế hoạch số: 4912/KH-UBND".
_OTHERS = frozenset({"hoach", "kh", "dinh", "thi", "van", "quyet", "cao", "trinh", "an", "bao", "lenh", "luat", "theo"})
_ABOVE = frozenset({"TU", "HĐND", "CP", "TTG", "BNV", "BCĐCCHC", "BCĐ"})  # Party, councils, government, ministry
_BEFORE = re.compile(r"(\w+)\W*$")
_HEADING = re.compile(r"(?:^|\n|\d{4}\W*)\s*KẾ HOẠCH[ \t]*:?[ \t]*\n?(?P<subject>[^\n]+(?:\n[^\n]+){0,3})")
_BEGINS_TEXT = re.compile(
    r"\n?\s*(?:\(?\s*ban hành kèm|căn cứ|thực hiện|nhằm|để |theo |triển khai thực hiện|I\.|1\.|[-–_*=]{3,})",
    re.IGNORECASE,
)
_LONGEST = 400


@dataclass(frozen=True)
class Marks:
    """`number` "12", `symbol` "KH-SNV"; "" where the document bears none, or more than one.

    `subject`: what it is about, in its own words (trích yếu).
    """

    number: str = ""
    symbol: str = ""
    subject: str = ""

    @property
    def sign(self) -> str:
        """`12/KH-SNV`, or ""."""
        return f"{self.number}/{self.symbol}" if self.number else ""

    @property
    def issuer(self) -> str:
        """The part of the symbol that names who issued it: `SNV`."""
        return self.symbol.partition("-")[2]

    def of_others(self, agency: str, kind: str) -> bool:
        """Whether the symbol is that of a body above the agency of that name and kind."""
        committee = kind in ("district", "commune") or fold(agency).startswith(("ubnd", "uy ban nhan dan"))
        return self.issuer in _ABOVE or (self.issuer == "UBND" and not committee)


def marks(title: str, body: str) -> Marks:
    """The document's own marks: those of its title, else of its own places, else as the text tells of it."""
    text = clean_paragraphs(body)
    signs = _signs(_TITLED, clean(title)) or _signs(_LABELLED, text) or _signs(_TOLD, text)
    number, symbol = signs.pop() if len(signs) == 1 else ("", "")
    return Marks(number, symbol, subject(body))


def subject(body: str) -> str:
    """What stands below the heading KẾ HOẠCH, up to where the text begins; "" where there is no such heading."""
    found = _HEADING.search(clean_paragraphs(body))
    if found is None:
        return ""
    told = found["subject"]
    end = _BEGINS_TEXT.search(told)
    words = clean(told[: end.start()] if end else told)
    return words if len(words) <= _LONGEST else ""


def _signs(pattern: re.Pattern[str], text: str) -> set[tuple[str, str]]:
    found = (hit for hit in pattern.finditer(text) if pattern is not _LABELLED or not _of_another(text[: hit.start()]))
    return {(hit[1].lstrip("0") or "0", re.sub(r"\s*[-–]\s*", "-", hit[2]).rstrip(".").upper()) for hit in found}


def _of_another(before: str) -> bool:
    near = before[-40:]
    word = _BEFORE.search(near)
    return word is not None and fold(word[1]) in _OTHERS and "\n" not in near[word.end(1) :]
