"""Dates that name a day, month, season, quarter, year, decade or century."""

from dragoman.grounding.times.calendar import (
    SEASONS,
    Point,
    at_grain,
    civil,
    day_point,
    easter,
    first_day,
    month_point,
    ordinal,
    weekday,
    year_of,
)
from dragoman.grounding.times.reading import Context, Reading, Tense, dated
from dragoman.grounding.times.token import Token

SECOND_UNIT = "TS"  # "second" is a unit in the lexicon, and an ordinal where a pattern says so
NEAR_MONTHS = 2  # so far ahead a bare month is the coming one: of the one gone, papers say "last October"
_STEPS = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}
_PARTS_OF_YEAR = {"M": 12, "S": 4, "Q": 4, "H": 2}


def number(token: Token | None) -> int:
    """The whole number that a token stands for."""
    if token is None:
        return 0
    return 2 if token.value == SECOND_UNIT else int(float(token.value))


def year_slot(token: Token) -> int | None:
    """The year told in slot ``y`` (astronomical, with ``b`` before Christ), or None."""
    year = token.slot("y")
    if year is None:
        return None
    return 1 - number(year) if token.slot("b") else number(year)


def iso_day(token: Token, context: Context) -> Reading | None:
    parts = token.needed("d").value.split("-")
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


def full_year(short: int, context: Context) -> int:
    """The year that two digits mean: nearest to the date told, else within 1950–2049."""
    told = context.told()
    if told is None:
        return short + (1900 if short >= 50 else 2000)
    base = year_of(told)
    return base - (base - short + 50) % 100 + 50 if (base - short + 50) % 100 else base + 50


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


month_day_rel = month_day


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


def day_like(token: Token, context: Context) -> Reading | None:
    """The 3 of "3 to 5 June": month and year of the day it stands with, none later than that day."""
    day, like = number(token.slot("d")), context.read(token.needed("like"))
    if like is None or like.point is None or like.point.grain != "D":
        return None
    year, month, _ = civil(like.point.n)
    point = day_point(year, month, day)
    return dated(point) if point else None


day_behind = day_like


def dated_like(token: Token, context: Context) -> Reading | None:
    """The May of "May to July 1918": without a year of its own it takes that of its fellow."""
    within, like = token.needed("x"), token.needed("like")
    told = year_slot(like)
    if told is None or within.sense not in ("month", "month_day") or year_slot(within) is not None:
        return context.read(within)
    if within.sense == "month":
        return dated(month_point(told, number(within.slot("m"))))
    point = day_point(told, number(within.slot("m")), number(within.slot("d")))
    return dated(point) if point else None


def day_of_month(token: Token, context: Context) -> Reading | None:
    """"on the 20th": of the month last told."""
    base, day = context.told(), number(token.slot("d"))
    if base is None or base.grain not in ("D", "M") or not 1 <= day <= 31:
        return None
    year, month, _ = civil(first_day(base))
    point = day_point(year, month, day)
    return dated(point) if point else None


def year_like(token: Token, context: Context) -> Reading | None:
    """The 499 of "499–493 BC"."""
    like, told = context.read(token.needed("like")), number(token.slot("y"))
    if like is None or like.point is None or like.point.grain != "Y":
        return None
    before_christ = like.point.n <= 0
    year = 1 - told if before_christ else told
    return dated(Point("Y", year)) if year <= like.point.n and like.point.n - year < 200 else None


def year_behind(token: Token, context: Context) -> Reading | None:
    """The 17 of "1915–17"."""
    like, told = context.read(token.needed("like")), number(token.slot("y"))
    if like is None or like.point is None or like.point.grain != "Y" or not 10 <= told <= 99:
        return None
    year = like.point.n // 100 * 100 + told
    return dated(Point("Y", year)) if 0 < year - like.point.n < 100 and like.point.n > 1000 else None


def narrative_year(base: Point, month: int) -> int:
    """The year of the telling. A tale goes forward: January told after December is the next year's."""
    year = year_of(base)
    if base.grain in ("M", "D"):
        _, reached, _ = civil(first_day(base))
        if reached == 12 and month <= 2:
            return year + 1
    return year


