"""Finding in a text the words that a record refers to.

A reference is the words as they stand, if need be with ``#n`` for the n-th time that they occur, or
``first words ... last words`` for everything from the first to the last, or ``@label`` for words
that the text marks as ``[label:words]``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.errors import CaseError
from eval.marks import Mark

Json = dict[str, Any]

_NTH = re.compile(r"^(.*\S)\s+#(\d+)$")


@dataclass(frozen=True, slots=True)
class Scope:
    """A paragraph of a text: ``text[start:end]``, and its marks (offsets into ``text``)."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()


def span(start: int, end: int, text: str) -> Json:
    """A span as the JSON of the record has it; ``text`` is the whole text."""
    return {"start": start, "end": end, "text": text[start:end]}


def find(reference: str, scope: Scope, *, place: str, earlier: bool = False) -> Json:
    """The span that a reference means.

    Args:
        earlier: take words that the paragraph lacks from the nearest place before it; for parties
            that a pronoun stands for.

    Raises:
        CaseError: the words do not occur, or more than once without ``#n``.
    """
    if reference.startswith("@"):
        return _marked(reference[1:], scope, place)
    if " ... " in reference:
        return _range(reference, scope, place)
    words, nth = _with_number(reference)
    found = _occurrences(words, scope.text, scope.start, scope.end)
    if not found and earlier:
        found = _occurrences(words, scope.text, 0, scope.start)[-1:]
    return span(*_chosen(words, nth, found, place), scope.text)


def occurs(words: str, text: str) -> bool:
    """Do these words stand in the text, case aside?"""
    return bool(_occurrences(words.lower(), text.lower(), 0, len(text)))


def _with_number(reference: str) -> tuple[str, int | None]:
    numbered = _NTH.match(reference)
    return (numbered[1], int(numbered[2])) if numbered else (reference, None)


def _occurrences(words: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    pattern = re.compile(before + re.escape(words) + after)
    return [match.span() for match in pattern.finditer(text, start, end)]


def _chosen(words: str, nth: int | None, found: Sequence[tuple[int, int]], place: str) -> tuple[int, int]:
    if not found:
        raise CaseError(place, f"the words '{words}' do not stand in the paragraph", "copy them from the text")
    if nth is None and len(found) > 1:
        raise CaseError(
            place,
            f"'{words}' stands there {len(found)} times",
            "add #1, #2 … to say which, or more of the words",
        )
    if nth is not None and not 1 <= nth <= len(found):
        raise CaseError(place, f"'{words}' stands there {len(found)} times, not {nth}", "correct the number")
    return found[(nth or 1) - 1]


def _range(reference: str, scope: Scope, place: str) -> Json:
    first, last = reference.split(" ... ", 1)
    words, nth = _with_number(first)
    start, end = _chosen(words, nth, _occurrences(words, scope.text, scope.start, scope.end), place)
    tail, tail_nth = _with_number(last)
    after = _occurrences(tail, scope.text, end, scope.end)[: None if tail_nth else 1]
    return span(start, _chosen(tail, tail_nth, after, place)[1], scope.text)


def _marked(label: str, scope: Scope, place: str) -> Json:
    for mark in scope.marks:
        if f"{mark.role}{mark.record}" == label or (mark.role == label and mark.record == 1):
            return span(mark.start, mark.end, scope.text)
    raise CaseError(place, f"no mark [{label}:…] in the paragraph", "mark the words, or name them")
