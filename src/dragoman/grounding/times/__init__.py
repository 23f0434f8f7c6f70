"""Time expressions: a grammar of our own with TIMEX3 out.

>>> [(t.text, t.value) for t in find_times("It fell on Aug. 6, 2021, two days later.", published=None)]
[('Aug. 6, 2021', '2021-08-06'), ('two days later', '2021-08-08')]
"""

import re
from collections.abc import Callable
from datetime import date
from math import ceil
from typing import Literal

from dragoman.codebook.times import time_grammar
from dragoman.errors import DateError
from dragoman.grounding.times.calendar import Point, civil, days_in_month, iso, ordinal
from dragoman.grounding.times.dateline import HEAD, day_of_report
from dragoman.grounding.times.match import reduce_tokens
from dragoman.grounding.times.resolve import resolve
from dragoman.grounding.times.token import Token
from dragoman.grounding.times.tokens import tokens_of, windows
from dragoman.grounding.times.vetting import holds
from dragoman.record.types import TimeExpression

__all__ = ["find_times", "report_day", "times_and_day", "window_before"]

_LENGTH = re.compile(r"P(T?)(\d+)([DWMYHS])")
_DAYS = {"D": 1, "W": 7}
_HOURS = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}


def find_times(
    text: str,
    *,
    published: str | None,
    tense_at: Callable[[int], Literal["past", "present", "future"] | None] | None = None,
) -> tuple[TimeExpression, ...]:
    """Every time expression of a text, in text order, none overlapping another.

    Args:
        text: the document's text.
        published: ISO date or datetime of publication. Without it the day that the text bears itself counts
            (:func:`report_day`); without that, relative expressions lean on the dates told before them, or stay
            unresolved.
        tense_at: tense of the clause's verb at an offset; by default the nearest cue word decides.

    Raises:
        DateError: if ``published`` is no ISO date.
    """
    return times_and_day(text, published=published, tense_at=tense_at)[0]


def times_and_day(
    text: str,
    *,
    published: str | None,
    tense_at: Callable[[int], Literal["past", "present", "future"] | None] | None = None,
) -> tuple[tuple[TimeExpression, ...], str | None]:
    """What :func:`find_times` finds, and the day that it leant on: ``published``, else :func:`report_day`."""
    day = None if published is None else Point("D", publication_day(published).toordinal())
    found = _constructions(text)
    if day is None:
        day = day_of_report(text, found)
    times = resolve(text, found, grammar=time_grammar(), published=day, tense=tense_at) if found else ()
    return times, published or (None if day is None else iso(day.n))


def _constructions(text: str) -> list[Token]:
    grammar = time_grammar()
    found: list[Token] = []
    for start, end in windows(text):
        tokens = reduce_tokens(tokens_of(text, start, end), grammar)
        found += [
            token
            for i, token in enumerate(tokens)
            if token.kind in grammar.emitted and holds(text, tokens, i, grammar.labels)
        ]
    return found


def report_day(text: str) -> str | None:
    """ISO date of the day that a report bears in its dateline or header, or None where it bears none.

    >>> report_day("GENEVA, May 3, 1999 — Talks went on.")
    '1999-05-03'
    """
    return times_and_day(text[:HEAD], published=None)[1]


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
        covers n days, the day of publication the last; hours count from its noon.

    Raises:
        DateError: if ``published`` is no ISO date.
    """
    found = _LENGTH.fullmatch(duration_value)
    if found is None:
        return None
    last = publication_day(published).toordinal()
    first = iso(last + 1 - _days(int(found[2]), found[1] + found[3], last))
    return None if first is None else (first, publication_day(published).isoformat())


def _days(count: int, unit: str, last: int) -> int:
    """Days in a length of time that ends with the day of number ``last``."""
    if unit in _HOURS:
        return 1 + max(0, ceil(count * _HOURS[unit] / 24 - 0.5))
    if unit in _DAYS:
        return count * _DAYS[unit]
    year, month, day = civil(last)
    year, month = divmod(year * 12 + month - 1 - count * (12 if unit == "Y" else 1), 12)
    return last - ordinal(year, month + 1, min(day, days_in_month(year, month + 1)))