def nearest_day(base: Point, month: int, day: int, tense: Tense | None) -> Point | None:
    """The day of this name nearest to a date; tense decides where both neighbours are far."""
    year, today = year_of(base), first_day(base)
    candidates = [point for point in (day_point(year + k, month, day) for k in (-1, 0, 1)) if point]
    if not candidates:
        return None
    best = min(candidates, key=lambda point: abs(point.n - today))
    if tense == "future" and best.n < today - 45:
        best = next((point for point in candidates if point.n >= today), best)
    elif tense != "future" and best.n > today + 100:
        best = next((point for point in reversed(candidates) if point.n <= today), best)
    return best


def relative_year(relative: Token, context: Context) -> int | None:
    """The year of "this year", "last year", "that year"."""
    name = context.label(relative)
    base = context.told() if name in ("THAT", "SAME", "FOLLOWING", "PREVIOUS") else context.deictic()
    if base is None:
        base = context.told()
    return None if base is None else year_of(base) + _STEPS.get(name, 0)


def month(token: Token, context: Context) -> Reading | None:
    """A month without a year."""
    index = number(token.slot("m"))
    base = context.told() if context.narrative else context.published or context.now
    if base is None:
        return Reading("DATE", f"XXXX-{index:02d}")
    if context.narrative:
        return dated(month_point(narrative_year(base, index), index))
    return dated(nearest_part(at_grain(base, "M"), index - 1, context.tense(token.start)))


def nearest_part(base: Point, part: int, tense: Tense | None) -> Point:
    """The last month, season or quarter of that name up to ``base``, or the next one in the future tense."""
    parts = _PARTS_OF_YEAR[base.grain]
    back = (base.n - part) % parts
    if (tense == "future" and back) or (base.grain == "M" and parts - back <= NEAR_MONTHS):
        return base.shift(parts - back)
    return base.shift(-back)


def month_year(token: Token, context: Context) -> Reading | None:
    year = year_slot(token)
    return None if year is None else dated(month_point(year, number(token.slot("m"))))


def month_rel(token: Token, context: Context) -> Reading | None:
    """"last June", "June of that year"."""
    return part_rel_year("M", number(token.slot("m")) - 1, token, context)


def season(token: Token, context: Context) -> Reading | None:
    part = SEASONS.index(token.needed("s").value)
    year = year_slot(token)
    if year is not None:
        return dated(Point("S", year * 4 + part))
    base = context.told() if context.narrative else context.published or context.now
    if base is None:
        return Reading("DATE", f"XXXX-{SEASONS[part]}")
    if context.narrative:
        return dated(Point("S", year_of(base) * 4 + part))
    return dated(nearest_part(at_grain(base, "S"), part, context.tense(token.start)))


def season_rel(token: Token, context: Context) -> Reading | None:
    """"last summer", "the summer of that year"."""
    return part_rel_year("S", SEASONS.index(token.needed("s").value), token, context)


