"""The reading of a date's words: a table of shapes as sites print them, and properties over all days and shapes."""

import timeit
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import read, read_all
from crawler.text import clean

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2024, 3, 12, 2, 0, tzinfo=ZONE)  # a Tuesday, two in the morning

# words -> day, time (None: none printed, or filler)
SHAPES = [
    ("17/05/2022 | 7:00 PM", "2022-05-17", "19:00:00"),
    ("Ngày đăng 17/05/2022 | 7:00 PM  | View count: 30", "2022-05-17", "19:00:00"),
    ("Publish date 17/05/2022 | 07:00 PM", "2022-05-17", "19:00:00"),
    ("21/07/2022 | 10:00 AM", "2022-07-21", "10:00:00"),
    ("21/07/2022 | 12:00 PM", "2022-07-21", "12:00:00"),
    ("(24/08/2022)", "2022-08-24", None),
    ("03/10/2013 | 12:00 AM", "2013-10-03", None),
    ("03/10/2013 00:00", "2013-10-03", None),
    ("Thứ năm, 30/10/2025 | 10:31", "2025-10-30", "10:31:00"),
    ("2025-10-30T10:31:51+07:00", "2025-10-30", "10:31:51"),
    ("2025-10-26T06:34:32+0700", "2025-10-26", "06:34:32"),
    ("2024-12-31T21:33:54Z", "2025-01-01", "04:33:54"),
    ("2024-12-31T21:33:54+00:00", "2025-01-01", "04:33:54"),
    ("2024-12-31T21:33:54.1234567Z", "2025-01-01", "04:33:54"),
    ("2024-12-31T23:30:00-05:00", "2025-01-01", "11:30:00"),
    ("2024-03-11T17:00:00Z", "2024-03-12", None),  # a day alone, kept as midnight and told in UTC
    ("2024-03-12T09:15", "2024-03-12", "09:15:00"),
    ("2024-03-12 09:15:00", "2024-03-12", "09:15:00"),
    ("2024/03/12 09:15", "2024-03-12", "09:15:00"),
    ("Tue, 31 Dec 2024 20:15:00 GMT", "2025-01-01", "03:15:00"),
    ("Tue, 31 Dec 2024 20:15:00 +0000", "2025-01-01", "03:15:00"),
    ("Tue, 31 Dec 2024 20:15:00 +0700", "2024-12-31", "20:15:00"),
    ("Sat, 02 Nov 2024 00:00:00 +0700", "2024-11-02", None),
    ("15:28 28/08/2026", "2026-08-28", "15:28:00"),
    ("15:28, 28/08/2026", "2026-08-28", "15:28:00"),
    ("09:15 | 12/03/2024", "2024-03-12", "09:15:00"),
    ("09:15-12/03/2024", "2024-03-12", "09:15:00"),
    ("09:15 -12/03/2024", "2024-03-12", "09:15:00"),
    ("09:15 - 12-03-2024", "2024-03-12", "09:15:00"),
    ("09:15, Thứ ba, ngày 12/03/2024", "2024-03-12", "09:15:00"),
    ("Thứ ba - 12/03/2024 09:15", "2024-03-12", "09:15:00"),
    ("Thứ ba, 25 Tháng 1 2022 16:22", "2022-01-25", "16:22:00"),
    ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22", "19:25:00"),
    ("Thứ tư, 22/10/2025, 19:25 GMT +07:00", "2025-10-22", "19:25:00"),
    ("26/04/2024, 07:27", "2024-04-26", "07:27:00"),
    ("ngày 22 tháng 11 năm 2002", "2002-11-22", None),
    ("Ngày 12 tháng 3/2024", "2024-03-12", None),
    ("12/3 năm 2024", "2024-03-12", None),
    ("12/3/24", "2024-03-12", None),
    ("Cập nhật lúc 09h15 ngày 12/3/2024", "2024-03-12", "09:15:00"),
    ("9h15' ngày 12.3.2024", "2024-03-12", "09:15:00"),
    ("9g15 ngày 12/3/2024", "2024-03-12", "09:15:00"),
    ("lúc 9 giờ 15 phút ngày 12/3/2024", "2024-03-12", "09:15:00"),
    ("12/03/2024 9:15:00 SA", "2024-03-12", "09:15:00"),
    ("12/03/2024 9:15:00 CH", "2024-03-12", "21:15:00"),
    ("12/03/2024 12:00:00 SA", "2024-03-12", None),
    ("12/03/2024 12:00:00 CH", "2024-03-12", "12:00:00"),
    ("T3, 12/03/2024", "2024-03-12", None),
    ("T3, 12/03/2024 - 09:15", "2024-03-12", "09:15:00"),
    ("Thứ 3, 12/03/2024 - 09:15", "2024-03-12", "09:15:00"),
    ("Được gửi bởi quantri vào Sáu, 03/11/2023 - 10:05", "2023-11-03", "10:05:00"),
    ("By quantri, 27  Tháng 1,  2025", "2025-01-27", None),
    ("Được đăng ngày 19 Tháng 1 2024", "2024-01-19", None),
    ("12 Tháng Ba 2024", "2024-03-12", None),
    ("12 Tháng Ba, 2024", "2024-03-12", None),
    ("Tháng Ba 12, 2024", "2024-03-12", None),
    ("12 Th3, 2024", "2024-03-12", None),
    ("Th3 12, 2024", "2024-03-12", None),
    ("5 tháng Giêng 2024", "2024-01-05", None),
    ("5 Tháng Tư 2024", "2024-04-05", None),
    ("5 Tháng Mười 2024", "2024-10-05", None),
    ("5 Tháng Mười Một, 2024", "2024-11-05", None),
    ("5 Tháng Mười Hai, 2024", "2024-12-05", None),
    ("Tuesday, 12 March 2024 09:15", "2024-03-12", "09:15:00"),
    ("March 12, 2024", "2024-03-12", None),
    ("Mar 12, 2024, 9:15 AM", "2024-03-12", "09:15:00"),
    ("12th of March, 2024", "2024-03-12", None),
    ("12 Mar 2024", "2024-03-12", None),
    ("12-Mar-24", "2024-03-12", None),
    ("12/Mar/2024 09:15", "2024-03-12", "09:15:00"),
    ("Tue Mar 12 2024 09:15:00 GMT+0700 (Indochina Time)", "2024-03-12", "09:15:00"),
    ("2024-12-01+0710:47:59", "2024-12-01", "10:47:59"),  # NukeViet: the zone where the T should be
    ("2024-12-01UTC20:47:59", "2024-12-02", "03:47:59"),
    ("12 / 03 / 2024", "2024-03-12", None),
    ("12 - 03 - 2024", "2024-03-12", None),
    ("12–03–2024", "2024-03-12", None),
    ("12.03.2024", "2024-03-12", None),
    ("１２/０３/２０２４　０９：１５", "2024-03-12", "09:15:00"),
    ("12/03/2024.", "2024-03-12", None),
    ("12/03/2024 (12-03-2024)", "2024-03-12", None),
    ("12/03/2024 09:15 | 12/03/2024", "2024-03-12", "09:15:00"),
    ("12/03/2024 09:15, 12/03/2024 10:00", "2024-03-12", None),  # one day, two times
    ("09:15 12/03/2024 16:20", "2024-03-12", None),  # which of the two is its time is not
    ("12/03/2024 31:15", "2024-03-12", None),
]


