"""What each kind of problem is called, and what to do about it (Vietnamese)."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = ""  # the section of a problem that is about the whole province
FAMILY = "family "  # how the section of a problem begins that is about a CMS family


@dataclass(frozen=True)
class KindWords:
    """`what` is the problem in a few words, `todo` a sentence, `healed` what to say when it is over."""

    what: str
    todo: str
    healed: str = "đã hết"


# Kinds of a section that could not be read at all: nothing else about it can be judged then.
UNREAD = {
    "down": KindWords(
        "trang không truy cập được",
        "Thử mở trang bằng trình duyệt; nếu nhiều ngày vẫn vậy, báo đơn vị quản lý trang. Không phải sửa chương trình.",
        "truy cập được trở lại",
    ),
    "gone": KindWords(
        "địa chỉ không còn trên trang",
        "Tìm địa chỉ mới của chuyên mục; trong tệp đăng ký, đóng dòng cũ bằng valid_to và thêm dòng mới.",
        "địa chỉ đọc được trở lại",
    ),
    "moved": KindWords(
        "đã chuyển địa chỉ",
        "Mở trang xem nó dẫn đến đâu; nếu đúng là trang của cơ quan, đóng dòng cũ bằng valid_to và thêm địa chỉ mới.",
        "địa chỉ đọc được trở lại",
    ),
    "blocked": KindWords(
        "bị chặn",
        "Đề nghị cơ quan cho phép máy đọc (robots.txt, tường lửa), hoặc xin cơ quan xuất dữ liệu; không vượt rào.",
        "không còn bị chặn",
    ),
    "tls": KindWords(
        "chứng thư bảo mật (TLS) bị lỗi",
        "Báo đơn vị quản lý trang gia hạn hoặc cài đủ chứng thư. Chỉ khi tin chắc máy chủ ấy, ghi verify_tls: false.",
        "chứng thư bảo mật đã hợp lệ",
    ),
    "layout_changed": KindWords(
        "bố cục trang thay đổi",
        "Mở trang để kiểm tra; nếu danh sách vẫn còn, chạy “cchc onboard ĐỊA_CHỈ” và sửa dòng của chuyên mục.",
        "danh sách đọc được trở lại",
    ),
    "ours": KindWords(
        "lỗi của chương trình",
        "Gửi nhật ký và địa chỉ trang cho người bảo trì chương trình; dữ liệu đã lưu không bị ảnh hưởng.",
        "chương trình đọc được trở lại",
    ),
    "settings": KindWords(
        "cấu hình không cho đọc",
        "Kiểm tra tệp đăng ký: hosts, allow_addresses, proxy, và loại chuyên mục (type).",
        "đọc được trở lại",
    ),
}
READ = {
    "posts_failing": KindWords(
        "nhiều trang tin, bài không đọc được",
        "Mở thử vài trang; lần chạy sau sẽ đọc lại. Nếu kéo dài, báo đơn vị quản lý trang hoặc người bảo trì.",
        "các trang tin, bài đọc được trở lại",
    ),
    "undated": KindWords(
        "nhiều tin, bài không có ngày",
        "Mở trang xem ngày đăng còn được in không; nếu còn, bố cục đã đổi: sửa selectors.date của chuyên mục.",
        "tin, bài có ngày trở lại",
    ),
    "untitled": KindWords(
        "nhiều tin, bài không có tiêu đề",
        "Bố cục có thể đã đổi: chạy “cchc onboard ĐỊA_CHỈ” và sửa selectors.title của chuyên mục.",
        "tin, bài có tiêu đề trở lại",
    ),
    "few_items": KindWords(
        "danh sách ngắn đi đột ngột",
        "Mở trang so với báo cáo; có thể bố cục đã đổi một phần, hoặc cơ quan đã gỡ tin, bài.",
        "danh sách dài như trước",
    ),
    "recall": KindWords(
        "danh sách thiếu nhiều tin, bài mà nguồn tin (RSS) có",
        "Mở trang xem danh sách có bị rút gọn không; đăng ký thêm trang danh sách đầy đủ hoặc nguồn tin.",
        "danh sách lại có đủ tin, bài của nguồn tin",
    ),
    "silent": KindWords(
        "cơ quan không đăng bài",
        "Trang vẫn đọc được. Nhắc cơ quan, hoặc hỏi họ có chuyển sang chuyên mục khác không.",
        "cơ quan đã đăng bài trở lại",
    ),
    "drop": KindWords(
        "số tin, bài giảm đột ngột",
        "Trang vẫn đọc được. Mở trang xem cơ quan có đăng ở chuyên mục khác không.",
        "số tin, bài trở lại mức thường",
    ),
    "jump": KindWords(
        "số tin, bài tăng đột ngột",
        "Mở trang xem có phải tin, bài thật không; danh sách có thể lẫn tin của nơi khác.",
        "số tin, bài trở lại mức thường",
    ),
}
OTHER = {
    "family": KindWords(
        "nhiều trang cùng một hệ CMS hỏng trong một đêm",
        "Nhà cung cấp có thể vừa cập nhật, hoặc chương trình có lỗi: báo người bảo trì. Không phải do cơ quan.",
        "các trang của hệ này đọc được trở lại",
    ),
    "network": KindWords(
        "hầu như không trang nào truy cập được",
        "Kiểm tra đường mạng, DNS và proxy của chính máy này trước khi hỏi các cơ quan.",
        "mạng đã thông trở lại",
    ),
    "registry_shorter": KindWords(
        "tệp đăng ký ngắn đi",
        "Nếu không chủ ý xóa, lấy lại tệp cũ. Chuyên mục hết dùng thì ghi valid_to chứ không xóa dòng.",
        "tệp đăng ký không ngắn đi nữa",
    ),
    "disk": KindWords(
        "đĩa sắp đầy",
        "Giải phóng đĩa: báo cáo cũ, bản sao lưu đã chép đi nơi khác.",
        "đĩa đã đủ chỗ",
    ),
    "evidence": KindWords(
        "không ghi được thư mục bằng chứng",
        "Kiểm tra quyền ghi và đĩa của thư mục evidence cạnh cơ sở dữ liệu.",
        "thư mục bằng chứng ghi được trở lại",
    ),
    "database": KindWords("cơ sở dữ liệu bị hỏng", "Khôi phục từ bản sao lưu: cchc restore TỆP (docs/operations.md)."),
}
STEPS = {
    "disk": "kiểm tra đĩa",
    "database": "kiểm tra cơ sở dữ liệu",
    "registry": "đọc tệp đăng ký",
    "crawl": "thu thập",
    "retry": "đọc lại sau",
    "reclassify": "phân loại lại",
    "report": "lập báo cáo",
    "backup": "sao lưu",
    "health": "kiểm tra sức khỏe",
    "alerts": "báo tin",
    "status": "lập trang tình trạng",
}
STEP = "step_"  # how the kind of a problem begins that is a step of the run which failed


def kind_words(kind: str) -> KindWords:
    """The words of that kind."""
    if kind.startswith(STEP):
        step = STEPS.get(kind.removeprefix(STEP), kind.removeprefix(STEP))
        return KindWords(
            f"bước “{step}” của lần chạy hằng đêm bị lỗi",
            "Xem chi tiết và nhật ký; các bước khác vẫn chạy, đêm sau bước này chạy lại.",
            f"bước “{step}” đã chạy được",
        )
    return (UNREAD | READ | OTHER)[kind]
