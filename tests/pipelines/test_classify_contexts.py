"""Words that are themselves here and something else there; the same word in each of its spellings."""

from __future__ import annotations

import pytest

from crawler.text import clean
from pipelines.classify import classify
from pipelines.lexicon import load
from pipelines.spelling import bare, canon
from pipelines.weighing import weigh

LEXICON = load()


def weighed(text, title=""):
    readings = {"title": LEXICON.matcher.read(clean(title)), "body": LEXICON.matcher.read(clean(text))}
    return weigh(readings, LEXICON)["cchc"]


def counted(text):
    """The words of a body that speak for the topic, by phrase."""
    return {finding.phrase: finding.weight for finding in weighed(text).findings if finding.weight > 0}


@pytest.mark.parametrize(
    ("phrase", "itself", "other"),
    [
        ("bộ phận một cửa", "Bộ phận một cửa của phường.", "Bộ phận bán hàng ở một cửa hàng."),
        ("một cửa", "Giải quyết theo một cửa tại xã.", "Cháy ở một cửa hàng điện máy."),
        ("một cửa", "Làm theo một cửa ở sở.", "Thuyền qua một cửa biển nhỏ."),
        ("một cửa", "Nộp ở một cửa huyện.", "Phòng có một cửa sổ nhìn ra vịnh."),
        ("một cửa", "Mô hình một cửa của xã.", "Tour du lịch một cửa trọn gói."),
        ("một cửa", "Tiếp nhận tại một cửa.", "Dịch vụ một cửa cho nạn nhân bạo lực."),
        ("dịch vụ công", "Cổng của tỉnh có dịch vụ công mới.", "Xe buýt là dịch vụ công cộng."),
        ("đúng hẹn", "Hồ sơ được trả đúng hẹn.", "Nhà thầu giao công trình có hồ sơ đúng hẹn."),
        ("quá hạn", "Ba giấy phép quá hạn được xin lỗi.", "Hồ sơ vay vốn có nợ quá hạn."),
        ("hài lòng", "Người dân hài lòng với công chức.", "Người bệnh hài lòng với cán bộ y tế."),
        ("đường dây nóng", "Đường dây nóng về thủ tục của xã.", "Đường dây nóng báo cháy rừng."),
        ("đề án 06", "Xã làm theo Đề án 06.", "Đề án 06-ĐA/TU về đào tạo cán bộ."),
        ("nộp hồ sơ", "Chị đến nộp hồ sơ đất.", "Thí sinh nộp hồ sơ xét tuyển."),
    ],
)
def test_contexts_turn_a_phrase(phrase, itself, other):
    assert phrase in counted(itself)
    assert phrase not in counted(other)


@pytest.mark.parametrize(
    "text",
    [
        "Xử phạt vi phạm hành chính",
        "Luật Tố tụng hành chính",
        "Sắp xếp đơn vị hành chính",
        "Mốc địa giới hành chính",
        "Cải cách tiền lương",
        "Giải quyết khiếu nại, tố cáo",
    ],
)
def test_words_of_other_things_count_against(text):
    assert weighed(text).points < 0


def test_a_scam_turns_names_anywhere_in_the_post():
    found = weighed("Người dân cài VNeID theo hướng dẫn. Đó là thủ đoạn chiếm đoạt tiền.")
    assert [f.weight for f in found.findings if f.phrase == "vneid" and f.turned_by] != []
    assert all(f.weight == 0 for f in found.findings if f.phrase == "vneid")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ", "76/nq-cp"),
        ("Nghị quyết 76/NQ-CP về chương trình tổng thể", "76/nq-cp"),
        ("Nghị quyết số 76 của Chính phủ", "nghị quyết số 76"),
        ("Nghị định 61/2018/NĐ-CP về một cửa", "61/2018/nđ-cp"),
        ("Quyết định 06/QĐ-TTg ngày 06/01/2022", "06/qđ-ttg"),
        ("Chỉ thị số 11-CT/TU của Tỉnh ủy", "11-ct/tu"),
        ("Kế hoạch 3612/KH-UBND của Ủy ban nhân dân tỉnh", "3612/kh-ubnd"),
    ],
)
def test_a_document_is_its_number_with_type_and_issuer(text, number):
    assert number in counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 76/NQ-HĐND về học sinh",
        "Nghị quyết số 76 của HĐND tỉnh",
        "Nghị quyết 176/NQ-CP",
        "Nghị quyết 76/NQ-CP ngày 28/5/2014",
        "Quyết định số 06/QĐ-UBND về phòng cháy",
        "Quyết định 06/QĐ-TTg ngày 03/01/2019 về thi đua",
        "Chỉ thị số 11-CT/TU ngày 02/3/2019 về tôn giáo",
        "Chỉ thị 23/CT-TTg năm 2017",
        "Kế hoạch 3612/KH-UBND của UBND thị xã",
        "Kế hoạch 3612/KH-SGDĐT",
    ],
)
def test_look_alike_numbers_are_other_documents(text):
    assert not [phrase for phrase in counted(text) if any(sign.isdigit() for sign in phrase)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("uỷ", "ủy"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("xử lí", "xử lý"),
        ("kĩ năng", "kỹ năng"),
        ("quí", "quý"),
        ("SỐ HOÁ", "số hóa"),
    ],
)
def test_one_spelling(one, other):
    assert canon(one) == canon(other)


