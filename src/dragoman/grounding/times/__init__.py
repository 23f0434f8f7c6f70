"""Time expressions: a grammar of our own with TIMEX3 out.

>>> [(t.text, t.value) for t in find_times("It fell on Aug. 6, 2021, two days later.", published=None)]
[('Aug. 6, 2021', '2021-08-06'), ('two days later', '2021-08-08')]
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from dragoman.codebook.times import time_grammar
from dragoman.errors import DateError
from dragoman.grounding.times.calendar import Point
from dragoman.grounding.times.match import reduce_tokens
from dragoman.grounding.times.resolve import resolve
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.tokens import tokens_of, windows
from dragoman.grounding.times.vetting import holds
from dragoman.record.types import TimeExpression

__all__ = ["find_times", "window_before"]

_LENGTH = re.compile(r"P(T?)(\d+)([DWMYHS])")
_DAYS = {"D": 1, "W": 7}


def find_times(
    text: str,
    *,
    published: str | None,
    tense_at: Callable[[int], Literal["past", "present", "future"] | None] | None = None,
) -> tuple[TimeExpression, ...]:
    """Every time expression of a text, in text order, none overlapping another.

    Args:
        text: the document's text.
        published: ISO date or datetime of publication. Without it, and without a date in the text to lean on,
            relative expressions stay unresolved.
        tense_at: tense of the clause's verb at an offset; by default the nearest cue word decides.

    Raises:
        DateError: if ``published`` is no ISO date.
    """
    grammar = time_grammar()
    found: list[Token] = []
    for start, end in windows(text):
        tokens = reduce_tokens(tokens_of(text, start, end), grammar)
        found += [
            token
            for i, token in enumerate(tokens)
            if token.kind in grammar.emitted and holds(text, tokens, i, grammar.labels)
        ]
    if not found:
        return ()
    day = None if published is None else Point("D", publication_day(published).toordinal())
    return resolve(text, found, grammar=grammar, published=day, tense=tense_at)


def publication_day(published: str) -> date:
    """The day of an ISO date or datetime.

    Raises:
        DateError: if it is none.
    """
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError as error:
        raise DateError("published", f"{published!r} is no ISO date", "give it as 2021-08-10") from error


def window_before(duration_value: str, published: str) -> tuple[str, str] | None:
    """First and last day of a length of time that ends with publication ("in just five days").

    Args:
        duration_value: TIMEX3 duration, e.g. ``P5D``.
        published: ISO date or datetime; the last day of the window.

    Returns:
        ISO dates of the first and last day, or None where the length is open (``PXD``). A length of n days
        covers n days, the day of publication the last; hours reach back into the days they touch.

    Raises:
        DateError: if ``published`` is no ISO date.
    """
    found = _LENGTH.fullmatch(duration_value)
    if found is None:
        return None
    last = publication_day(published)
    if found[1]:
        hours = int(found[2]) / (1 if found[3] == "H" else 60 if found[3] == "M" else 3600)
        return (last - timedelta(days=max(0, round(hours / 24 - 0.5)))).isoformat(), last.isoformat()
    count, unit = int(found[2]), found[3]
    if unit in _DAYS:
        first = last - timedelta(days=count * _DAYS[unit] - 1)
    else:
        first = _months_before(last, count * (12 if unit == "Y" else 1)) + timedelta(days=1)
    return first.isoformat(), last.isoformat()


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
