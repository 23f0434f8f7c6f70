"""Dates told by their distance from publication or from the date last told."""

from dragoman.grounding.times.calendar import (
    GRAINS,
    Point,
    around,
    at_grain,
    first_day,
    last_day,
    timex,
)
from dragoman.grounding.times.calendar import weekday as iso_weekday
from dragoman.grounding.times.lengths import amount_of
from dragoman.grounding.times.parts import last_quarter
from dragoman.grounding.times.reading import Context, Reading, Sense, dated, shifted
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.years import number

_ANAPHORIC = frozenset({"THAT", "SAME", "FOLLOWING", "PREVIOUS"})
_STEPS = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "COMING": 1, "FOLLOWING": 1}
_BACK = ("earlier", "before", "previously")


def deictic_day(token: Token, context: Context) -> Reading | None:
    told = token.slot("d")
    if told is None:
        return None
    if context.narrative and told.value == "0" and context.published is not None:
        return Reading("DATE", "PRESENT_REF")
    return shifted(context.deictic(), "D", int(told.value))


def weekday(token: Token, context: Context) -> Reading | None:
    """The last such day up to publication, or the next one where the clause speaks of the future."""
    wanted = number(token.slot("w"))
    base = _anchor(context)
    if base is None:
        return Reading("DATE", f"XXXX-WXX-{wanted}")
    here = first_day(at_grain(base, "D"))
    if context.tense(token.start) == "future":
        return dated(Point("D", here + (wanted - iso_weekday(here)) % 7))
    return dated(Point("D", here - (iso_weekday(here) - wanted) % 7))


def _anchor(context: Context) -> Point | None:
    """The day that a bare weekday leans on."""
    if context.narrative or context.published is None:
        return context.now if context.now is not None and context.now.grain == "D" else None
    return context.published


def weekday_rel(token: Token, context: Context) -> Reading | None:
    """ "last Friday", "the following Monday"."""
    wanted, relative = number(token.slot("w")), token.slot("r")
    name = context.label(relative) if relative else ""
    base = context.told() if name in _ANAPHORIC or context.narrative else context.deictic() or context.told()
    if base is None or base.grain not in ("D", "W", "WE"):
        return Reading("DATE", f"XXXX-WXX-{wanted}")
    here = first_day(base)
    back = (iso_weekday(here) - wanted) % 7
    if name in ("NEXT", "COMING", "FOLLOWING"):
        return dated(Point("D", here - back + 7))
    if name in ("LAST", "PAST", "PREVIOUS"):
        return dated(Point("D", here - (back or 7)))
    return dated(Point("D", first_day(around("W", here)) + wanted - 1))


def weekday_week(token: Token, context: Context) -> Reading | None:
    """ "Friday last week"."""
    wanted, relative = number(token.slot("w")), token.needed("r")
    week = shifted(context.deictic() or context.told(), "W", _STEPS.get(context.label(relative), 0)).point
    if week is None:
        return Reading("DATE", f"XXXX-WXX-{wanted}")
    return dated(Point("D", first_day(week) + wanted - 1))


def day_rel(token: Token, context: Context) -> Reading | None:
    """ "the next day", "that day": from the day last told."""
    name = context.label(token.needed("r"))
    base = context.told_day()
    if base is None or base.grain != "D":
        return Reading("DATE", _open_day(base))
    return shifted(base, "D", _STEPS.get(name, 0))


def _open_day(base: Point | None) -> str:
    """A day of which only the month or year is known."""
    if base is None or base.grain not in ("M", "Y"):
        return "XXXX-XX-XX"
    return timex(base) + ("-XX" if base.grain == "M" else "-XX-XX")


def day_after(token: Token, context: Context) -> Reading | None:
    """ "the day before", "the day following"."""
    told = token.slot("a")
    step = -1 if told is not None and told.value == "before" else 1
    base = context.told_day()
    return shifted(base, "D", step) if base is not None and base.grain == "D" else Reading("DATE", _open_day(base))


def day_after_day(token: Token, context: Context) -> Reading | None:
    """ "the day after tomorrow"."""
    told, day = token.slot("a"), token.slot("w")
    step = -1 if told is not None and told.value == "before" else 1
    if day is None or context.label(day) != "DEICTICDAY":
        return Reading("DATE", "XXXX-XX-XX")
    return shifted(context.deictic(), "D", step + int(day.value))


def unit_rel(token: Token, context: Context) -> Reading | None:
    """ "last week", "this year", "the following month"."""
    relative, unit = token.slot("r"), token.slot("u")
    if relative is None or unit is None:
        return None
    name, grain = context.label(relative), unit.value
    steps = _STEPS.get(name, 0)
    if name == "LATEST":
        steps = -1
    if grain == "F":
        grain, steps = "W", steps * 2
    anaphoric = name in _ANAPHORIC or (name == "NEXT" and context.opens_with_the(token))
    if grain == "Q" and name in ("LATEST", "SAME", "THAT"):
        return dated(last_quarter(context), grain="Q")
    base = context.told() if anaphoric else context.deictic() or context.told()
    return shifted(base, grain, steps)


