"""Days that are named by their number in a month."""

import re

from dragoman.grounding.times.calendar import (
    SEASONS,
    Point,
    civil,
    day_point,
    first_day,
    month_point,
    year_of,
)
from dragoman.grounding.times.reading import Context, Reading, Sense, Tense, dated
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.years import full_year, narrative_year, number, relative_year, year_slot

_NEXT_IF_BACK = 45  # days back from which on the future tense means the next such day
_LAST_IF_AHEAD = 100  # days ahead from which on another tense means the last such day


def iso_day(token: Token, context: Context) -> Reading | None:
    parts = re.split("[-/]", token.needed("d").value)
    point = day_point(int(parts[0]), int(parts[1]), int(parts[2]))
    return dated(point) if point else None


def slash_day(token: Token, context: Context) -> Reading | None:
    """Month first, as American papers write; day first where the first number can be no month."""
    first, second, year = (int(part) for part in token.needed("d").value.split("/"))
    if year < 100:
        year = full_year(year, context)
    month, day = (second, first) if first > 12 else (first, second)
    point = day_point(year, month, day)
    return dated(point) if point else None


def month_day(token: Token, context: Context) -> Reading | None:
    month, day = number(token.slot("m")), number(token.slot("d"))
    if day > 31 or day < 1:
        return None
    year = year_slot(token)
    if year is None and (relative := token.slot("r")) is not None:
        year = relative_year(relative, context)
    if year is None:
        return month_day_without_year(month, day, token, context)
    point = day_point(year, month, day)
    return dated(point) if point else None


def month_day_without_year(month: int, day: int, token: Token, context: Context) -> Reading | None:
    """The year of the telling in a narrative, else the one that brings the day nearest to publication."""
    base = context.told() if context.narrative else context.published or context.now
    if base is None:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}")
    if context.narrative:
        year = narrative_year(base, month)
        point = day_point(year, month, day) or nearest_day(base, month, day, None)
    else:
        point = nearest_day(base, month, day, context.tense(token.start))
    return dated(point) if point else None


def nearest_day(base: Point, month: int, day: int, tense: Tense | None) -> Point | None:
    """The day of this name nearest to a date; tense decides where both neighbours are far."""
    year, today = year_of(base), first_day(base)
    candidates = [point for point in (day_point(year + k, month, day) for k in (-1, 0, 1)) if point]
    if not candidates:
        return None
    best = min(candidates, key=lambda point: abs(point.n - today))
    if tense == "future" and best.n < today - _NEXT_IF_BACK:
        best = next((point for point in candidates if point.n >= today), best)
    elif tense != "future" and best.n > today + _LAST_IF_AHEAD:
        best = next((point for point in reversed(candidates) if point.n <= today), best)
    return best


def day_like(token: Token, context: Context) -> Reading | None:
    """The 3 of "3 to 5 June": month and year of the day it stands with, none later than that day."""
    day, like = number(token.slot("d")), context.read(token.needed("like"))
    if like is None or like.point is None or like.point.grain != "D":
        return None
    year, month, _ = civil(like.point.n)
    point = day_point(year, month, day)
    return dated(point) if point else None


def dated_like(token: Token, context: Context) -> Reading | None:
    """The May of "May to July 1918": without a year of its own it takes that of its fellow."""
    within, like = token.needed("x"), token.needed("like")
    told = year_slot(like)
    if told is None or within.sense not in ("month", "month_day", "season") or year_slot(within) is not None:
        return context.read(within)
    if within.sense == "month":
        return dated(month_point(told, number(within.slot("m"))))
    if within.sense == "season":
        return dated(Point("S", told * 4 + SEASONS.index(within.needed("s").value)))
    point = day_point(told, number(within.slot("m")), number(within.slot("d")))
    return dated(point) if point else None


def day_of_month(token: Token, context: Context) -> Reading | None:
    """ "on the 20th": of the month last told."""
    base, day = context.told(), number(token.slot("d"))
    if base is None or base.grain not in ("D", "M") or not 1 <= day <= 31:
        return None
    year, month, _ = civil(first_day(base))
    point = day_point(year, month, day)
    return dated(point) if point else None


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "iso_day": iso_day,
    "slash_day": slash_day,
    "month_day": month_day,
    "month_day_rel": month_day,
    "day_like": day_like,
    "day_behind": day_like,
    "dated_like": dated_like,
    "day_of_month": day_of_month,
}
