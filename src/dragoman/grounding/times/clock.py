"""Times of the day."""

from dragoman.grounding.times.calendar import Point, day_point, timex
from dragoman.grounding.times.reading import UNKNOWN, Context, Reading, Sense, shifted
from dragoman.grounding.times.token import Token


def time_of(clock: Token) -> str | None:
    """``HH:MM`` of a clock token (slots c, a, p), or None where the clock has no such time."""
    told, half, part = clock.slot("c"), clock.slot("a"), clock.slot("p")
    if told is None:
        return None
    if clock.sense == "clock_word":
        return told.value
    hours, _, minutes = told.value.replace(".", ":").partition(":")
    hour, minute = int(hours), int(minutes[:2] or 0)
    late = (half is not None and half.value == "pm") or (part is not None and part.value in ("AF", "EV"))
    if part is not None and part.value == "NI":
        late = hour >= 5
    if half is not None or part is not None:
        if hour > 12:
            late = False
        hour = hour % 12 + (12 if late else 0) if hour <= 12 else hour
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _day(token: Token, context: Context) -> Point | None:
    """The day that a bare time of the day falls on."""
    told = context.told_day() if context.narrative else context.day_of_sentence(token.start) or context.deictic()
    return told if told is not None and told.grain == "D" else None


def _at(day: Point | None, time: str | None, base: Point | None = None) -> Reading | None:
    if time is None:
        return None
    prefix = timex(day) if day is not None else UNKNOWN["D"]
    if day is None and base is not None and base.grain in ("M", "Y"):
        prefix = timex(base) + ("-XX" if base.grain == "M" else "-XX-XX")
    return Reading("TIME", f"{prefix}T{time}", day)


def clock(token: Token, context: Context) -> Reading | None:
    return _at(_day(token, context), time_of(token))


def iso_time(token: Token, context: Context) -> Reading | None:
    """An ISO datetime; value to the minute, with the zone left out."""
    told = token.needed("d").value
    point = day_point(int(told[:4]), int(told[5:7]), int(told[8:10]))
    return None if point is None else _at(point, told[11:16])


def clock_day(token: Token, context: Context) -> Reading | None:
    """ "5 p.m. Thursday"."""
    told, time = _read(token.slot("d"), context), token.slot("t")
    if told is None or time is None:
        return None
    return _at(told.point, time_of(time)) if told.point else Reading("TIME", f"{told.value}T{time_of(time)}")


def clock_part(token: Token, context: Context) -> Reading | None:
    """ "5 o'clock this afternoon"."""
    time, part = token.slot("t"), _read(token.slot("p"), context)
    if time is None or part is None:
        return None
    told = time_of(time)
    if told is not None and part.value is not None and part.value.endswith(("AF", "EV", "NI")) and told < "12:00":
        told = f"{int(told[:2]) + 12:02d}{told[2:]}"
    return _at(part.point, told)


def day_part(token: Token, context: Context) -> Reading | None:
    """ "Tuesday night", "the morning of 5 June"."""
    told, part = _read(token.slot("d"), context), token.slot("p")
    if told is None or part is None or told.value is None:
        return None
    return Reading("TIME", f"{told.value}T{part.value}", told.point)


def part_rel(token: Token, context: Context) -> Reading | None:
    """ "this morning", "last night", "that evening", "the next morning"."""
    relative, part = token.slot("r"), token.slot("p")
    if relative is None or part is None:
        return None
    name = context.label(relative)
    if name in ("THIS", "LAST"):
        base = context.deictic()
        step = -1 if name == "LAST" else 0
    else:
        base = context.told_day()
        step = {"NEXT": 1, "FOLLOWING": 1, "PREVIOUS": -1}.get(name, 0)
    if base is not None and base.grain != "D":
        return _at(None, part.value, base)
    return _at(shifted(base, "D", step).point, part.value)


def part_before(token: Token, context: Context) -> Reading | None:
    """ "the night before": the day last told."""
    base = context.told_day()
    day = shifted(base, "D", -1).point if base is not None and base.grain == "D" else None
    return _at(day, token.needed("p").value, base)


def part_of_day(token: Token, context: Context) -> Reading | None:
    """ "the morning", "overnight", "tonight"."""
    part = token.slot("p")
    if part is None:
        return None
    base = context.told() if context.narrative else None
    return _at(_day(token, context), part.value, base)


def any_part(token: Token, context: Context) -> Reading | None:
    """ "at night": of no day in particular."""
    return Reading("TIME", f"{UNKNOWN['D']}T{token.needed('p').value}")


def _read(token: Token | None, context: Context) -> Reading | None:
    return None if token is None else context.read(token)


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "clock": clock,
    "clock_day": clock_day,
    "clock_part": clock_part,
    "day_part": day_part,
    "part_rel": part_rel,
    "part_before": part_before,
    "part_of_day": part_of_day,
    "any_part": any_part,
    "iso_time": iso_time,
    "clock_word": clock,
}
