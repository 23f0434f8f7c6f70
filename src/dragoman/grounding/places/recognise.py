"""Is a mention of a known name a place here? Evidence for and against is summed."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.grounding.places.context import Around, around, people
from dragoman.grounding.places.evidence import (
    adjective_score,
    left_evidence,
    neighbour_evidence,
    right_evidence,
)
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.prominence import prior
from dragoman.grounding.places.runs import Word
from dragoman.grounding.places.weights import RECOGNITION as WEIGHTS
from dragoman.grounding.places.weights import STATE_ADJECTIVE, STRONG, THRESHOLD


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention with its evidence: ``score`` in all, ``signs`` the part that comes from the words about it."""

    mention: Mention
    around: Around
    score: float
    signs: float


def judge(text: str, found: Sequence[Word], named: Sequence[Mention]) -> list[Judged]:
    """The evidence on every mention, with what other mentions of the same name lend it."""
    persons = people(found, named)
    return _lend([_judged(text, found, named, i, persons) for i in range(len(named))])


def _judged(text: str, found: Sequence[Word], named: Sequence[Mention], i: int, persons: frozenset[str]) -> Judged:
    mention = named[i]
    about = around(text, found, mention)
    if mention.role == "adjective":
        score = adjective_score(text, about, mention)
        return Judged(mention, about, score, score)
    if mention.role == "abbreviation":
        return Judged(mention, about, STATE_ADJECTIVE, STATE_ADJECTIVE)
    base, great = prior(mention)
    signs = _signs(text, about, mention, great) + neighbour_evidence(text, named, i)
    if mention.last == mention.first and mention.name in persons:
        signs += WEIGHTS["person in document"] * (0.5 if great else 1)
    if about.initial and not great:
        signs += WEIGHTS["sentence start"]
    return Judged(mention, about, base + signs, signs)


def _signs(text: str, about: Around, mention: Mention, great: bool) -> float:
    """Evidence of the words to the left and to the right."""
    left = left_evidence(text, about, mention, great=great)
    right = right_evidence(text, about, mention, great=great)
    if left >= WEIGHTS["towards"] and not about.right and right > WEIGHTS["age"]:
        right = max(right, 0.0)  # "a nurse in Austin told", "a man from Tyler who"
    return left + right


def _lend(judged: Sequence[Judged]) -> list[Judged]:
    """What mentions of one name lend each other: a name that is surely a place once is more likely one elsewhere; one
    that is once the end of a longer unknown name ("Kadiza Sultana") is likely a person's elsewhere."""
    sure: dict[str, float] = defaultdict(lambda: -math.inf)
    partial: set[str] = set()
    for item in judged:
        name = item.mention.name
        sure[name] = max(sure[name], item.signs if item.score > THRESHOLD else -math.inf)
        if item.around.left and item.signs <= WEIGHTS["name before"] / 2:
            partial.add(name)
    return [_lent(item, sure[item.mention.name], item.mention.name in partial) for item in judged]


def _lent(item: Judged, sure: float, partial: bool) -> Judged:
    if item.signs >= STRONG:
        return item
    if sure >= STRONG:
        return replace(item, score=item.score + WEIGHTS["same name elsewhere"])
    return replace(item, score=item.score + WEIGHTS["part of a name elsewhere"]) if partial else item
