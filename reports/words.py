"""What a report calls things, in Vietnamese: one table for each kind of word."""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = {"met": "Đạt", "not_met": "Không đạt", "undetermined": "Chưa kết luận được", "not_due": "Chưa đến hạn"}

VERDICT_SIGNS = {"met": "✔", "not_met": "✘", "undetermined": "?", "not_due": "…"}

REASONS = {
    "no_section": "không có chuyên mục nào để đọc",
    "incomplete": "chưa đọc đủ",
    "review": "còn tin, bài chờ xem xét",
    "undated": "còn tin, bài không rõ ngày",
    "late": "muộn hạn",
    "short": "thiếu",
    "excepted": "được miễn",
}

CHANNELS = {
    "own_site": "trang thông tin điện tử của cơ quan",
    "portal": "Cổng thông tin điện tử tỉnh",
    "broadcast": "hệ thống phát thanh, truyền thanh, truyền hình",
    "press": "báo chí",
    "document": "văn bản của cơ quan",
}

TOPICS = {
    "cchc": "cải cách hành chính",
    "investment": "hỗ trợ, thu hút đầu tư, giải quyết khó khăn cho nhà đầu tư, doanh nghiệp",
}

DOCUMENTS = {"communication-plan": "Kế hoạch thông tin, tuyên truyền cải cách hành chính của cơ quan"}

KINDS = {
    "department": "Sở, ban, ngành",
    "district": "Ủy ban nhân dân cấp huyện",
    "commune": "Ủy ban nhân dân cấp xã",
    "broadcaster": "Đài phát thanh, truyền hình",
    "newspaper": "Báo",
    "other": "Cơ quan khác",
}

UNITS = {"month": "tháng", "week": "tuần", "once": "năm"}

STATUSES = {
    "counted": "Được tính",
    "off_topic": "Không thuộc nội dung phải đếm",
    "duplicate": "Bản đăng lại",
    "review": "Chờ xem xét",
    "undated": "Không rõ ngày đăng",
    "unattributed": "Chưa rõ của cơ quan nào",
    "rejected": "Bị loại khi xem xét",
    "out_of_period": "Ngoài kỳ đánh giá",
}

STATES = {  # of a post under one quota, which may be another than under the next
    "count": "Được tính",
    "review": "Chờ xem xét",
    "late": "Muộn hạn, không tính",
    "undated": "Không rõ ngày đăng",
}

ATTESTED_STATES = {
    "count": "Hồ sơ xác nhận, được tính",
    "late": "Hồ sơ xác nhận, muộn hạn, không tính",
    "seen": "Hồ sơ xác nhận, đã tính ở nơi khác",
    "duty": "Hồ sơ xác nhận",
    "void": "Hồ sơ xác nhận, không tính",
}

ATTESTED_WHY = {
    "no_agency": "danh bạ không còn cơ quan này",
    "no_quota": "danh bạ không còn chỉ tiêu hoặc nhiệm vụ này",
    "unbound": "chỉ tiêu không áp dụng cho cơ quan",
    "out_of_force": "chỉ tiêu không có hiệu lực vào ngày này",
    "out_of_year": "ngày không thuộc kỳ nào của năm kế hoạch",
    "late": "văn bản có ngày sau hạn",
    "on_web": "cùng một tin, bài đã được tính từ trang web",
    "once_only": "văn bản này đã được tính một lần",
    "no_number": "nhiệm vụ không có số lượng; không ảnh hưởng đến kết quả",
}

COMPARED = {  # why a post stands elsewhere than in an earlier audit
    "new": "tin, bài mới thấy",
    "unseen": "đã có trong dữ liệu nhưng chưa có trong báo cáo trước",
    "late": "xuất hiện muộn",
    "dropped": "không còn trong dữ liệu hoặc danh bạ",
    "decision": "quyết định của người xem xét",
    "page": "trang trước đây chưa đọc được, nay đã đọc",
    "text": "trang đã thay đổi",
    "date": "ngày đăng đọc được khác trước",
    "credit": "được ghi cho cơ quan khác",
    "copy": "bản đăng lại được nhận ra khác trước",
    "lexicon": "bộ từ vựng thay đổi",
    "rules": "chỉ tiêu hoặc kỳ miễn trong danh bạ thay đổi",
    "other": "chưa rõ vì sao",
}

STATE_STATUSES = {"count": "counted", "review": "review", "late": "out_of_period", "undated": "undated"}

THEMES = {"campaign": "chủ đề năm"}  # others go by the plan's letter

GRADES = {
    "A": "hai nguồn độc lập ghi cùng một ngày",
    "B": "một nguồn ghi ngày",
    "C": "ngày suy ra, hoặc các nguồn ghi khác nhau",
    "none": "không có ngày đáng tin",
}