def part_rel_year(grain: str, part: int, token: Token, context: Context) -> Reading | None:
    """A month or season with "last", "next", "this", or with "of last year"."""
    relative = token.needed("r")
    parts = _PARTS_OF_YEAR[grain]
    if relative.end < token.end and context.text[token.start : token.end].lower().endswith("year"):
        year = relative_year(relative, context)
        return dated(None if year is None else Point(grain, year * parts + part), grain=grain)
    name = context.label(relative)
    anaphoric = name in ("THAT", "SAME", "FOLLOWING", "PREVIOUS") or context.opens_with_the(token)
    base = context.told() if anaphoric else context.deictic() or context.told()
    if base is None:
        return dated(None, grain=grain)
    here = at_grain(base, grain)
    back = (here.n - part) % parts
    if name in ("NEXT", "COMING", "FOLLOWING"):
        return dated(here.shift(parts - back))
    if name in ("LAST", "PAST", "PREVIOUS"):
        # "last June" is not the month just gone: that would be "last month"
        return dated(here.shift(-(back if back > (grain == "M") else back + parts)))
    return dated(Point(grain, here.n // parts * parts + part))


def quarter(token: Token, context: Context) -> Reading | None:
    """"the third quarter", of a year told or the one last ended or under way."""
    told = token.slot("o")
    part = number(told) - 1 if told else None
    if part is not None and not 0 <= part <= 3:
        return None
    year = year_slot(token)
    if year is not None:
        return dated(None if part is None else Point("Q", year * 4 + part), grain="Q")
    base = context.deictic() or context.told()
    if base is None or part is None:
        return Reading("DATE", f"XXXX-Q{part + 1}" if part is not None else "XXXX-QX")
    return dated(nearest_part(at_grain(base, "Q"), part, "past"))


def quarter_rel(token: Token, context: Context) -> Reading | None:
    """"this year's third quarter", "the third quarter of last year"."""
    year = relative_year(token.needed("r"), context)
    told = token.slot("o")
    if told is None:
        here = last_quarter(context)
        return dated(None if here is None or year is None else Point("Q", year * 4 + here.n % 4), grain="Q")
    return dated(None if year is None else Point("Q", year * 4 + number(told) - 1), grain="Q")


def last_quarter(context: Context) -> Point | None:
    """The quarter last told, else the one that last ended before publication."""
    if context.quarter is not None:
        return context.quarter
    base = context.deictic() or context.told()
    return None if base is None else at_grain(base, "Q").shift(-1)


def quarter_ago(token: Token, context: Context) -> Reading | None:
    """"the year-earlier quarter"."""
    told, base = token.slot("o"), last_quarter(context)
    if base is not None and told is not None:
        base = nearest_part(base, number(told) - 1, "past")
    return dated(None if base is None else base.shift(-4), grain="Q")


def half_year(token: Token, context: Context) -> Reading | None:
    year = year_slot(token)
    if year is None and (relative := token.slot("r")) is not None:
        year = relative_year(relative, context)
    elif year is None and (base := context.told()) is not None:
        year = year_of(base)
    told = token.needed("o")
    half = 0 if told.value == "1" else 1
    return dated(None if year is None else Point("H", year * 2 + half), grain="H")


half_rel = half_year


def year_unit(token: Token, context: Context) -> Reading | None:
    """"the 1988 quarter": the quarter last told, in that year."""
    here, year = last_quarter(context), year_slot(token)
    if here is None or year is None:
        return None
    return dated(Point("Q", year * 4 + here.n % 4), grain="Q")


def year(token: Token, context: Context) -> Reading | None:
    told = year_slot(token)
    return None if told is None else dated(Point("Y", told), grain="Y")


bc_year = year


def ad_year(token: Token, context: Context) -> Reading | None:
    return dated(Point("Y", number(token.slot("y"))))


def short_year(token: Token, context: Context) -> Reading | None:
    return dated(Point("Y", full_year(int(token.needed("y").value[-2:]), context)))


def decade(token: Token, context: Context) -> Reading | None:
    """"the 1980s", "the '80s", "the 480s BC"."""
    digits = "".join(ch for ch in token.needed("y").value if ch.isdigit())
    if token.slot("b"):
        return Reading("DATE", f"BC{int(digits) // 10:03d}")
    if len(digits) == 2:
        return _short_decade(int(digits) // 10, context)
    return dated(Point("E", int(digits) // 10)) if len(digits) == 4 else None


def decade_words(token: Token, context: Context) -> Reading | None:
    return _short_decade(number(token.slot("y")), context)


def _short_decade(tens: int, context: Context) -> Reading:
    base = context.told()
    century = 19 if base is None else (year_of(base) - tens * 10) // 100
    return dated(Point("E", century * 10 + tens))


def century(token: Token, context: Context) -> Reading | None:
    count = number(token.slot("n"))
    if not 1 <= count <= 30:
        return None
    return Reading("DATE", f"BC{count - 1:02d}") if token.slot("b") else dated(Point("C", count - 1))


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
