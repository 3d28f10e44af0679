"""What is odd about a post's date, and where its words stood, in the words that an inspector reads."""

from __future__ import annotations

FLAGS = {
    "page_differs": "các chỗ ghi ngày trên trang bài viết không khớp nhau",
    "near_title_differs": "dòng ngày cạnh tiêu đề khác với ngày ghi ở chỗ khác",
    "listing_differs": "ngày trong danh sách khác với ngày trên trang bài viết",
    "feed_differs": "ngày trong nguồn cấp RSS khác với ngày trên trang bài viết",
    "api_differs": "ngày do API trả về khác với ngày ghi ở chỗ khác",
    "sitemap_differs": "ngày trong sơ đồ trang web khác với ngày ghi ở chỗ khác",
    "other_url_differs": "cùng bài viết ở địa chỉ khác lại ghi ngày khác",
    "near_title": "ngày suy ra từ dòng chữ cạnh tiêu đề, không có nhãn",
    "updated": "trang chỉ ghi ngày “Cập nhật”, có thể là ngày sửa bài chứ không phải ngày đăng",
    "updated_differs": "ngày ghi ở dòng “Cập nhật” khác với ngày đăng",
    "relative": "ngày suy ra từ cách ghi tương đối (như “3 giờ trước”), tính từ lúc đọc trang",
    "weekday_conflict": "thứ trong tuần không khớp với ngày",
    "listing_only": "chỉ danh sách ghi ngày, trang bài viết không ghi",
    "listing_unreliable": "danh sách của chuyên mục này đã có lúc ghi ngày khác với trang bài viết",
    "feed_unreliable": "nguồn cấp RSS của phần mềm này ghi ngày soạn, không phải ngày đăng",
    "future": "ngày ghi trên trang muộn hơn lúc đọc trang",
    "filler_time": "giờ 00:00 là giờ máy tự điền, không dùng",
    "clock": "dòng ngày cạnh tiêu đề trùng với lúc đọc trang: là đồng hồ của trang, không dùng",
    "unread": "có chữ ghi ngày nhưng không đọc được chắc chắn",
}

PLACES = {
    "article_line": "dòng ngày trên trang bài viết",
    "label": "dòng có nhãn ngày đăng trên trang bài viết",
    "jsonld": "dữ liệu JSON-LD của trang",
    "meta": "thẻ meta của trang",
    "time": "thẻ thời gian của bài viết",
    "near_title": "dòng chữ cạnh tiêu đề",
    "updated": "dòng “Cập nhật”",
    "api": "dữ liệu API",
    "listing": "danh sách của chuyên mục",
    "feed": "nguồn cấp RSS",
    "sitemap": "sơ đồ trang web",
    "other_url": "địa chỉ khác của cùng bài viết",
    "inspector": "người xem xét xác định",
}
