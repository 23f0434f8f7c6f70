"""Whom a pronoun stands for: recency, role, number and animacy.

A plain salience method in the line of Lappin and Leass (1994): candidates of the last sentences, each
with a weight for its role that falls with the distance, filtered by number, animacy and gender.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.discourse import Referent
from dragoman.grounding.actors.types import Mention

_CLASSES = ("he", "she", "it", "they", "speaker", "relative")
CLASS_OF = {word: name for name in _CLASSES for word in words(name)}
_REACH = {"he": 4, "she": 4, "it": 2, "they": 3}
_ROLE_WEIGHT = {
    "subject": 5.0,
    "appositive": 2.0,
    "object": 2.5,
    "possessor": 2.0,
    "oblique": 1.0,
    "other": 1.0,
}
_PER_SENTENCE = 4.0
_RELATIVE_REACH = 120
_EXPLETIVE = re.compile(
    r"\s+(?:is|was|’s|'s|will be|would be|has been|had been|remains|remained|seems|seemed|appears|appeared|"
    r"became|becomes|looks|looked)\s+(?:(?:\w+\s+){0,3}?that|"
    r"(?:not\s+|also\s+|still\s+|now\s+|very\s+|more\s+|so\s+|immediately\s+|highly\s+)*"
    r"(?:un)?(?:clear|likely|possible|impossible|necessary|important|essential|vital|crucial|time|too|hard|"
    r"difficult|easy|easier|better|best|wrong|right|fair|usual|common|rare|normal|natural|known|certain|"
    r"legal|illegal|reasonable|dangerous|worth|no longer possible|raining|snowing|because))\b"
    r"|\s+(?:takes|took|rained|snowed|turns out|turned out)\b"
)


class Seen(NamedTuple):
    """A mention that was given a referent: position in the text, sentence, role, number; see :class:`Mention`."""

    referent: Referent
    start: int
    sentence: int
    role: str
    plural: bool
    joined: bool


def antecedent(
    word: str, mention: Mention, seen: Sequence[Seen], *, text: str, barred: Collection[str] = ()
) -> Referent | None:
    """The referent of a third-person or relative pronoun, ``None`` if none fits.

    Args:
        word: the pronoun in lower case.
        seen: earlier mentions in text order.
        barred: keys of names that it cannot stand for.
    """
    group = CLASS_OF.get(word)
    if group == "relative":
        return _relative(mention, seen)
    if group not in _REACH or (word == "it" and _EXPLETIVE.match(text, mention.end)):
        return None
    best, weight = None, float("-inf")
    for order, item in enumerate(reversed(seen[-60:])):
        distance = mention.sentence - item.sentence
        if distance > _REACH[group]:
            break
        if distance < 0 or not _fits(group, item) or any(name in barred for name in item.referent.names):
            continue
        points = _weight(group, item, mention, distance=distance) - 0.05 * order
        if points > weight:
            best, weight = item.referent, points
    if best and group in ("he", "she"):
        best.gender = best.gender or ("m" if group == "he" else "f")
    return best


def _relative(mention: Mention, seen: Sequence[Seen]) -> Referent | None:
    for item in reversed(seen[-3:]):
        near = item.sentence == mention.sentence and mention.start - item.start < _RELATIVE_REACH
        if near and (item.referent.person is not False or not mention.text.lower().startswith("who")):
            return item.referent
    return None


def _fits(group: str, item: Seen) -> bool:
    referent = item.referent
    if group == "they":
        there = item.role == "oblique" and referent.kind == "country"
        return item.plural or item.joined or referent.plural or (referent.person is False and not there)
    if item.plural or referent.plural:
        return False
    if group == "it":
        return referent.person is False
    other = "f" if group == "he" else "m"
    return referent.person is not False and referent.kind != "people" and referent.gender != other


def _weight(group: str, item: Seen, mention: Mention, *, distance: int) -> float:
    points = _ROLE_WEIGHT.get(item.role, 1.0) - _PER_SENTENCE * distance
    if item.role == "oblique" and item.referent.kind == "country":
        points -= 2.0  # Most often where something happens.
    if group == "they" and item.referent.kind == "country":
        points -= 1.5
    if group == "they" and (item.plural or item.referent.plural or (item.joined and distance > 0)):
        points += 3.0
    if group in ("he", "she"):
        points += 1.5 if item.referent.person else 0.0
        points -= 0.0 if item.referent.person or item.referent.gender else 2.0
    if distance == 0 and mention.role == "object" and item.role == "subject":
        # "X met Y and told him": the object of a clause is seldom its own subject.
        points -= 4.0
    return points