@pytest.mark.parametrize("text", ["quý", "toàn", "thuyền", "khuỷu", "İ ẞ ǅ", "Ủy ban", "a\u0300b"])
def test_spelling_keeps_every_place(text):
    assert len(bare(canon(text))) == len(canon(text)) == len(text)


@pytest.mark.parametrize("text", ["quý", "toán", "hoàng", "khuỷu", "thuỷ điện"])
def test_tones_inside_a_syllable_stay(text):
    assert canon(text) == text or canon(text) == "thủy điện"


def test_missing_marks_count_less():
    marked = counted("Trả kết quả tại bộ phận một cửa của xã.")["bộ phận một cửa"]
    bare_text = counted("Tra ket qua tai bo phan mot cua cua xa.")["bộ phận một cửa"]
    assert 0 < bare_text < marked


@pytest.mark.parametrize("text", ["Xin cho em một chỗ.", "Bao nhiêu quan tâm.", "Các bộ phận mốt của hãng."])
def test_other_marks_are_other_words(text):
    phrases = {finding.phrase for finding in weighed(text).findings}
    assert not phrases & {"chợ", "bão", "cơ quan", "bộ phận một cửa", "một cửa"}


@pytest.mark.parametrize("short", ["TTHC", "DVCTT", "KSTTHC", "SIPAS", "PAPI", "PCI", "VNeID", "Đề án 06", "CCHC"])
def test_abbreviations(short):
    assert canon(short) in counted(f"Xã nói về {short} trong tuần.")
    assert canon(short) in counted(f"Xã nói về {short.lower()} trong tuần.")


def test_a_title_weighs_more_than_a_body():
    elsewhere = "Trời đẹp. Cải cách hành chính. Gió nhẹ. Sông yên."
    assert weighed("", title="Cải cách hành chính").points > weighed(elsewhere).points > 0


def test_a_mention_in_passing_is_little_beside_a_subject():
    passing = "Sản lượng lúa tăng. Học sinh đạt giải. Bão gây ngập. Huyện duy trì cải cách hành chính. Lễ hội đông vui."
    subject = "Huyện họp về cải cách hành chính. Bộ phận một cửa trả hồ sơ đúng hẹn. Người dân hài lòng với công chức."
    assert weighed(passing).points < LEXICON.topics["cchc"].review < LEXICON.topics["cchc"].on < weighed(subject).points


def test_a_rule_needs_its_company_beside_it_not_in_itself():
    """ "Trả" needs a paper in its sentence; the paper may not be a part of the word itself."""
    assert "đúng hẹn" in counted("Giấy phép được cấp đúng hẹn.")
    assert "đúng hẹn" not in counted("Tàu đến đúng hẹn.")
    assert "đúng hẹn" not in counted("Giấy phép đã ký. Tàu đến đúng hẹn.")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Quỹ bảo lãnh tín dụng nhận hồ sơ vay của 12 doanh nghiệp nhỏ",
            "Quỹ bảo lãnh tín dụng của tỉnh đã nhận hồ sơ vay của 12 doanh nghiệp nhỏ, thẩm định xong bảy hồ sơ. Vốn "
            "vay dùng mua máy móc, trả lương công nhân. Hồ sơ quá hạn bổ sung sẽ bị trả lại.",
        ),
        (
            "Kẻ xưng cán bộ phường bắt cập nhật định danh qua điện thoại",
            "Bà cụ làm theo, cài ứng dụng lạ, khai VNeID và mất 200 triệu đồng lương hưu. Thủ tục về căn cước chỉ làm "
            "tại trụ sở công an.",
        ),
        (
            "Nhà hàng Một Cửa hút khách",
            "Khách lấy số, ngồi chờ dưới gốc bàng. Quán hẹn giờ nào dọn giờ đó, không trễ hẹn, khách rất hài lòng.",
        ),
        (
            "Bảng giá đất mới và nỗi lo của người mua đất nền",
            "Môi giới nói giá đất công bố tuần trước làm giao dịch chững lại. Nhiều người chờ bảng giá đất của tỉnh.",
        ),
        (
            "Kỷ niệm 40 năm thành lập trường trung cấp",
            "Thầy trò ôn chuyện cũ. Diễn văn có một câu về cải cách hành chính. Buổi lễ kết thúc bằng đêm nhạc.",
        ),
    ],
)
def test_posts_of_others_in_the_words_of_offices_are_not_on_topic(title, body):
    found = classify(title, body, LEXICON)
    assert found.label == "off_topic", found.reason


def test_a_title_may_turn_words_of_the_whole_post():
    body = "Khách lấy số và ngồi chờ."
    assert weighed(body, "Bộ phận tiếp nhận của huyện").by_sentence[0] > 0
    assert weighed(body, "Nhà hàng ven biển").by_sentence.get(0, 0.0) == 0.0