@pytest.mark.parametrize(("words", "day", "clock"), SHAPES)
def test_shapes(words, day, clock):
    found = read(words, ZONE)
    assert found is not None
    assert found.day.isoformat() == day
    assert (found.time.isoformat() if found.time else None) == clock
    assert not found.relative
    assert not found.weekday_conflict
    assert found.days == (found.day,)


@pytest.mark.parametrize(("words", "day", "clock"), SHAPES)
def test_shapes_in_decomposed_spelling_with_hard_spaces(words, day, clock):
    found = read(unicodedata.normalize("NFD", words).replace(" ", "\u00a0"), ZONE)
    assert found is not None
    assert found.day.isoformat() == day
    assert (found.time.isoformat() if found.time else None) == clock


@pytest.mark.parametrize(
    "words",
    [
        "",
        "03/25/2024",  # month first can't be, and is not turned round
        "31/04/2024",
        "29/02/2023",
        "2024-25-03",
        "12/03/2024 và 13/03/2024",
        "12/03/2024 - 15/03/2024",
        "12-15/03/2024",
        "tháng 3 năm 2024",
        "12/3",
        "năm 2024",
        "1970-01-01",
        "01/01/1970 07:00",
        "0001-01-01T00:00:00",
        "30/11/-0001",
        "00/00/0000",
        "12/03/2124",
        "123/12/2024/QĐ-UBND",
        "Quyết định số 12/03/2024/QĐ-UBND",
        "0252.3.822.024",
        "3 giờ trước",
        "Hôm qua, 08:30",
        "1710208800",
        "20240312",
        "1.234.567 lượt xem",
        "Phiên bản 1.2.3.4",
        "32 tháng 3 năm 2024",
        "12 tháng 13 năm 2024",
    ],
)
def test_no_certain_date(words):
    assert read(words, ZONE) is None


