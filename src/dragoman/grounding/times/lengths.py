"""Durations, and times that recur."""

from dragoman.grounding.times.numbers import plain
from dragoman.grounding.times.reading import Context, Reading, Sense
from dragoman.grounding.times.token import Token

_YEARS = {"E": 10, "C": 100, "L": 1000}


def duration(amount: float | None, unit: str) -> str:
    """TIMEX3 value of a length: ``P3D``, ``PT5H``, ``PXM``; decades and centuries counted in years."""
    if unit == "TH" and amount is not None and amount % 1 == 0.5:
        return f"PT{int(amount)}H30M" if amount > 1 else "PT30M"
    if unit.startswith("T"):
        return "PT" + _count(amount) + unit[1]
    if unit in _YEARS and amount is not None:
        return "P" + _count(amount * _YEARS[unit]) + "Y"
    if unit == "F":
        return "P" + _count(None if amount is None else amount * 2) + "W"
    if amount is not None and amount % 1 == 0.5 and unit == "Y":
        return f"P{int(amount)}Y6M" if amount > 1 else "P6M"
    return "P" + _count(amount) + unit


def _count(amount: float | None) -> str:
    return "X" if amount is None else plain(amount)


def amount_of(token: Token) -> tuple[float | None, str]:
    """How many of which unit a length speaks of; the amount is None if the words leave it open."""
    within = token.slot("q")
    if within is not None:
        return amount_of(within)
    unit, told = token.slot("u"), token.slot("n")
    code = unit.value if unit is not None else "D"
    if code in ("MO", "AF", "EV", "NI"):
        code = "D"
    extra = 0.5 if token.sense in ("quantity_half", "unit_and_half") else 0.0
    if token.sense == "half_unit":
        return 0.5, code
    if token.sense in ("one_unit", "unit_and_half", "year_to"):
        return 1 + extra, code
    return (float(told.value) + extra if told is not None else None), code


def length(token: Token, context: Context) -> Reading | None:
    amount, unit = amount_of(token)
    return Reading("DURATION", duration(amount, unit))


quantity = quantity_half = one_unit = half_unit = unit_and_half = fuzzy_quantity = bare_units = year_to = length


def recur(token: Token, context: Context) -> Reading | None:
    """ "daily", "weekly"."""
    told = token.slot("x")
    unit = told.value if told is not None else "D"
    return Reading("SET", "P2W" if unit == "2W" else duration(1, unit))


def rate(token: Token, context: Context) -> Reading | None:
    """ "twice a week"."""
    told = token.slot("x")
    if told is None:
        return None
    return Reading("SET", duration(1, told.value) if told.value else duration(*amount_of(told)))


def every(token: Token, context: Context) -> Reading | None:
    """ "every day", "every two weeks", "every night"."""
    told = token.slot("x")
    if told is None:
        return None
    if told.sense:
        return Reading("SET", duration(*amount_of(told)))
    kind = context.label(told)
    if kind == "DAYPART":
        return Reading("SET", f"XXXX-XX-XXT{told.value}")
    if kind == "HOLIDAY":
        return Reading("SET", f"XXXX-{told.value}" if len(told.value) == 5 and told.value[2] == "-" else "P1Y")
    return Reading("SET", duration(2 if token.slot("o") else 1, told.value))


def every_point(token: Token, context: Context) -> Reading | None:
    """ "every Friday", "each July"."""
    told = token.slot("x")
    if told is None:
        return None
    day, month, season = told.slot("w"), told.slot("m"), told.slot("s")
    if day is not None:
        return Reading("SET", f"XXXX-WXX-{day.value}")
    if month is not None:
        return Reading("SET", f"XXXX-{int(month.value):02d}")
    return Reading("SET", f"XXXX-{season.value}" if season is not None else None)


def weekdays(token: Token, context: Context) -> Reading | None:
    """ "Fridays", "Tuesday nights"."""
    day, part = token.slot("w"), token.slot("p")
    if day is None:
        return None
    return Reading("SET", f"XXXX-WXX-{day.value}" + (f"T{part.value}" if part is not None else ""))


def weekday_parts(token: Token, context: Context) -> Reading | None:
    told, part = token.slot("d"), token.slot("p")
    day = told.slot("w") if told is not None else None
    if day is None or part is None:
        return None
    return Reading("SET", f"XXXX-WXX-{day.value}T{part.value}")


def ref(token: Token, context: Context) -> Reading | None:
    """ "now", "recently", "the future"."""
    told = token.slot("x")
    return (
        None
        if told is None
        else Reading("DATE", told.value if told.value.endswith("_REF") else _REFS.get(context.label(told)))
    )


def open_time(token: Token, context: Context) -> Reading | None:
    """ "the same time", "this period": a time, and no telling which."""
    return Reading("DATE", None)


_REFS = {"PAST": "PAST_REF", "FUTURE": "FUTURE_REF"}


def recent_units(token: Token, context: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF")


def future_units(token: Token, context: Context) -> Reading | None:
    return Reading("DATE", "FUTURE_REF")


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "length": length,
    "recur": recur,
    "rate": rate,
    "every": every,
    "every_point": every_point,
    "weekdays": weekdays,
    "weekday_parts": weekday_parts,
    "ref": ref,
    "recent_units": recent_units,
    "future_units": future_units,
    "open_time": open_time,
    "quantity": length,
    "quantity_half": length,
    "one_unit": length,
    "half_unit": length,
    "unit_and_half": length,
    "fuzzy_quantity": length,
    "bare_units": length,
    "year_to": length,
    "recent": recent_units,
}