def counted_day(token: Token, context: Context) -> Reading | None:
    """ "the third day": which one, the words alone do not tell."""
    return Reading("DATE", _open_day(context.told()))


def week_of(token: Token, context: Context) -> Reading | None:
    """ "the last week of August": the week that holds its last day, or the n-th from its first."""
    whole, told = context.read(token.needed("x")), token.slot("o")
    if whole is None or whole.point is None:
        return dated(None, grain="W")
    if told is not None:
        return dated(around("W", first_day(whole.point)).shift(number(told) - 1))
    ends = any(word in context.word(token) for word in ("last", "final", "closing"))
    return dated(around("W", last_day(whole.point) if ends else first_day(whole.point)))


def the_unit(token: Token, context: Context) -> Reading | None:
    """ "the year", "the quarter": the one that the text has reached."""
    unit = token.slot("u")
    if unit is None:
        return None
    if unit.value == "Q":
        return dated(last_quarter(context), grain="Q")
    return shifted(context.told(), unit.value, 0)


def latest_period(token: Token, context: Context) -> Reading | None:
    return dated(last_quarter(context), grain="Q")


def weekend(token: Token, context: Context) -> Reading | None:
    """The weekend last gone, or the next one in the future tense."""
    base = context.told() if context.narrative else context.deictic() or context.told()
    if base is None:
        return dated(None, grain="WE")
    day = first_day(at_grain(base, "D"))
    here = around("WE", day)
    gone = iso_weekday(day) >= 6
    if context.tense(token.start) == "future" or gone:
        return dated(here)
    return dated(here.shift(-1))


def year_end(token: Token, context: Context) -> Reading | None:
    return shifted(context.deictic() or context.told(), "Y", 0)


def year_ago(token: Token, context: Context) -> Reading | None:
    """ "year-earlier" (profit): a year before the quarter last told, else the year before."""
    if context.quarter is not None:
        return dated(context.quarter.shift(-4))
    return shifted(context.deictic() or context.told(), "Y", -1)


def ago(token: Token, context: Context) -> Reading | None:
    """ "three weeks ago": before publication."""
    amount, unit = amount_of(token)
    if unit == "Y" and amount == 1 and context.quarter is not None:
        return dated(context.quarter.shift(-4))
    return _distance(context.deictic() or context.told(), amount, unit, -1)


def unit_later(token: Token, context: Context) -> Reading | None:
    """ "two days later": from the date last told."""
    told = token.slot("d")
    back = told is not None and (told.value in _BACK or context.word(told) in _BACK)
    amount, unit = amount_of(token)
    if unit == "Y" and amount == 1 and context.quarter is not None:
        return dated(context.quarter.shift(-4 if back else 4))
    base = context.told_day() if unit == "D" else context.told()
    return _distance(base, amount, unit, -1 if back else 1)


def from_now(token: Token, context: Context) -> Reading | None:
    """ "two years from now"."""
    amount, unit = amount_of(token)
    start = token.slot("d")
    if start is not None and start.sense and amount is not None and unit in ("D", "W"):
        base = context.read(start)
        return _distance(None if base is None else base.point, amount * (7 if unit == "W" else 1), "D", 1)
    return _distance(context.deictic() or context.told(), amount, unit, 1)


def _distance(base: Point | None, amount: float | None, unit: str, sign: int) -> Reading:
    """The period so many units before or after a date, at the grain of the unit."""
    if amount is None or unit.startswith("T"):
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    unit, amount = {
        "F": ("W", amount * 2),
        "E": ("Y", amount * 10),
        "C": ("Y", amount * 100),
        "L": ("Y", amount * 1000),
    }.get(unit, (unit, amount))
    if amount != int(amount):
        unit, amount = {"Y": ("M", amount * 12), "M": ("D", amount * 30), "W": ("D", amount * 7)}.get(
            unit, (unit, amount)
        )
    if base is None:
        return dated(None, grain=unit)
    if _coarser(base.grain, unit):
        return Reading(
            "DATE",
            timex(base) + {"M": "-XX", "W": "-WXX", "D": "-XX-XX"}.get(unit, "") if base.grain == "Y" else None,
        )
    return shifted(base, unit, sign * round(amount))


def _coarser(told: str, wanted: str) -> bool:
    """Is a date told too coarsely to count units of this grain from it?"""
    return GRAINS.index(told) < GRAINS.index(wanted) - (2 if wanted == "Q" else 0)


def inner(token: Token, context: Context) -> Reading | None:
    """The value of an expression is that of the date its modifier stands with."""
    within = token.slot("x")
    return None if within is None else context.read(within)


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "deictic_day": deictic_day,
    "weekday": weekday,
    "weekday_rel": weekday_rel,
    "weekday_week": weekday_week,
    "day_rel": day_rel,
    "day_after": day_after,
    "day_after_day": day_after_day,
    "unit_rel": unit_rel,
    "the_unit": the_unit,
    "counted_day": counted_day,
    "week_of": week_of,
    "latest_period": latest_period,
    "weekend": weekend,
    "year_end": year_end,
    "year_ago": year_ago,
    "ago": ago,
    "unit_later": unit_later,
    "from_now": from_now,
    "inner": inner,
}
