"""Text without the difference of capital and small letters: give well-known names back their capitals.

Capitals are what tells a name, so in a text that is all capitals or all small letters only names that can
hardly
mean anything else are looked for: in small letters countries, and well-known names of several words; in
capitals
also large towns and divisions.
"""

import re

from dragoman.codebook.gazetteer import MAIN
from dragoman.grounding.places.lexicon import LISTED, candidates, words

_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?")
_LONGEST = 4
_LARGE = 100_000  # people


def recased(text: str) -> str | None:
    """The text with well-known names capitalised and all else in small letters, of the same length; None if
    the text
    has capitals and small letters as usual (or too few letters to tell)."""
    upper = sum(map(str.isupper, text[:4000]))
    lower = sum(map(str.islower, text[:4000]))
    if upper + lower < 20 or (0.01 * lower < upper < 2 * lower):
        return None
    small = text.lower()
    if len(small) != len(text):
        return None
    return _capitalised(small, capitals=upper > lower)


def _capitalised(small: str, *, capitals: bool) -> str:
    found = list(_WORD.finditer(small))
    pieces: list[str] = []
    at = i = 0
    while i < len(found):
        size = _name_at(small, found, i, capitals)
        if size:
            start, end = found[i].start(), found[i + size - 1].end()
            pieces += [small[at:start], _titled(small[start:end])]
            at = end
        i += size or 1
    return "".join((*pieces, small[at:]))


def _titled(name: str) -> str:
    """ "new york" → "New York"; small links stay small, as in "Bosnia and Herzegovina"."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0] if m[0] in ("of", "and", "the", "de") else m[0].capitalize(), name)


def _name_at(small: str, found: list[re.Match[str]], i: int, capitals: bool) -> int:
    """How many words from word ``i`` on are a name that is plain without its capitals; 0 if none."""
    for size in range(min(_LONGEST, len(found) - i), 0, -1):
        name = _titled(small[found[i].start() : found[i + size - 1].end()]).rstrip(".")
        if len(name) > 3 and "\n" not in name and _plain(name, several=size > 1, capitals=capitals):
            return size
    single = found[i].group().capitalize()
    return int(capitals and (single in words("given_names.txt") or single in words("titles.txt")))


def _plain(name: str, *, several: bool, capitals: bool) -> bool:
    """Whether a name can hardly mean anything else."""
    if not several and (name.lower() in words("ordinary_words.txt") or name in words("not_places.txt")):
        return False
    if not several and (
        name in words("given_names.txt") or name in words("surnames.txt") or name in ("Turkey", "China")
    ):
        return capitals and name in ("Turkey", "China")
    for option in candidates(name):
        if option.kind not in (LISTED, MAIN):
            continue
        place = option.place
        if place.feature_code == "PCLI" or (several and (option.kind == LISTED or place.population >= _LARGE)):
            return True
        if capitals and (option.kind == LISTED or place.population >= _LARGE):
            return True
    return False