@pytest.mark.parametrize(
    ("words", "matched"),
    [
        ("Đăng lúc: Thứ ba, 12/03/2024 - 09:15 | Lượt xem: 30", "Thứ ba, 12/03/2024 - 09:15"),
        ("(24/08/2022)", "24/08/2022"),
        ("Cập nhật lúc 09h15 ngày 12/3/2024 bởi BBT", "09h15 ngày 12/3/2024"),
        ("ＮＧÀＹ：１２/０３/２０２４!", "ＮＧÀＹ：１２/０３/２０２４"),
    ],
)
def test_words_are_those_matched(words, matched):
    found = read(words, ZONE)
    assert found is not None
    assert found.words == matched


@pytest.mark.parametrize(
    ("words", "precision", "offset", "filler"),
    [
        ("12/03/2024", "day", False, False),
        ("12/03/2024 09:15", "minute", False, False),
        ("12/03/2024 09:15:00", "second", False, False),
        ("2024-03-12T09:15:00+07:00", "second", True, False),
        ("Thứ ba, 12/03/2024, 09:15 (GMT+7)", "minute", True, False),
        ("12/03/2024 12:00 AM", "day", False, True),
        ("2024-03-12T00:00:00+07:00", "day", True, True),
        ("2024-03-11T17:00:00Z", "day", True, True),
    ],
)
def test_precision_offset_filler(words, precision, offset, filler):
    found = read(words, ZONE)
    assert found is not None
    assert (found.precision, found.offset_given, found.filler_time) == (precision, offset, filler)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Thứ hai, 12/03/2024", ["2024-03-12"]),
        ("Thứ ba, 03/12/2024", None),  # a Tuesday both ways: no conflict
        ("Thứ ba, 12/03/2024", None),
        ("Thứ năm, 06/07/2024", ["2024-07-06"]),  # 6 July was a Saturday, 7 June a Friday
        ("Thứ sáu, 06/07/2024", ["2024-07-06", "2024-06-07"]),  # printed month first: either may be
        ("Wednesday, 12 March 2024", ["2024-03-12"]),
        ("Mon, 11 Mar 2024 20:00:00 GMT", None),  # the name is that of the day in its own zone
        ("12/03/2024 (Chủ nhật)", ["2024-03-12"]),
        ("CN, 10/03/2024", None),
    ],
)
def test_weekday(words, days):
    found = read(words, ZONE)
    assert found is not None
    assert found.weekday_conflict == (days is not None)
    if days:
        assert [day.isoformat() for day in found.days] == days


@pytest.mark.parametrize(
    ("words", "day", "clock"),
    [
        ("1710208800", "2024-03-12", "09:00:00"),
        ("1710208800000", "2024-03-12", "09:00:00"),
        ("1710208800.25", "2024-03-12", "09:00:00"),
        ("/Date(1710208800000)/", "2024-03-12", "09:00:00"),
        (r"\/Date(1710208800000+0700)\/", "2024-03-12", "09:00:00"),
        ("1735660800", "2024-12-31", "23:00:00"),
        ("1735664400", "2025-01-01", None),
        ("20240312", "2024-03-12", None),
        ("20240312T0915", "2024-03-12", "09:15:00"),
        ("20241231T201500Z", "2025-01-01", "03:15:00"),
        ("2024-03-12T09:15:00", "2024-03-12", "09:15:00"),
    ],
)
def test_machine(words, day, clock):
    found = read(words, ZONE, machine=True)
    assert found is not None
    assert (found.day.isoformat(), found.time.isoformat() if found.time else None) == (day, clock)


@pytest.mark.parametrize("words", ["0", "12", "99999999999999", "20241331", "-62135596800", "/Date(-62135596800000)/"])
def test_machine_without_a_date(words):
    assert read(words, ZONE, machine=True) is None


