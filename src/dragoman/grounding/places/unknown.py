"""Names that the gazetteer lacks, where the words beside them leave no doubt that they are places: "the
village of X",
"X district", "X refugee camp". They are looked up once more by their spelling skeleton, and may stay
unresolved."""

import re
from collections.abc import Iterable, Sequence

from dragoman.grounding.places.context import around
from dragoman.grounding.places.lexicon import respelled, words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.recognise import Judged
from dragoman.grounding.places.runs import HYPHEN, SPACE, Word

_KIND = (
    "town|village|city|district|province|governorate|region|suburb|neighbou?rhood|enclave|hamlet|settlement|township"
)
_OF = re.compile(rf"\b(?:{_KIND}s?|camp|port) of \Z")
_KIND_AFTER = re.compile(rf" (?:{_KIND}|refugee camp|prefecture|oblast|airbase|air base)\b")
_IN = re.compile(r"\b(?:in|near|outside|inside|around|from|to|at|(?:north|south|east|west)(?:ern)?(?: of)?) \Z")
LONGEST = 3


def unknown_places(
    text: str, found: Sequence[Word], named: Iterable[Mention], *, countries: frozenset[str]
) -> list[Judged]:
    """Mentions of places that are not in the gazetteer under this spelling, with the evidence beside them.

    Args:
        text: the document.
        found: its capitalised words.
        named: mentions of known names; their words are left alone.
        countries: ISO alpha-2 codes of the countries named. After a plain "in" or "near" only a place of one of
            these is taken for another spelling.
    """
    taken = {i for mention in named for i in range(mention.first, mention.last + 1)}
    mentions: list[Judged] = []
    i = 0
    while i < len(found):
        last = i if i in taken or found[i].text in words("function_words.txt") else _end(found, i, taken)
        if last is not None and i not in taken:
            mention = _mention(text, found, i, last, countries)
            if mention:
                mentions.append(Judged(mention, around(text, found, mention), 3.5, 3.5))
                i = last
        i += 1
    return mentions


def _end(found: Sequence[Word], i: int, taken: set[int]) -> int | None:
    """Last word of the run that begins at word ``i``; None if it is too long or partly known."""
    if i and found[i].gap in (SPACE, HYPHEN) and found[i - 1].text not in words("function_words.txt"):
        return None
    last = i
    while last + 1 < len(found) and last - i < LONGEST and found[last + 1].gap in (SPACE, HYPHEN):
        last += 1
    return last if last - i < LONGEST and taken.isdisjoint(range(i, last + 1)) else None


def _mention(text: str, found: Sequence[Word], first: int, last: int, countries: frozenset[str]) -> Mention | None:
    start, end = found[first].start, found[last].end
    name = text[start:end]
    if name in words("not_places.txt") or name.isupper() or len(name) < 4:
        return None
    if _OF.search(text, max(0, start - 24), start) or _KIND_AFTER.match(text, end):
        return Mention(start, end, name, first, last, respelled(name))
    if not countries or not _IN.search(text, max(0, start - 24), start):
        return None
    near = tuple(option for option in respelled(name) if option.place.country in countries)
    return Mention(start, end, name, first, last, near) if near else None
