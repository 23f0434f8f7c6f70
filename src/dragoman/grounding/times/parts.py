"""Parts of a year: months, seasons, quarters, halves."""

from dragoman.grounding.times.calendar import SEASONS, Point, at_grain, month_point, year_of
from dragoman.grounding.times.reading import Context, Reading, Sense, Tense, dated
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.years import narrative_year, number, relative_year, year_slot

LAST = "-1"  # the value of "last" where an ordinal may stand
NEAR_MONTHS = 2  # so far ahead a bare month is the coming one: of the one gone, papers say "last October"
_PARTS_OF_YEAR = {"M": 12, "S": 4, "Q": 4, "H": 2}


def month(token: Token, context: Context) -> Reading | None:
    """A month without a year."""
    index = number(token.slot("m"))
    base = context.told() if context.narrative else context.published or context.now
    if base is None:
        return Reading("DATE", f"XXXX-{index:02d}")
    if context.narrative:
        return dated(month_point(narrative_year(base, index), index))
    here, tense = at_grain(base, "M"), context.tense(token.start)
    ahead = (index - 1 - here.n) % 12
    if 0 < ahead <= NEAR_MONTHS and not (context.parsed and tense == "past"):
        tense = "future"
    return dated(nearest_part(here, index - 1, tense))


def nearest_part(base: Point, part: int, tense: Tense | None) -> Point:
    """The last month, season or quarter of that name up to ``base``, or the next one in the future tense."""
    parts = _PARTS_OF_YEAR[base.grain]
    back = (base.n - part) % parts
    if tense == "future" and back:
        return base.shift(parts - back)
    return base.shift(-back)


def month_year(token: Token, context: Context) -> Reading | None:
    year = year_slot(token)
    return None if year is None else dated(month_point(year, number(token.slot("m"))))


def month_rel(token: Token, context: Context) -> Reading | None:
    """ "last June", "June of that year"."""
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
    """ "last summer", "the summer of that year"."""
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
    """ "the third quarter", of a year told or the one last ended or under way."""
    told = token.slot("o")
    part = None if told is None else 3 if told.value == LAST else number(told) - 1
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
    """ "this year's third quarter", "the third quarter of last year"."""
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
    """ "the year-earlier quarter"."""
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


def year_unit(token: Token, context: Context) -> Reading | None:
    """ "the 1988 quarter": the quarter last told, in that year."""
    here, year = last_quarter(context), year_slot(token)
    if here is None or year is None:
        return None
    return dated(Point("Q", year * 4 + here.n % 4), grain="Q")


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "month": month,
    "month_year": month_year,
    "month_rel": month_rel,
    "season": season,
    "season_rel": season_rel,
    "quarter": quarter,
    "quarter_rel": quarter_rel,
    "quarter_ago": quarter_ago,
    "half_year": half_year,
    "half_rel": half_year,
    "year_unit": year_unit,
}