@pytest.mark.parametrize(
    ("words", "days", "clock"),
    [
        ("3 giờ trước", ["2024-03-11", "2024-03-11"], None),
        ("1 giờ trước", ["2024-03-12", "2024-03-12"], None),
        ("2 giờ trước", ["2024-03-12", "2024-03-11"], None),  # between two and three hours: midnight lies there
        ("45 phút trước", ["2024-03-12", "2024-03-12"], None),
        ("2 ngày trước", ["2024-03-10", "2024-03-09"], None),
        ("Hôm qua, 08:30", ["2024-03-11"], "08:30:00"),
        ("08:30 hôm nay", ["2024-03-12"], "08:30:00"),
        ("yesterday", ["2024-03-11"], None),
        ("3 hours ago", ["2024-03-11", "2024-03-11"], None),
    ],
)
def test_relative(words, days, clock):
    found = read(words, ZONE, now=NOW)
    assert found is not None
    assert found.relative
    assert [day.isoformat() for day in found.days] == list(dict.fromkeys(days))
    assert (found.time.isoformat() if found.time else None) == clock
    assert read(words, ZONE) is None


@pytest.mark.parametrize(
    "words", ["2 tuần trước", "3 tháng trước", "hôm trước", "trước đó 3 giờ", "1 giờ trước, hôm qua"]
)
def test_relative_that_names_no_day(words):
    assert read(words, ZONE, now=NOW) is None


def test_relative_gives_way_to_a_printed_date():
    found = read("Hôm qua, 10/03/2024", ZONE, now=NOW)
    assert found is not None
    assert (found.day, found.relative) == (date(2024, 3, 10), False)


def test_read_all_keeps_order_and_each_its_own_time():
    found = read_all("12/03/2024 09:15 sửa 13/03/2024 | 25/13/2024 | 10:00 14/03/2024", ZONE)
    assert [(r.day.day, r.time) for r in found] == [(12, time(9, 15)), (13, None), (14, time(10, 0))]


# -- properties

DAYS = st.dates(date(1990, 1, 2), date(2100, 12, 30))
CENTURY = st.dates(date(2000, 1, 1), date(2099, 12, 31))
VI_MONTHS = "Giêng Hai Ba Tư Năm Sáu Bảy Tám Chín Mười Mười_Một Mười_Hai".replace("_", "\u00a0").split(" ")
VI_DAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
EN_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]  # the C locale's
EN_DAYS = [date(2024, 1, day).strftime("%A") for day in range(1, 8)]


def vi_day(day):
    return f"Thứ {VI_DAYS[day.weekday()]}" if day.weekday() < 6 else "Chủ nhật"


def t_day(day):
    return f"T{day.weekday() + 2}" if day.weekday() < 6 else "CN"


PRINTERS = {
    "slashes": lambda d: f"{d:%d/%m/%Y}",
    "dots, no zeros": lambda d: f"{d.day}.{d.month}.{d.year}",
    "dashes": lambda d: f"{d:%d-%m-%Y}",
    "spaced": lambda d: f"{d:%d / %m / %Y}",
    "iso": lambda d: d.isoformat(),
    "words": lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
    "joomla": lambda d: f"{vi_day(d)}, {d.day} Tháng {d.month} {d.year}",
    "wordpress": lambda d: f"{d.day} Tháng {VI_MONTHS[d.month - 1]}, {d.year}",
    "wordpress month first": lambda d: f"Tháng {VI_MONTHS[d.month - 1]} {d.day}, {d.year}",
    "short month": lambda d: f"{d.day} Th{d.month}, {d.year}",
    "english": lambda d: f"{EN_DAYS[d.weekday()]}, {d.day} {EN_MONTHS[d.month - 1]} {d.year}",
    "english month first": lambda d: f"{EN_MONTHS[d.month - 1]} {d.day}, {d.year}",
    "english short": lambda d: f"{d.day:02} {EN_MONTHS[d.month - 1][:3]} {d.year}",
    "weekday": lambda d: f"{vi_day(d)}, {d:%d/%m/%Y}",
    "weekday, dash": lambda d: f"{vi_day(d)} - {d:%d/%m/%Y}",
    "short weekday": lambda d: f"{t_day(d)}, {d:%d/%m/%Y}",
}
TIMED = {
    "bar": lambda d, t: f"{d} | {t:%H:%M}",
    "space": lambda d, t: f"{d} {t:%H:%M}",
    "comma": lambda d, t: f"{d}, {t:%H:%M}",
    "zone": lambda d, t: f"{d}, {t:%H:%M} (GMT+7)",
    "half": lambda d, t: f"{d} {t.hour % 12 or 12}:{t:%M} {'PM' if t.hour > 11 else 'AM'}",
    "vietnamese half": lambda d, t: f"{d} {t.hour % 12 or 12}:{t:%M} {'CH' if t.hour > 11 else 'SA'}",
    "h after": lambda d, t: f"{d} lúc {t.hour}h{t:%M}",
    "before": lambda d, t: f"{t:%H:%M} {d}",
    "before, comma": lambda d, t: f"{t:%H:%M}, {d}",
    "before, h": lambda d, t: f"Đăng lúc {t:%H}h{t:%M}' {d}",
}


