"""Is this the same party, place, or stretch of words? What all four lists ask."""

import re
from collections.abc import Sequence
from typing import Any

from eval.answers import Answer, Offsets, offsets
from eval.words import Json

_ARTICLES = frozenset({"the", "a", "an"})


def meet(coded: Sequence[Offsets], gold: Sequence[Offsets]) -> bool:
    """Does a coded span find a gold span? They overlap, and the coded one is not a shot in the dark:
    at most 60 characters and three times the gold's length longer."""
    return any(_shared(c, g) and c[1] - c[0] <= 4 * (g[1] - g[0]) + 60 for c in coded for g in gold)


def touch(first: Sequence[Offsets], second: Sequence[Offsets]) -> bool:
    """Do two lists of spans share a character?"""
    return any(_shared(a, b) for a in first for b in second)


def likeness(first: Sequence[Offsets], second: Sequence[Offsets]) -> float:
    """Dice coefficient of two lists of spans, in characters: 1 for the same, 0 for apart."""
    size = sum(end - start for start, end in (*first, *second))
    return min(1.0, 2 * sum(_shared(a, b) for a in first for b in second) / size) if size else 0.0


def _shared(a: Offsets, b: Offsets) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same_words(gold: Any, coded: Any) -> bool:
    """Overlapping spans, or none on both sides."""
    gold_spans, coded_spans = offsets(gold), offsets(coded)
    return meet(coded_spans, gold_spans) if gold_spans and coded_spans else not gold_spans and not coded_spans


def same_name(first: str | None, second: str | None) -> bool:
    """The same name, or one inside the other, word by word; articles and case do not count."""
    a, b = _name_words(first), _name_words(second)
    short, long = sorted((a, b), key=len)
    return bool(short) and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _name_words(name: str | None) -> list[str]:
    return [word for word in re.findall(r"\w+", (name or "").casefold()) if word not in _ARTICLES]


def name_of(gold: Any) -> str | None:
    """The name in a gold party or place: a string, a span, or ``{"name": …}``; None for none."""
    if isinstance(gold, dict):
        return gold.get("name") or gold.get("text")
    return gold or None


def is_party(answer: Answer, gold: Any, coded: Json | None) -> bool:
    """Is the coded party the gold's? By any mention of its entity, or by name; none equals none."""
    if not name_of(gold) or not coded:
        return not name_of(gold) and not coded
    if meet(answer.mentions(coded), offsets(gold)):
        return True
    return any(same_name(name_of(gold), name) for name in answer.names(coded))


def share_party(answer: Answer, gold: Sequence[Any], coded: Sequence[Json]) -> bool:
    """Is any coded party one of the gold's?"""
    return any(is_party(answer, g, c) for g in gold for c in coded)


def are_parties(answer: Answer, gold: Sequence[Any], coded: Sequence[Json]) -> bool:
    """Is every gold party coded, and every coded party in the gold?"""
    return all(any(is_party(answer, g, c) for c in coded) for g in gold) and all(
        any(is_party(answer, g, c) for g in gold) for c in coded
    )


def is_place(gold: Any, coded: Json | None) -> bool:
    """Is the coded place the gold's, by its words or by name?"""
    if not coded or not name_of(gold):
        return False
    if meet(offsets(coded), offsets(gold)):
        return True
    names = [coded.get(key) for key in ("text", "extracted_place", "resolved_place")]
    return any(same_name(name_of(gold), name) for name in names)
