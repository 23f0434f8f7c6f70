"""Where a known place name stands in a text: the longest name at each capitalised word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.grounding.places.lexicon import Candidate, abbreviations, adjectives, candidates, words
from dragoman.grounding.places.runs import LINK, Word, capitalised_words

_OF_A_PLACE = frozenset({"University", "College", "Bank", "Church", "Bishop", "Duke", "Earl", "Museum"})
LONGEST = 6  # words of a place name
_QUALIFIER_GAP = re.compile(r",[ \t\u00a0]*\n?[ \t]*\Z|[ \t]*\([ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in the text: words ``first`` to ``last`` (inclusive) of the capitalised words.

    ``role``: "name", "adjective" ("Syrian"), or "abbreviation" (of a state, after a town)."""

    start: int
    end: int
    name: str
    first: int
    last: int
    found: tuple[Candidate, ...]
    role: str = "name"


def _reach(found: Sequence[Word], i: int) -> int:
    """Index of the last word that may belong to a name that begins at word ``i``."""
    last = i
    while last + 1 < len(found) and last + 1 - i < LONGEST and found[last + 1].gap:
        last += 1
    return last


def _abbreviated(text: str, found: Sequence[Word], i: int) -> Mention | None:
    """A state's abbreviation after a town's name and a comma, or alone with its full stop ("Calif.")."""
    word = found[i]
    dotted = text[word.end : word.end + 1] == "." and not word.text.endswith(".")
    for name, end in ((word.text + ".", word.end + 1),) * dotted + ((word.text, word.end),):
        place = abbreviations().get(name) or abbreviations().get(name.replace(" ", ""))
        if place is None:
            continue
        after_town = i > 0 and bool(_QUALIFIER_GAP.match(text[found[i - 1].end : word.start]))
        known = name in words("plain_abbreviations.txt")
        if after_town or known:
            return Mention(word.start, end, text[word.start : end], i, i, (Candidate(place, -1),), "abbreviation")
    return None


def _named(text: str, found: Sequence[Word], i: int) -> Mention | None:
    """The longest known name, or adjective, that begins at word ``i``."""
    if found[i].text in _OF_A_PLACE and i + 1 < len(found) and found[i + 1].gap == LINK:
        return None
    for last in range(_reach(found, i), i - 1, -1):
        start, end = found[i].start, found[last].end
        name = text[start:end]
        if len(name) > 60:
            continue
        own = adjectives().get(name if last == i else " ".join(name.split()))
        if own:
            return Mention(start, end, name, i, last, (Candidate(own, -1),), "adjective")
        if last == i and name in words("not_places.txt"):
            return None
        options = candidates(name)
        if last > i and text[end : end + 2] in ("'s", "’s") and (whole := candidates(name + "'s")):
            return Mention(start, end + 2, text[start : end + 2], i, last, whole)
        if options and not _spread(found, i, last, options):
            return Mention(start, end, name, i, last, options)
    return None


def _skip(text: str, found: Sequence[Word], i: int) -> int:
    """How many words from word ``i`` on form a name that is no place ("White House", "Real Madrid")."""
    for last in range(min(_reach(found, i), i + 3), i, -1):
        if " ".join(text[found[i].start : found[last].end].split()) in words("not_places.txt"):
            return last - i + 1
    return 0


def _spread(found: Sequence[Word], first: int, last: int, options: Sequence[Candidate]) -> bool:
    """Two names beside each other, joined by "and" or "on", that happen to be a far-off village's name."""
    joined = any(found[k].gap == LINK for k in range(first + 1, last + 1))
    return joined and all(c.kind > 0 for c in options) and max(c.place.population for c in options) < 5000


def mentions(text: str) -> tuple[list[Word], list[Mention]]:
    """All capitalised words, and the known names among them from left to right without overlap."""
    found = capitalised_words(text)
    named: list[Mention] = []
    i = 0
    while i < len(found):
        skipped = _skip(text, found, i)
        if skipped:
            i += skipped
            continue
        mention = _abbreviated(text, found, i) or _named(text, found, i)
        if mention:
            named.append(mention)
            i = mention.last + 1
        else:
            i += 1
    return found, named
