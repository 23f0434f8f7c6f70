"""Holidays, by the rules of ``holidays.tsv``."""

from dragoman.grounding.times.calendar import Point, easter, first_day, ordinal, weekday, year_of
from dragoman.grounding.times.reading import Context, Reading, Sense, dated
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.years import number


def holiday(token: Token, context: Context) -> Reading | None:
    """The holiday of the year told, else the one nearest to the date the text leans on."""
    rule, told = token.needed("h").value, token.slot("y")
    if rule == "none":
        return Reading("DATE", None)
    if told is not None:
        return dated(holiday_in(rule, number(told)))
    base = context.told() if context.narrative else context.published or context.now
    if base is None:
        return Reading("DATE", f"XXXX-{rule}" if len(rule) == 5 and rule[2] == "-" else "XXXX-XX-XX")
    day, here = first_day(base), year_of(base)
    relative = token.slot("r")
    name = context.label(relative) if relative else ""
    points = [holiday_in(rule, here + k) for k in (-1, 0, 1)]
    if context.narrative and not name:
        return dated(points[1])
    if name == "LAST":
        return dated(max(p for p in points if p.n < day))
    if name == "NEXT":
        return dated(min(p for p in points if p.n > day))
    return dated(min(points, key=lambda p: abs(p.n - day)))


def holiday_in(rule: str, year: int) -> Point:
    """The day of a holiday in a year, by the rule of ``holidays.tsv``."""
    if rule.startswith("easter"):
        return Point("D", easter(year) + int(rule[6:]))
    if rule == "election":
        return Point("D", nth_weekday(year, 11, 1, 1) + 1)
    month, _, day = rule.partition("-")
    if "." in day:
        iso_weekday, _, count = day.partition(".")
        return Point("D", nth_weekday(year, int(month), int(iso_weekday), int(count)))
    return Point("D", ordinal(year, int(month), int(day)))


def nth_weekday(year: int, month: int, iso_weekday: int, count: int) -> int:
    """Day number of the count-th such weekday of a month; -1 is the last."""
    if count > 0:
        start = ordinal(year, month, 1)
        return start + (iso_weekday - weekday(start)) % 7 + 7 * (count - 1)
    end = ordinal(year + month // 12, month % 12 + 1, 1) - 1
    return end - (weekday(end) - iso_weekday) % 7


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "holiday": holiday,
}
