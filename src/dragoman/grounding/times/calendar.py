"""Calendar arithmetic over periods of any grain, in the proleptic Gregorian calendar.

A :class:`Point` is the n-th period of its grain, so that "three weeks later" is an addition. Years count
astronomically: 1 BC is year 0. Decades and centuries before Christ are negative: -48 the 480s BC, -5 the
fifth century BC.
"""

from datetime import date
from typing import NamedTuple

SEASONS = ("SP", "SU", "FA", "WI")
#: Grains from long to short: century, decade, year, half, season, quarter, month, week, weekend, day.
GRAINS = ("C", "E", "Y", "H", "S", "Q", "M", "W", "WE", "D")
_PARTS = {"Y": 1, "H": 2, "Q": 4, "S": 4, "M": 12}


class Point(NamedTuple):
    """The ``n``-th period of a grain, e.g. ``Point("M", 2021 * 12 + 7)`` for August 2021."""

    grain: str
    n: int

    def shift(self, steps: int) -> "Point":
        """The period so many steps on (or back)."""
        return Point(self.grain, self.n + steps)


def ordinal(year: int, month: int, day: int) -> int:
    """Day number as in ``date.toordinal``, for years before 1 as well (H. Hinnant's days_from_civil)."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number; the inverse of :func:`ordinal`."""
    era, of_era = divmod(number + 305, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return years + era * 400 + (month <= 2), month, day


def day_point(year: int, month: int, day: int) -> Point | None:
    """The day, or None where the calendar has none such (31 June)."""
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return Point("D", ordinal(year, month, day))


def days_in_month(year: int, month: int) -> int:
    """Number of days in a month."""
    return ordinal(year + month // 12, month % 12 + 1, 1) - ordinal(year, month, 1)


def month_point(year: int, month: int) -> Point:
    """A month of a year."""
    return Point("M", year * 12 + month - 1)


def first_day(point: Point) -> int:
    """Day number of the first day of a period."""
    grain, n = point
    if grain == "D":
        return n
    if grain in ("W", "WE"):
        return n * 7 + (6 if grain == "WE" else 1)
    if grain == "C":
        return ordinal(n * 100 + (n < 0), 1, 1)
    if grain == "E":
        return ordinal(n * 10 - (8 if n < 0 else 0), 1, 1)
    year, part = divmod(n, _PARTS[grain])
    if grain == "S":
        return ordinal(year, 3 * part + 3, 1)
    return ordinal(year, part * (12 // _PARTS[grain]) + 1, 1)


def last_day(point: Point) -> int:
    """Day number of the last day of a period."""
    return first_day(point) + 1 if point.grain == "WE" else first_day(point.shift(1)) - 1


def around(grain: str, day: int) -> Point:
    """The period of a grain that holds a day (of weekends: the one of its week)."""
    year, month, _ = civil(day)
    if grain == "D":
        return Point("D", day)
    if grain in ("W", "WE"):
        return Point(grain, (day - 1) // 7)
    if grain == "C":
        return Point("C", year // 100 if year > 0 else -(-year // 100) - 1)
    if grain == "E":
        return Point("E", year // 10 if year > 0 else -((1 - year) // 10))
    if grain == "S":
        return Point("S", (year * 12 + month - 3) // 3)
    parts = _PARTS[grain]
    return Point(grain, year * parts + (month - 1) * parts // 12)


def at_grain(point: Point, grain: str) -> Point:
    """The period of another grain that holds the first day of this one."""
    return point if point.grain == grain else around(grain, first_day(point))


def year_of(point: Point) -> int:
    """The year in which a period begins."""
    return civil(first_day(point))[0]


def weekday(day: int) -> int:
    """ISO day of the week, 1 for Monday."""
    return (day - 1) % 7 + 1


def iso(day: int) -> str | None:
    """ISO date of a day number; None outside the years 1 to 9999."""
    return date.fromordinal(day).isoformat() if 1 <= day <= date.max.toordinal() else None


def iso_days(point: Point) -> tuple[str, str] | tuple[None, None]:
    """ISO dates of the first and last day of a period; None where it reaches beyond the years 1 to 9999."""
    first, last = iso(first_day(point)), iso(last_day(point))
    return (None, None) if first is None or last is None else (first, last)


def timex(point: Point) -> str:
    """TIMEX3 value of a period."""
    grain, n = point
    if grain == "C":
        return f"{n:02d}" if n >= 0 else f"BC{-n - 1:02d}"
    if grain == "E":
        return f"{n:03d}" if n >= 0 else f"BC{-n:03d}"
    if grain in ("W", "WE"):
        year, _, _ = civil(n * 7 + 4)  # the year of an ISO week is that of its Thursday
        week = n - (ordinal(year, 1, 4) - 1) // 7 + 1
        return f"{_year(year)}-W{week:02d}" + ("-WE" if grain == "WE" else "")
    if grain == "D":
        year, month, day = civil(n)
        return f"{_year(year)}-{month:02d}-{day:02d}"
    year, part = divmod(n, _PARTS[grain])
    if grain == "Y":
        return _year(year)
    if grain == "S":
        return f"{_year(year)}-{SEASONS[part]}"
    return f"{_year(year)}-{part + 1:02d}" if grain == "M" else f"{_year(year)}-{grain}{part + 1}"


def _year(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def easter(year: int) -> int:
    """Day number of Western Easter Sunday (the anonymous Gregorian computus)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap, skipped = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    rest = (32 + 2 * skipped + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * rest) // 451
    month, day = divmod(moon + rest - 7 * late + 114, 31)
    return ordinal(year, month, day + 1)
