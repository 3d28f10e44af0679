"""From whom a post on the portal is: every form of credit, look-alikes, traps. An unjust credit is the worst answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.agencynames import Names
from pipelines.attribute import AttributePipeline, attribute
from tests.pipelines.crediting import AGENCIES, NAMES, agency, draft

TAIL = "\nCác đơn vị tiếp tục rà soát thủ tục hành chính trong thời gian tới."


def told(names=NAMES, **post):
    """Agencies credited as `snv`, candidates as `snv?`, somebody outside as `-`; then the form of the first."""
    marks = {"credited": "{}", "candidate": "{}?", "outside": "-"}
    found = attribute(draft(**post), names)
    return " ".join(marks[one.kind].format(one.agency) for one in found)


# line of source -> answer
SOURCES = {
    # names
    "Nguồn: Sở Nội vụ": "snv",
    "Nguồn Sở Nội vụ": "snv",
    "Sở Nội vụ": "snv",
    "Nguồn tin: SỞ NỘI VỤ": "snv",
    "(Nguồn: Sở Nội vụ)": "snv",
    "Theo Sở Nội vụ": "snv",
    "Nguồn: Sở Nội vụ tỉnh": "snv",
    "Nguồn: Sở Nội vụ tỉnh Bình Thuận": "snv",
    "Nguồn: Sở Nội vụ Bình Thuận": "snv",
    "nguồn: so noi vu": "snv",
    "Nguồn: Sở KH&ĐT": "khdt",
    "Nguồn: Sở KH & ĐT": "khdt",
    "Nguồn: Sở KH-ĐT": "khdt",
    "Nguồn: Sở KHĐT": "khdt",
    "Nguồn: SKHĐT": "khdt",
    "Nguồn: KH&ĐT": "khdt",
    "Nguồn: Sở Kế hoạch & Đầu tư": "khdt",
    "Nguồn: Sở Kế hoạch - Đầu tư": "khdt",
    "Nguồn: Sở TT&TT": "tttt",
    "Nguồn: STTTT": "tttt",
    "Nguồn: Sở NN và PTNT": "nn",
    "Nguồn: Sở Nông nghiệp và PTNT": "nn",
    "Nguồn: Sở LĐ-TB&XH": "ldtbxh",
    "Nguồn: Sở LĐTBXH": "ldtbxh",
    "Nguồn: Sở Văn hoá, Thể thao & Du lịch": "vhttdl",
    "Nguồn: Sở VHTT&DL": "vhttdl",
    "Nguồn: SYT": "syt",
    "Nguồn: Văn phòng UBND tỉnh": "vp",
    "Nguồn: Văn phòng Uỷ ban nhân dân tỉnh": "vp",
    "Nguồn: VP UBND tỉnh": "vp",
    "Nguồn: Thanh tra tỉnh": "ttt",
    "Nguồn: Ban Dân tộc tỉnh": "bdt",
    "Nguồn: Đài PTTH Bình Thuận": "dai",
    "Nguồn: Đài Phát thanh và Truyền hình tỉnh Bình Thuận": "dai",
    "Nguồn: BTV": "dai",
    "Nguồn: Báo Bình Thuận": "bao",
    "Nguồn: Báo Bình Thuận Online": "bao",
    "Nguồn: UBND huyện Hàm Thuận Bắc": "ht-bac",
    "Nguồn: UBND huyện Hàm Thuận Nam": "ht-nam",
    "Nguồn: UBND H. Tuy Phong": "tuy-phong",
    "Nguồn: Ủy ban nhân dân huyện Tuy Phong": "tuy-phong",
    "Nguồn: huyện Tuy Phong": "tuy-phong",
    "Nguồn: UBND TX La Gi": "la-gi",
    "Nguồn: thị xã La Gi": "la-gi",
    "Nguồn: TP. Phan Thiết": "phan-thiet",
    "Nguồn: snv.bt.gov.vn": "snv",
    "Nguồn: Sở Nội vụ 12/03/2024": "snv",
    "Nguồn: Trang thông tin điện tử Sở Nội vụ": "snv",
    "Nguồn: https://syt.bt.gov.vn/tin/12": "syt",
    # units
    "Nguồn: Phòng Cải cách hành chính - Sở Nội vụ": "snv",
    "Nguồn: Văn phòng Sở Nội vụ": "snv",
    "Nguồn: Thanh tra Sở Xây dựng": "xd",
    "Nguồn: Trung tâm Công nghệ thông tin (Sở TT&TT)": "tttt",
    "Nguồn: Văn phòng HĐND và UBND huyện Tuy Phong": "tuy-phong",
    "Nguồn: Văn phòng HĐND-UBND huyện Tuy Phong": "tuy-phong",
    "Nguồn: Đài Truyền thanh huyện Tuy Phong": "tuy-phong",
    "Nguồn: Trang thông tin điện tử huyện Tuy Phong": "tuy-phong",
    "Nguồn: Phòng Nội vụ huyện Tuy Phong": "tuy-phong",
    "Tin, ảnh: Phòng Nội vụ huyện Tuy Phong": "tuy-phong",
    # several
    "Nguồn: Sở Nội vụ - Sở Tư pháp": "snv stp",
    "Nguồn: Sở Nội vụ, Sở Tư pháp": "snv stp",
    "Nguồn: Sở Nội vụ và Sở Tư pháp": "snv stp",
    "Nguồn: Sở Nội vụ; UBND huyện Tuy Phong": "snv tuy-phong",
    "Nguồn: Sở Nội vụ phối hợp với Báo Bình Thuận": "bao snv",
    "Nguồn: Sở Nội vụ. Ảnh: Sở Y tế": "snv",
    "Tin: Sở Nội vụ - Ảnh: Minh Tâm": "snv",
    "Nguồn: Nguyễn Văn A (Sở Nội vụ)": "snv",
    "Nguồn: Nguyễn Văn A - Sở Nội vụ": "snv",
    "Nguồn: Sở Nội vụ - Nguyễn Văn A": "snv",
    # somebody else
    "Nguồn: Tỉnh đoàn Bình Thuận": "-",
    "Nguồn: UBND tỉnh": "-",
    "Nguồn: Bộ Nội vụ": "-",
    "Nguồn: Bộ KH&ĐT": "-",
    "Nguồn: Báo Nhân dân": "-",
    "Nguồn: TTXVN": "-",
    "Nguồn: baochinhphu.vn": "-",
    "Nguồn: Cổng thông tin điện tử tỉnh": "-",
    "Nguồn: Công an huyện Tuy Phong": "-",
    "Nguồn: Huyện ủy Tuy Phong": "-",
    "Nguồn: Huyện đoàn Tuy Phong": "-",
    "Nguồn: Hội Nông dân huyện Tuy Phong": "-",
    "Nguồn: Ủy ban MTTQ huyện Tuy Phong": "-",
    "Nguồn: HĐND huyện Tuy Phong": "-",
    "Nguồn: Tòa án nhân dân huyện Tuy Phong": "-",
    "Nguồn: Sở Tài chính": "-",
    "Nguồn: Sở Đầu tư": "-",
    "Nguồn: UBND huyện Hàm Thuận": "-",
    "Nguồn: Văn phòng Chính phủ": "-",
    "Nguồn: Văn phòng Tỉnh ủy": "-",
    "Nguồn: Trung ương Đoàn": "-",
    # unclear
    "Nguồn: UBND xã Chí Công, huyện Tuy Phong": "tuy-phong?",
    "Nguồn: Công đoàn Sở Y tế": "syt?",
    "Nguồn: Đảng ủy Sở Nội vụ": "snv?",
    "Nguồn: Sở Y tế Hà Nội": "syt?",
    "Nguồn: SỞ Y TẾ HÀ NỘI": "syt?",
    "Nguồn: Sở Nội vụ tỉnh Đồng Nai": "snv?",
    "Nguồn: Văn phòng UBND tỉnh Lâm Đồng": "vp?",
    "Nguồn: Sở Xây dựng và Giao thông": "xd?",
    "Nguồn: Ban Dân tộc HĐND tỉnh": "bdt?",
    "Nguồn: Ban Dân tộc - Tôn giáo": "bdt?",
    "Nguồn: Xí nghiệp nước huyện Tuy Phong": "tuy-phong?",
    "Người đăng: Sở Nội vụ": "snv?",
    # nobody
    "Nguồn: Internet": "",
    "Nguồn: Phòng Nội vụ": "",
    "Nguồn: hoanglan": "",
    "Nguồn: Tổng hợp": "",
    "Nguồn: BBT": "",
    "Nguồn: Nguyễn Văn A": "",
    "Nguồn: Phương Thanh": "",
    "Nguồn: Đoàn Thị Bé": "",
    "Ảnh: Sở Y tế": "",
    "Ảnh: Sở Y tế cung cấp": "",
    "Số liệu do Sở Y tế cung cấp": "",
    "BTV: Hoàng Lan": "",
    "BTV Hoàng Lan": "",
    "PV, BTV": "",
    "": "",
}


@pytest.mark.parametrize(("line", "expected"), SOURCES.items())
def test_lines_of_source(line, expected):
    assert told(source_line=line) == expected


# name: (the post, answer)
POSTS = {
    # byline
    "byline": ({"author": "Sở Thông tin và Truyền thông"}, "tttt"),
    "byline with a person": ({"author": "Nguyễn Văn A - Sở Tư pháp"}, "stp"),
    "byline with an office": ({"author": "Nguyễn Văn A, Phó Giám đốc Sở Tư pháp"}, "stp"),
    "byline of a person": ({"author": "Nguyễn Tâm"}, ""),
    "byline of the editors": ({"author": "BBT"}, ""),
    "byline of somebody else": ({"author": "Tỉnh đoàn Bình Thuận"}, "-"),
    "byline of a person and a title about an agency": (
        {"author": "Nguyễn Tâm", "title": "Sở Nội vụ kiểm tra công vụ"}, "snv?",
    ),
    "byline of the portal": (
        {"author": "Ban biên tập Cổng thông tin điện tử tỉnh", "title": "Sở Nội vụ kiểm tra"}, "snv?",
    ),
    "byline of a nickname": ({"author": "lananh", "body": f"Theo Sở Y tế, hồ sơ tăng.{TAIL}"}, "syt"),
    "byline of a nameless unit": ({"author": "Phòng CCHC", "title": "Sở Nội vụ kiểm tra công vụ"}, "snv?"),
    "byline at the end": ({"body": f"Đoạn đầu.{TAIL}\nTin, ảnh: Văn phòng Sở Nội vụ"}, "snv"),
    "byline at the end, person": ({"body": f"Đoạn đầu.{TAIL}\nBài, ảnh: Minh Tâm"}, ""),
    "author's label at the end": ({"body": f"Đoạn đầu.{TAIL}\nTác giả: Phòng CCHC - Sở Nội vụ"}, "snv"),
    "who put it up": ({"author": "Người đăng: Sở Nội vụ"}, "snv?"),
    # source before all others
    "source before byline": ({"source_line": "Nguồn: Sở Nội vụ", "author": "Sở Tư pháp"}, "snv"),
    "source before bracket": ({"source_line": "Sở Nội vụ", "body": f"Đoạn đầu.{TAIL}\n(Sở Y tế)"}, "snv"),
    "somebody else's source before all": (
        {"source_line": "Nguồn: Báo Nhân dân", "body": f"Theo Sở Y tế, dịch đã giảm.{TAIL}\n(Sở Y tế)"}, "-",
    ),
    "source that says nothing": ({"source_line": "Nguồn: Internet", "author": "Sở Tư pháp"}, "stp"),
    "source of a person, credit in the lead": (
        {"source_line": "Nguồn: Minh Tâm", "body": f"Theo Sở Y tế, dịch đã giảm.{TAIL}"}, "syt",
    ),
    "source at the end of the text": ({"body": f"Đoạn đầu.{TAIL}\nNguồn: Sở Nội vụ"}, "snv"),
    "photo alone at the end": ({"body": f"Đoạn đầu.{TAIL}\nẢnh: Sở Nội vụ"}, ""),
    # bracket
    "bracket": ({"body": f"Đoạn đầu.{TAIL}\n(Sở Tư pháp)"}, "stp"),
    "bracket with a label": ({"body": f"Đoạn đầu.{TAIL}\n(Nguồn: Sở Tư pháp)"}, "stp"),
    "bracket with theo": ({"body": f"Đoạn đầu.{TAIL}\n(Theo Sở Tư pháp)"}, "stp"),
    "bracket with theo, somebody else": ({"body": f"Đoạn đầu.{TAIL}\n(Theo Báo Nhân dân)"}, "-"),
    "bracket behind the last sentence": ({"body": "Đoạn đầu.\nThủ tục đã được cắt giảm./. (Sở Tư pháp)"}, "stp"),
    "bracket of two": ({"body": f"Đoạn đầu.{TAIL}\n(Sở Tư pháp - UBND huyện Tuy Phong)"}, "stp tuy-phong"),
    "bracket inside the last sentence": ({"body": "Đoạn đầu.\nNgười dân liên hệ ông Bình (Sở Tư pháp)."}, ""),
    "bracket in the middle": ({"body": "Đoạn đầu.\nÔng Bình nói. (Sở Tư pháp)\nĐoạn cuối."}, ""),
    "bracket before the first word": ({"body": f"(Sở Y tế) - Ngày 5/3, hội nghị khai mạc.{TAIL}"}, "syt"),
    "bracket with an abbreviation explained": ({"body": f"(PAPI) Chỉ số hiệu quả quản trị.{TAIL}"}, ""),
    "byline and bracket agree": ({"author": "Sở Tư pháp", "body": f"Đoạn đầu.{TAIL}\n(Sở Tư pháp)"}, "stp"),
    "byline and bracket disagree": ({"author": "Sở Nội vụ", "body": f"Đoạn đầu.{TAIL}\n(Sở Tư pháp)"}, "snv? stp?"),
    "byline names one of the two in brackets": (
        {"author": "Sở Nội vụ", "body": f"Đoạn đầu.{TAIL}\n(Sở Nội vụ - Sở Tư pháp)"}, "snv",
    ),
    # supplied
    "supplied": ({"body": f"Đoạn đầu.{TAIL}\nTin do Sở Y tế cung cấp"}, "syt"),
    "supplied, in brackets": ({"body": f"Đoạn đầu.{TAIL}\n(Thông tin do Sở Y tế cung cấp)"}, "syt"),
    "supplied, short": ({"body": f"Đoạn đầu.{TAIL}\nSở Y tế cung cấp."}, "syt"),
    "news and photos supplied": ({"body": f"Đoạn đầu.{TAIL}\nTin, ảnh do Sở Y tế cung cấp"}, "syt"),
    "photos supplied by the department of news": ({"body": f"Đoạn đầu.{TAIL}\nẢnh do Sở TT&TT cung cấp"}, ""),
    "photos supplied": ({"body": f"Đoạn đầu.{TAIL}\nẢnh do Sở Y tế cung cấp"}, ""),
    "services supplied": ({"body": "Đoạn đầu.\nCác dịch vụ công do Sở Y tế cung cấp đã được công khai rộng rãi."}, ""),
    # signature
    "signature": ({"body": f"Đoạn đầu.{TAIL}\nSở Nội vụ"}, "snv"),
    "signature of a unit": ({"body": f"Đoạn đầu.{TAIL}\nPhòng Cải cách hành chính - Sở Nội vụ"}, "snv"),
    "recipients of a document": ({"body": "Kế hoạch.\nNơi nhận:\nUBND tỉnh\nSở Nội vụ"}, ""),
    "entry of a list": ({"body": "Các đơn vị dự họp:\n- Sở Tư pháp\n- Sở Nội vụ"}, ""),
    "last sentence that ends with a name": (
        {"body": "Đoạn đầu.\nNgười dân nộp hồ sơ trực tiếp hoặc trực tuyến tại bộ phận một cửa của Sở Nội vụ"}, "",
    ),
    # category
    "category": ({"category": "Sở Nội vụ"}, "snv"),
    "category of news": ({"category": "Tin Sở Nội vụ"}, "snv"),
    "category of news from a district": ({"category": "Tin từ huyện Tuy Phong"}, "tuy-phong"),
    "category that is a place": ({"category": "Huyện Tuy Phong"}, "tuy-phong?"),
    "category of all": ({"category": "Tin sở, ngành, địa phương"}, ""),
    "category of a legal field": ({"category": "Văn bản của Sở Nội vụ ban hành"}, ""),
    "byline before category": ({"category": "Sở Nội vụ", "author": "Sở Tư pháp"}, "stp"),
    "category and lead disagree": (
        {"category": "Sở Nội vụ", "body": f"Theo Sở Y tế, dịch đã giảm.{TAIL}"}, "snv? syt?",
    ),
    # lead
    "lead": ({"body": f"Theo Sở Y tế, từ tháng 3, chín thủ tục được rút ngắn.{TAIL}"}, "syt"),
    "lead, province": ({"body": f"Theo Sở Y tế tỉnh, từ tháng 3, chín thủ tục được rút ngắn.{TAIL}"}, "syt"),
    "lead of two": ({"body": f"Theo Sở Y tế và Sở Nội vụ, chín thủ tục được rút ngắn.{TAIL}"}, "snv syt"),
    "lead, news from": ({"body": f"Tin từ UBND huyện Hàm Thuận Nam: đã có 10 xã đạt.{TAIL}"}, "ht-nam"),
    "lead, information from": ({"body": f"Theo thông tin từ Sở Y tế, chín thủ tục được rút ngắn.{TAIL}"}, "syt"),
    "lead, says": ({"body": f"Sở Y tế cho biết, trong quý I, hồ sơ tăng.{TAIL}"}, "syt"),
    "lead, has said": ({"body": f"Sở KH&ĐT vừa cho biết, trong quý I, hồ sơ tăng.{TAIL}"}, "khdt"),
    "lead behind the title": ({"body": f"Đẩy mạnh cải cách hành chính\nTheo Sở Y tế, hồ sơ tăng.{TAIL}"}, "syt"),
    "lead, another province": ({"body": f"Theo Sở Y tế Đồng Nai, hồ sơ tăng.{TAIL}"}, ""),
    "lead, a person": ({"body": f"Theo Giám đốc Sở Y tế Nguyễn Văn A, hồ sơ tăng.{TAIL}"}, ""),
    "lead, a document": ({"body": f"Theo kế hoạch của Sở Y tế, chín thủ tục sẽ được rút ngắn.{TAIL}"}, "syt?"),
    "lead, a report": ({"body": f"Theo báo cáo của Sở Y tế, hồ sơ tăng.{TAIL}"}, "syt?"),
    "lead, thereby": ({"body": f"Theo đó, Sở Y tế phải báo cáo.{TAIL}"}, "syt?"),
    "lead, further down": ({"body": f"Hội nghị khai mạc.\nTheo Sở Y tế, hồ sơ tăng.{TAIL}"}, ""),
    "lead, does something": ({"body": f"Sở Y tế tổ chức hội nghị.{TAIL}"}, "syt?"),
    "lead, the government": ({"body": f"Theo UBND tỉnh, hồ sơ tăng.{TAIL}"}, ""),
    # only mentioned, attended, subject
    "subject of the title": ({"title": "Sở Tư pháp rút ngắn thời gian cấp phiếu lý lịch"}, "stp?"),
    "two in the title": ({"title": "Kiểm tra tại Sở Tư pháp và UBND huyện Tuy Phong"}, "stp? tuy-phong?"),
    "the longer name in the title": ({"title": "UBND huyện Hàm Thuận Bắc họp về CCHC"}, "ht-bac?"),
    "a place in the title": ({"title": "Khánh thành cầu tại huyện Tuy Phong"}, ""),
    "a place before a colon": ({"title": "Huyện Tuy Phong: Đẩy mạnh cải cách hành chính"}, "tuy-phong?"),
    "the police of a place": ({"title": "Công an huyện Tuy Phong cấp căn cước"}, ""),
    "a notice, not the paper": ({"title": "Thông báo Bình Thuận sẽ có mưa"}, ""),
    "attended": ({"body": "Hội nghị khai mạc sáng nay.\nDự hội nghị có lãnh đạo Sở Nội vụ, Sở Tư pháp."}, ""),
    "too many to be told apart": (
        {"title": "Họp", "body": "Dự họp có Sở Nội vụ, Sở Tư pháp, Sở Y tế, Sở Xây dựng, Ban Dân tộc."}, "",
    ),
    "nobody": ({"title": "Toàn tỉnh ra quân giảm hồ sơ trễ hẹn"}, ""),
    "no text": ({"title": "", "body": ""}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("post", "expected"), POSTS.values(), ids=POSTS.keys())
def test_whose_a_post_is(post, expected):
    assert told(**post) == expected


def test_a_credit_keeps_its_words():
    (credit,) = attribute(draft(source_line="Nguồn: Sở KH&ĐT"), NAMES)
    assert (credit.agency, credit.kind, credit.form, credit.words) == ("khdt", "credited", "source", "Nguồn: Sở KH&ĐT")
    (credit,) = attribute(draft(author="Nguồn: Sở Nội vụ"), NAMES)
    assert (credit.agency, credit.form) == ("snv", "source"), "printed where others print the author"
    (outside,) = attribute(draft(source_line="Nguồn: Báo Nhân dân"), NAMES)
    assert (outside.agency, outside.form, outside.words) == ("", "source", "Báo Nhân dân")
    (lead,) = attribute(draft(body=f"Sở Y tế cho biết, hồ sơ tăng.{TAIL}"), NAMES)
    assert (lead.form, lead.words) == ("lead", "Sở Y tế cho biết")
    assert lead.confidence < credit.confidence


def test_a_name_that_two_share_means_the_one_in_force():
    """After a merger the old body and the new one have the same name."""
    old = agency("cu", "Sở Nội vụ", valid_to=date(2025, 2, 28))
    new = agency("moi", "Sở Nội vụ", valid_from=date(2025, 3, 1))
    names = Names([old, new], "Tỉnh Bình Thuận")
    line = {"source_line": "Nguồn: Sở Nội vụ"}
    assert told(names, day=date(2025, 2, 28), **line) == "cu"
    assert told(names, day=date(2025, 3, 1), **line) == "moi"
    assert told(names, **line) == "cu? moi?"


def test_the_longest_name_is_meant():
    names = Names(
        [agency("a", "Sở Kế hoạch"), agency("b", "Sở Kế hoạch và Đầu tư"), agency("c", "Sở Đầu tư")], "Tỉnh X"
    )
    assert told(names, source_line="Nguồn: Sở Kế hoạch và Đầu tư") == "b"
    assert told(names, source_line="Nguồn: Sở Kế hoạch") == "a"
    assert told(names, source_line="Nguồn: Sở Đầu tư") == "c"


@settings(deadline=None)
@given(st.sampled_from([one for one in AGENCIES if one.id != "bao"]), st.sampled_from(["Nguồn: {}", "({})", "Theo {}"]))
def test_every_agency_is_credited_by_its_own_name(one, line):
    assert told(source_line=line.format(one.name)) == one.id
    assert told(source_line=line.format(one.name.upper())) == one.id


@settings(deadline=None)
@given(st.text(), st.text(), st.text(), st.text(), st.text())
def test_any_words_have_an_answer(title, body, author, source, category):
    found = attribute(draft(title=title, body=body, author=author, source_line=source, category=category), NAMES)
    assert len({one.agency for one in found}) == len(found)
    assert len({one.kind for one in found}) <= 1


def test_pipeline_looks_at_the_portal_alone():
    pipeline, other = AttributePipeline(NAMES, frozenset({"bt.gov.vn"})), object()
    assert pipeline.process_item(other) is other
    post = draft(source_line="Nguồn: Sở Nội vụ")
    assert pipeline.process_item(post).credits
    elsewhere = replace(post.found, owner="snv", channel="own_site")
    assert not pipeline.process_item(replace(post, found=elsewhere, url="https://snv.bt.gov.vn/1")).credits
    assert pipeline.process_item(replace(post, found=elsewhere)).credits, "an agency's section on the portal"
