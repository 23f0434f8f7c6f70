"""Text without the difference of capital and small letters: give well-known names back their capitals.

Capitals are what tells a name, so in a text that is all capitals or all small letters only names that can hardly mean
anything else are looked for: in small letters countries, and well-known names of several words; in capitals also
large towns and divisions.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from dragoman.codebook.gazetteer import GazetteerPlace, fold, load_gazetteer
from dragoman.grounding.places.lexicon import listed, words

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_LINKS = frozenset(["of", "and", "the", "de"])
LARGE = 100_000  # people
LOOKED_AT = 4000  # characters by which a text is judged


def recased(text: str) -> str | None:
    """The text with well-known names capitalised and all else in small letters, of the same length; None if the text
    has capitals and small letters as usual (or too few letters to tell)."""
    upper = sum(map(str.isupper, text[:LOOKED_AT]))
    lower = sum(map(str.islower, text[:LOOKED_AT]))
    if upper + lower < 20 or (0.01 * lower < upper < 2 * lower):
        return None
    small = text.lower()
    return _capitalised(small, capitals=upper > lower) if len(small) == len(text) else None


def _capitalised(small: str, *, capitals: bool) -> str:
    names, people = _names(capitals), _people() if capitals else frozenset()
    pieces: list[str] = []
    at = 0
    for word in _WORD.finditer(small):
        start = word.start()
        if start < at:
            continue
        end = _end(small, start, names.get(word[0], ()))
        if end or word[0] in people:
            pieces += [small[at:start], _titled(small[start : end or word.end()])]
            at = end or word.end()
    return "".join((*pieces, small[at:]))


def _end(small: str, start: int, names: tuple[str, ...]) -> int:
    """Where the longest of some names ends that stands at a position; 0 if none does."""
    for name in names:
        end = start + len(name)
        if small.startswith(name, start) and not small[end : end + 1].isalnum():
            return end
    return 0


def _titled(name: str) -> str:
    """ "new york" → "New York"; small links stay small, as in "Bosnia and Herzegovina"."""
    return _WORD.sub(lambda m: m[0] if m[0] in _SMALL_LINKS else m[0].capitalize(), name)


@cache
def _people() -> frozenset[str]:
    """Given names and titles, in small letters: they tell that a name is a person's."""
    return frozenset(name.lower() for name in words("given_names.txt") | words("titles.txt"))


@cache
def _names(capitals: bool) -> Mapping[str, tuple[str, ...]]:
    """Names that are plain without capitals, in small letters, by their first word, longest first."""
    found: dict[str, set[str]] = defaultdict(set)
    for place, name in _well_known():
        for small in {name.lower(), fold(name)}:
            parts = small.split()
            if len(small) > 3 and parts and _plain(name, len(parts) > 1, place, capitals):
                first = _WORD.match(small)
                if first:
                    found[first[0]].add(small)
    return {first: tuple(sorted(names, key=lambda name: (-len(name), name))) for first, names in found.items()}


def _well_known() -> Iterator[tuple[GazetteerPlace, str]]:
    """The names of our own tables, and of the countries, divisions and large towns of the gazetteer."""
    for name, places in listed().items():
        yield places[0], name
    gazetteer = load_gazetteer()
    for code in ("PCLI", "ADM1", "PPLC", "PPL"):
        for place in gazetteer.of_code(code):
            if code == "PPL" and place.population < LARGE:
                break
            yield place, place.name


def _plain(name: str, several: bool, place: GazetteerPlace, capitals: bool) -> bool:
    """Whether a name can hardly mean anything else."""
    if several:
        return place.feature_code != "ADM1" or place.population >= LARGE
    if name.lower() in words("ordinary_words.txt") or name in words("not_places.txt"):
        return False
    if name in words("given_names.txt") or name in words("surnames.txt"):
        return False
    if place.feature_code == "PCLI":
        return capitals or name not in ("Turkey", "China")
    return capitals
