"""The day that a report bears itself: in its dateline or in a line of its header.

>>> from dragoman.grounding.times import report_day
>>> report_day("KABUL, Afghanistan (Feb. 21, 2011) – Two men were detained yesterday.")
'2011-02-21'
"""

import re
from collections.abc import Iterable, Sequence

from dragoman.grounding.times.calendar import Point, day_point, year_of
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.years import number, year_slot

#: Characters in which a report shows its date.
HEAD = 600
_DAYS = frozenset(("month_day", "iso_day"))
_BREAK = re.compile(r"[\n\r\u2028\u2029]")
# What stands before the date of a dateline: names with a capital, marks, an agency in brackets.
_NAMES = re.compile(r"(?:[\s,.()\-–—/]|(?:[A-Z][\w.'’\-]*|of|the|de|el|al)\b)*\(?\s*\Z")
_DASH = re.compile(r"\s*\)?\s*(?:\([A-Z][\w .]{1,30}\)\s*|[A-Z]{2,9}\s*)?(?:—|–|--|-(?=\s|$)|-(?=[A-Z]))")
_LABEL = re.compile(
    r"\s*(?:date|dated|published|posted|updated|released?|issued|last updated)?(?: on)?\s*:?\s*\Z",
    re.IGNORECASE,
)
_REST_OF_STAMP = re.compile(
    r"[\s,;|.)\-–—]*(?:(?:at )?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?[\s.)\]|]*\Z"
)
_NAMED_LAST = re.compile(r"(?:[A-Z][\w.'’\-]*|\d[\w\-]*)\s*[,:\-–—|(]*\s*\Z|[,:\-–—|(]\s*\Z")
_SERIAL = re.compile(r"\b((?:19|20)\d\d)[-/](?:(0[1-9]|1[0-2])[-/])?(?:[A-Z]{1,4}[-/]?)\d+\b")
_LONGEST_DATELINE, _LONGEST_LINE = 70, 160


def day_of_report(text: str, tokens: Iterable[Token]) -> Point | None:
    """The day that the dateline or header of a text gives, or None.

    Args:
        text: the document's text.
        tokens: the time constructions found in it, in text order.

    A day without a year takes it from another full date of the header or from a serial number there
    ("2011-02-S-154"); without one it gives nothing.
    """
    head = [token for token in tokens if token.end <= HEAD]
    days = [token for token in head if token.sense in _DAYS]
    borne = [t for t in days if is_dateline(text, t.start, t.end)]
    borne += [t for t in days if _heads_line(text, t)]
    for token in borne:
        point = _full(token)
        if point is not None:
            return point
    for token in borne:
        point = _completed(token, text, days)
        if point is not None:
            return point
    return None


def is_dateline(text: str, start: int, end: int) -> bool:
    """Does the date at ``text[start:end]`` stand in a dateline?

    So it does in "KABUL, Afghanistan (Feb. 21, 2011)", "WASHINGTON, May 3, 1999 —", "(March 24, 2011) –".
    """
    before, after = _line(text, start, end)
    if len(before) > _LONGEST_DATELINE or not _NAMES.match(before):
        return False
    return (before.rstrip()[-1:] == "(" and after.lstrip()[:1] == ")") or bool(_DASH.match(after))


def _heads_line(text: str, token: Token) -> bool:
    """ "Nov. 13, 2010" on a line of its own, "Daily Report, Nov. 13, 2010", "May 11: Forces Move South"."""
    before, after = _line(text, token.start, token.end)
    if _LABEL.match(before) and (_REST_OF_STAMP.match(after) or after[:1] == ":"):
        return True
    is_end = bool(_REST_OF_STAMP.match(after)) and token.end < len(text.rstrip()) and after.strip()[-1:] != "."
    return is_end and len(before) <= _LONGEST_LINE and bool(_NAMED_LAST.search(before))


def _line(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands on the line before and behind a construction."""
    before = _BREAK.split(text[max(0, start - 2 * _LONGEST_LINE) : start])[-1]
    return before, _BREAK.split(text[end : end + _LONGEST_LINE], maxsplit=1)[0]


def _full(token: Token) -> Point | None:
    if token.sense == "iso_day":
        parts = re.split("[-/]", token.needed("d").value)
        return day_point(int(parts[0]), int(parts[1]), int(parts[2]))
    year = year_slot(token)
    return None if year is None else day_point(year, number(token.slot("m")), number(token.slot("d")))


def _completed(token: Token, text: str, days: Sequence[Token]) -> Point | None:
    """A day and month with the year of another date, or of the serial number, of the header."""
    if token.sense != "month_day" or token.slot("r") is not None:
        return None
    month, day = number(token.slot("m")), number(token.slot("d"))
    near = _serial_day(text) or next((point for other in days if (point := _full(other)) is not None), None)
    if near is None:
        return None
    year = year_of(near)
    candidates = [point for k in (-1, 0, 1) if (point := day_point(year + k, month, day)) is not None]
    return min(candidates, key=lambda point: abs(point.n - near.n), default=None)


def _serial_day(text: str) -> Point | None:
    """The middle of the month, or of the year, that a serial number is of."""
    found = _SERIAL.search(text, 0, HEAD)
    return day_point(int(found[1]), int(found[2] or 7), 15) if found else None
