"""Words around names in lines of credit, in canonical spelling: labels, an agency's units, bodies that are none."""

from __future__ import annotations

import re


def _any(*words: str) -> re.Pattern[str]:
    """Any of the words as a whole word; they may be patterns."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _listed(text: str) -> re.Pattern[str]:
    return _any(*(words.strip() for words in text.split(",")))


_NEWS = r"(?:tin|bài|ảnh)(?:\s*(?:,|và|-|&)?\s*(?:tin|bài|ảnh|video|clip))*"
#: "Nguồn:", "Tin, ảnh:", "Tác giả:"; what it is stands in group 1
LABEL = re.compile(
    rf"(?<!\w)(nguồn(?:\s+(?:tin|bài|ảnh))?|trích\s+nguồn|theo(?:\s+nguồn(?:\s+tin)?)?|{_NEWS}|tác\s+giả(?:\s+bài\s+viết)?"
    r"|người\s+(?:viết|gửi|đăng|duyệt)|viết\s+bởi|thực\s+hiện|biên\s+tập(?:\s+viên)?|btv|video|clip|đồ\s+họa|quay\s+phim"
    r"|thiết\s+kế|đơn\s+vị(?:\s+(?:đăng|cung\s+cấp|gửi))?|source|author)\s*[:：]\s*",
    re.IGNORECASE,
)
NO_AUTHOR = frozenset({"ảnh", "nguồn ảnh", "video", "clip", "đồ họa", "quay phim", "thiết kế"})
PUTS_IT_UP = frozenset({"người đăng", "người duyệt", "biên tập", "biên tập viên", "btv"})

SUPPLIED = _any(r"cung\s+cấp")
NO_NEWS = _listed("ảnh, hình, số liệu, tài liệu, video, clip")
IS_NEWS = _listed("tin, bài")
SAYS_NOTHING = _listed(
    "theo, nguồn, tin, bài, ảnh, viết, từ, của, do, và, thông tin, được, đăng, tại, trích, phối hợp, với, cùng"
)

#: An agency's own people and parts
UNITS = _listed(
    "phòng, văn phòng, vp, trung tâm, đài, truyền thanh, ban biên tập, bbt, trang, cổng, website, ban quản lý"
    ", thanh tra, bộ phận, tổ, chi cục, ubnd"
)
#: What may stand before a name on a line that is a signature alone
SIGNS = re.compile(
    r"\W*|(?:phòng|trung tâm|ban biên tập|trang|chi cục|đài|bộ phận|văn phòng)(?:\s[^.,:;]{2,60})?\s*[-–,(]\s*"
    r"|(?:văn phòng|vp|thanh tra|ban biên tập|đài truyền thanh|trang thông tin điện tử|văn phòng hđnd\W*(?:và)?)\s*"
)
#: Bodies that bear the name of a place, or of an agency, and belong to somebody else
OTHER_BODIES = _listed(
    "công an, huyện ủy, thị ủy, thành ủy, tỉnh ủy, đảng ủy, đảng bộ, chi bộ, huyện đoàn, thị đoàn, thành đoàn"
    ", tỉnh đoàn, đoàn, hội, mặt trận, mttq, mttqvn, tòa án, tand, viện kiểm sát, viện ksnd, vksnd, bảo hiểm, bhxh"
    ", thuế, kho bạc, quân sự, chqs, điện lực, bưu điện, ngân hàng, nhcsxh, liên đoàn, lđlđ, công đoàn, hđnd"
    ", hội đồng nhân dân, thi hành án, hải quan, biên phòng, kiểm lâm, quốc hội, đbqh, trung tâm y tế, ttyt"
    ", bệnh viện, quản lý thị trường"
)
#: "HĐND và UBND huyện …": one office of both
COUNCIL_TOO = re.compile(r"(?:hđnd|hội đồng nhân dân)\W*(?:và)?\W*$")
COMMUNES = _listed("xã, phường, thị trấn, thôn, khu phố")

#: Where nobody is named at all
NOBODY = re.compile(
    r"tổng hợp|(?:bài |tin )?sưu tầm|st|internet|mạng(?: internet)?|bbt|pv|ctv|ban biên tập|admin\w*|administrator"
    r"|quản trị(?: viên)?|super user|phóng viên|cộng tác viên|biên tập viên|tác giả|ẩn danh|không rõ|nội bộ|\W*"
)
#: The portal itself, as a byline no more than who put the post up
PORTAL = re.compile(
    r"(?:ban biên tập|bbt)?\W*(?:cổng|trang)\s+(?:thông tin điện tử|thông tin|ttđt)(?:\s+(?:tỉnh.*|của tỉnh.*))?"
)
#: Some agency's unit, without saying whose
NAMELESS = re.compile(r"(?:phòng|văn phòng|bộ phận|tổ)(?!\w)")
#: By which a line shows that it names a body, not a person
_FIRST = (
    r"sở|ban|ủy|bộ|cục|báo|đài|cổng|trang|website|web|trường|hội|viện|tòa|tạp chí|công (?:an|ty|đoàn)|trung tâm"
    r"|thông tấn|đoàn (?:thanh|tncs|khối|đbqh|đại)|mặt trận|bảo hiểm|ngân hàng|bệnh viện|chi cục|tổng cục"
    r"|lực lượng|chính phủ|liên đoàn|hiệp hội|doanh nghiệp|hợp tác xã|kho bạc|(?:thành|thị) (?:đoàn|ủy)|bưu điện|vụ"
)
BODY = re.compile(
    rf"^(?:{_FIRST})(?!\w)"
    r"|(?<!\w)(?:sở|ubnd|hđnd|tỉnh|huyện|xã|phường|mttq|ttxvn|online|điện tử|news|chính phủ|quốc hội"
    r"|trung ương)(?!\w)"
)
