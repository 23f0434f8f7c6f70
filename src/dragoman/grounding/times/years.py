"""Years, decades and centuries, and the numbers that name them."""

from dragoman.grounding.times.calendar import Point, civil, first_day, year_of
from dragoman.grounding.times.reading import Context, Reading, Sense, dated
from dragoman.grounding.times.token import Token

SECOND_UNIT = "TS"  # "second" is a unit in the lexicon, and an ordinal where a pattern says so
STEPS = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}


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


def full_year(short: int, context: Context) -> int:
    """The year that two digits mean: nearest to the date told, else within 1950–2049."""
    told = context.told()
    if told is None:
        return short + (1900 if short >= 50 else 2000)
    base = year_of(told)
    return base + 50 - (base - short + 50) % 100


def relative_year(relative: Token, context: Context) -> int | None:
    """The year of "this year", "last year", "that year"."""
    name = context.label(relative)
    base = context.told() if name in ("THAT", "SAME", "FOLLOWING", "PREVIOUS") else context.deictic()
    if base is None:
        base = context.told()
    return None if base is None else year_of(base) + STEPS.get(name, 0)


def narrative_year(base: Point, month: int) -> int:
    """The year of the telling. A tale goes forward: January told after December is the next year's."""
    year = year_of(base)
    if base.grain in ("M", "D"):
        _, reached, _ = civil(first_day(base))
        if reached == 12 and month <= 2:
            return year + 1
    return year


def year(token: Token, context: Context) -> Reading | None:
    told = year_slot(token)
    return None if told is None else dated(Point("Y", told), grain="Y")


def ad_year(token: Token, context: Context) -> Reading | None:
    return dated(Point("Y", number(token.slot("y"))))


def short_year(token: Token, context: Context) -> Reading | None:
    return dated(Point("Y", full_year(int(token.needed("y").value[-2:]), context)))


def decade(token: Token, context: Context) -> Reading | None:
    """ "the 1980s", "the '80s", "the 480s BC"."""
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


#: What reads each construction, by the sense named in ``constructions.txt``.
SENSES: dict[str, Sense] = {
    "year": year,
    "ad_year": ad_year,
    "short_year": short_year,
    "decade": decade,
    "decade_words": decade_words,
    "century": century,
    "year_like": year_like,
    "year_behind": year_behind,
    "bc_year": year,
}