DECISIONS = {
    "count": "tính",
    "reject": "không tính",
    "agency": "ghi cho cơ quan",
    "date": "ngày đăng là",
    "add": "bổ sung theo đề nghị của cơ quan",
}

DECIDERS = {"lexicon": "bộ từ vựng", "inspector": "người xem xét"}

ORIGINS = {"archive": "bản lưu trữ web", "export": "trang do cơ quan cung cấp"}

CREDIT_KINDS = {
    "credited": "ghi của cơ quan theo",
    "candidate": "có thể của cơ quan, theo",
    "outside": "nguồn không thuộc diện đánh giá, theo",
}

CREDIT_FORMS = {
    "source": "dòng ghi nguồn",
    "byline": "dòng tác giả",
    "bracket": "ghi trong ngoặc",
    "category": "tên chuyên mục",
    "lead": "đoạn mở đầu",
    "supplied": "ghi “cung cấp”",
    "signature": "dòng ký cuối bài",
    "mention": "tên trong tiêu đề hoặc đoạn mở đầu",
}

EVIDENCE = {
    "fresh": "chuyên mục còn được cập nhật",
    "found": "có tin, bài hoặc văn bản công khai",
    "attested": "hồ sơ do cơ quan cung cấp",
    "hotline": "số điện thoại, hộp thư ghi trên trang",
}

CRAWLS = {"finished": "chạy hết", "shutdown": "bị dừng", "cancelled": "bị dừng", None: "bị ngắt giữa chừng"}


@dataclass(frozen=True)
class CauseWords:
    """Why something could not be checked, and what to do about it."""

    what: str
    todo: str


CAUSES = {
    "no_section": CauseWords(
        "Danh bạ không có chuyên mục nào của kênh này có hiệu lực trong kỳ.",
        "Hỏi cơ quan địa chỉ chuyên mục và thêm vào danh bạ, hoặc yêu cầu cơ quan cung cấp hồ sơ.",
    ),
    "never_read": CauseWords("Chuyên mục chưa được đọc lần nào.", "Chạy thu thập cho cơ quan này."),
    "began_before_end": CauseWords(
        "Lần đọc gần nhất bắt đầu khi kỳ chưa kết thúc.", "Chạy thu thập lại sau khi kỳ kết thúc."
    ),
    "out_of_range": CauseWords(
        "Lần đọc gần nhất bị giới hạn ngày, không đọc hết kỳ.", "Chạy thu thập không giới hạn ngày."
    ),
    "unverified_empty": CauseWords(
        "Địa chỉ chưa được xác minh và không cho tin, bài nào.", "Xác minh địa chỉ với cơ quan rồi sửa danh bạ."
    ),
    "layout_changed": CauseWords(
        "Trang không còn danh sách tin, bài như trước (bố cục đã đổi hoặc danh sách trống mà không báo là trống).",
        "Mở trang để kiểm tra; nếu bố cục đã đổi thì sửa bộ chọn trong danh bạ.",
    ),
    "not_a_post": CauseWords(
        "Thay cho danh sách là trang đăng nhập, bảo trì hoặc trang chặn.",
        "Đọc lại khi trang mở; nếu trang chặn máy đọc thì đề nghị cơ quan mở.",
    ),
    "failed": CauseWords(
        "Trang không trả lời hoặc báo lỗi.", "Đọc lại sau; nếu vẫn lỗi thì báo cơ quan quản lý trang."
    ),
    "refused": CauseWords(
        "Trang không cho phép máy đọc (robots.txt hoặc từ chối truy cập).",
        "Đề nghị cơ quan cho phép, hoặc xuất dữ liệu.",
    ),
    "not_html": CauseWords(
        "Địa chỉ trả về nội dung không phải trang web đọc được.", "Kiểm tra địa chỉ và loại chuyên mục trong danh bạ."
    ),
    "max_pages": CauseWords(
        "Danh sách dài hơn số trang tối đa được đọc.", "Tăng crawl.max_pages_per_section rồi đọc lại."
    ),
    "capped": CauseWords(
        "Nguồn chỉ giữ các tin, bài mới nhất, không lùi đủ xa về kỳ này.",
        "Đăng ký thêm trang danh sách đầy đủ, hoặc đọc nguồn này thường xuyên hơn.",
    ),
    "out_of_order": CauseWords(
        "Danh sách không xếp theo ngày và chưa đọc đến hết.", "Chạy thu thập đầy đủ (--full) để đọc đến cuối danh sách."
    ),
    "listing_unfinished": CauseWords("Danh sách chưa được đọc đến hết kỳ.", "Chạy thu thập lại."),
    "unread_posts": CauseWords(
        "Còn tin, bài có trong danh sách mà chưa đọc được trang.",
        "Chạy thu thập lại; trang hỏng ba ngày khác nhau sẽ chuyển sang chờ xem xét.",
    ),
}