@pytest.mark.parametrize("shape", PRINTERS)
@given(day=DAYS)
def test_every_day_in_every_shape(shape, day):
    found = read(PRINTERS[shape](day), ZONE)
    assert found is not None
    assert (found.day, found.time, found.weekday_conflict) == (day, None, False)


@pytest.mark.parametrize("timed", TIMED)
@given(day=DAYS, shape=st.sampled_from(sorted(PRINTERS)), minutes=st.integers(1, 24 * 60 - 1))
def test_every_time_beside_every_shape(timed, day, shape, minutes):
    clock = time(minutes // 60, minutes % 60)
    found = read(TIMED[timed](PRINTERS[shape](day), clock), ZONE)
    assert found is not None
    assert (found.day, found.time, found.weekday_conflict) == (day, clock, False)


@given(CENTURY)
def test_two_digit_years_are_of_this_century(day):
    found = read(f"{day.day}/{day.month}/{day:%y}", ZONE)
    assert found is not None
    assert found.day == day


@given(
    st.integers(0, 110 * 365 * 86_400).map(
        lambda seconds: datetime(1990, 1, 3, tzinfo=UTC) + timedelta(seconds=seconds)
    ),
    st.integers(-12, 14),
)
def test_moments_with_a_zone_are_told_in_the_provinces(moment, hours):
    east = moment + timedelta(hours=hours)
    words = f"{east:%Y-%m-%dT%H:%M:%S}{'-' if hours < 0 else '+'}{abs(hours):02}:00"
    here = moment.astimezone(ZONE)
    found = read(words, ZONE)
    assert found is not None
    assert found.day == here.date()
    assert found.time == (None if found.filler_time else here.time())


@given(st.integers(13, 31), st.integers(1, 12), st.integers(1990, 2100), st.sampled_from("/.-"))
def test_day_and_month_are_never_turned_round(day, month, year, mark):
    assert read(f"{month}{mark}{day}{mark}{year}", ZONE) is None


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for found in read_all(text, ZONE):
        assert found.words in clean(text)
    read(text, ZONE, machine=True, now=NOW)


PIECES = ["12", "/", "-", ".", " ", "03", "2024", "24", ":", "+07", "T", "Z", "GMT", "tháng", "Thứ ba", "Mar", "h", ","]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_broken_dates_are_read_or_refused(text):
    for found in read_all(text, ZONE):
        assert 1989 <= found.day.year <= 2101
        assert found.words in clean(text)
    read(text, ZONE, machine=True, now=NOW)


@given(DAYS, DAYS)
def test_two_days_are_no_day(one, other):
    found = read(f"{one:%d/%m/%Y} – {other:%d/%m/%Y}", ZONE)
    assert (found is None) == (one != other)


@pytest.mark.parametrize(
    "text", ["12/" * 50_000, "thứ " * 50_000, "12/03/2024 " * 10_000, "1" * 200_000, " 9:" * 60_000]
)
def test_hostile_lengths_take_linear_time(text):
    assert timeit.timeit(lambda: read(text, ZONE, machine=True, now=NOW), number=1) < 5


def test_a_reading_is_quick():
    words = "Thứ ba - 12/03/2024 09:15"
    assert min(timeit.repeat(lambda: read(words, ZONE), number=200, repeat=5)) / 200 < 200e-6  # tenfold of the usual
