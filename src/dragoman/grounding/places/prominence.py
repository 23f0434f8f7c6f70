"""How well known the places of a name are, and what the name says by itself."""

from collections.abc import Sequence

from dragoman.codebook.gazetteer import ALTERNATE, DERIVED, MAIN
from dragoman.grounding.places.lexicon import LISTED, Candidate, words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.weights import RECOGNITION as WEIGHTS

LEVELS = ("country", "listed", "division", "million", "city", "town", "village", "hamlet")
_PEOPLE = ((500_000, "million"), (100_000, "city"), (15_000, "town"), (2_000, "village"), (0, "hamlet"))


def prominence(options: Sequence[Candidate]) -> str:
    """The level (of :data:`LEVELS`) of the best known candidate."""
    return min(map(_level, options), key=LEVELS.index, default="hamlet")


def _level(option: Candidate) -> str:
    place, kind = option.place, option.kind
    if place.feature_code == "PCLI" and kind in (LISTED, MAIN):
        return "country"
    if kind == LISTED:
        return "listed"
    if place.feature_code == "ADM1" and kind == MAIN:
        return "division" if place.population > 100_000 else "town"
    if place.feature_code == "ADM2" or kind == DERIVED:
        return "hamlet"
    people = place.population if kind == MAIN else place.population // 3
    return next(level for least, level in _PEOPLE if people >= least)


def prior(mention: Mention) -> tuple[float, bool]:
    """What the name itself says, and whether it is a country's or another great name."""
    level = prominence(mention.found)
    kinds = {option.kind for option in mention.found}
    other_name = kinds <= {ALTERNATE, DERIVED}
    great = level in ("country", "division", "listed", "million") and not other_name
    score = WEIGHTS[level]
    if kinds == {DERIVED}:
        score += WEIGHTS["derived"]
    elif other_name:
        score += WEIGHTS["alternate"] / (2 if level in ("city", "million") else 1)
    if mention.name.isupper() and len(mention.name) <= 5 and LISTED not in kinds:
        score += WEIGHTS["acronym"]
    if mention.last == mention.first:
        return score + _single(mention.name, level=level, great=great), great
    score += WEIGHTS["several words"]
    if any(o.kind == MAIN and o.place.feature_code == "ADM2" for o in mention.found):
        return max(score, WEIGHTS["district"]), True
    return score, great


def _single(name: str, *, level: str, great: bool) -> float:
    """What speaks against a name of one word: an ordinary word, a given name, a family name."""
    score = 0.0
    if level != "country" and name.lower() in words("ordinary_words.txt"):
        score += WEIGHTS["ordinary word"]
    if level != "country" and name in words("given_names.txt"):
        return score + WEIGHTS["given name"] * (0.3 if great else 1)
    return score + (WEIGHTS["family name"] if name in words("surnames.txt") else 0.0)
