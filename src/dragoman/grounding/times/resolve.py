"""From constructions to time expressions, in text order: each is read against what came before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from dragoman.codebook.times import TimeGrammar
from dragoman.grounding.times.calendar import Point, iso_days, last_day, year_of
from dragoman.grounding.times.reading import Context, Reading, Tense
from dragoman.grounding.times.senses import SENSES
from dragoman.grounding.times.tense import cue_tense
from dragoman.grounding.times.token import Token
from dragoman.record.types import TimeExpression

_SEEN_FROM_NOW = 3  # a "yesterday" or "Friday" weighs as much as three years named
_FEW_YEARS = 3  # a report may name so many for its background
_FAR = 2  # years from publication from which on a date is history


def resolve(
    text: str,
    tokens: Sequence[Token],
    *,
    grammar: TimeGrammar,
    published: Point | None,
    tense: Callable[[int], Tense | None] | None,
) -> tuple[TimeExpression, ...]:
    """Time expressions for the constructions found, in text order."""
    chronicle = is_chronicle(tokens, published)
    context = Context(
        text=text,
        published=published,
        now=None,
        day=None,
        day_end=0,
        quarter=None,
        narrative=chronicle or published is None,
        labels=grammar.labels,
        tense=tense if tense is not None else partial(cue_tense, text),
        parsed=tense is not None,
        senses=SENSES,
    )
    out: list[TimeExpression] = []
    for token in tokens:
        if token.kind == grammar.kinds["NARRATIVE"] and not chronicle:
            continue
        reading = context.read(token)
        if reading is None:
            continue
        out.append(_expression(text, token, reading))
        context = _moved_on(context, token, reading)
    return tuple(out)


def _moved_on(context: Context, token: Token, reading: Reading) -> Context:
    """What the next expression leans on."""
    point = reading.point
    if point is None or reading.type not in ("DATE", "TIME") or token.sense in _ASIDE:
        return context
    if context.narrative and _is_aside(context.text, token):
        return context
    if point.grain == "D":
        context = replace(context, day=point, day_end=token.end)
    if token.sense == "quarter" and token.slot("y") is None and _ended(point, context.published):
        return replace(context, now=point, quarter=point)
    return replace(context, now=point)


def _is_aside(text: str, token: Token) -> bool:
    """What ends a range ("1915-1916"), stands in brackets or looks back ("since 1912") moves no tale on."""
    before = text[max(0, token.start - 40) : token.start]
    if before[-1:] in ("-", "–") and before[-2:-1].isalnum():
        return True
    return before.rfind("(") > before.rfind(")") or before.rsplit(None, 1)[-1:] in _LOOKING_BACK


def _ended(point: Point, published: Point | None) -> bool:
    return published is None or last_day(point) < published.n


_LOOKING_BACK = (["since"], ["before"], ["after"], ["than"])
_ASIDE = frozenset(("ago", "year_ago", "quarter_ago", "year_unit"))


def _expression(text: str, token: Token, reading: Reading) -> TimeExpression:
    first = last = None
    if reading.point is not None and reading.type in ("DATE", "TIME"):
        first, last = iso_days(reading.point)
    span = text[token.start : token.end]
    return TimeExpression(token.start, token.end, span, reading.type, reading.value, first, last)


def is_chronicle(tokens: Sequence[Token], published: Point | None) -> bool:
    """Does the text tell of another time than its own? So it does where it names more years far from its
    publication than days seen from it (yesterday, Friday, last week)."""
    here = None if published is None else year_of(published)
    far = near = 0
    for token in tokens:
        year = _year_told(token)
        if year is None:
            near += _SEEN_FROM_NOW * (token.sense in _DEICTIC)
        elif here is None or abs(year - here) >= _FAR:
            far += 1
        else:
            near += 1
    return far > _FEW_YEARS and far > near


_DEICTIC = frozenset(("weekday", "deictic_day", "weekday_rel", "unit_rel", "ago"))


def _year_told(token: Token) -> int | None:
    told = token.slot("y")
    if told is not None and told.value.isdigit():
        return -int(told.value) if token.slot("b") else int(told.value)
    for _, within in token.slots:
        if within.slots and (year := _year_told(within)) is not None:
            return year
    return None
