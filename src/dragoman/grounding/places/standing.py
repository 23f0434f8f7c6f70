"""How likely each candidate of a name is by itself: people, fame, kind, and how the name was found."""

import math
from collections.abc import Mapping, Sequence

from dragoman.codebook.gazetteer import ALTERNATE, DERIVED, MAIN, GazetteerPlace
from dragoman.grounding.places.lexicon import LISTED, Candidate
from dragoman.grounding.places.weights import RESOLUTION as WEIGHTS

# Federations, whose divisions are commonly named alone.
FEDERAL = frozenset(["US", "CA", "AU", "GB", "IN", "MX", "BR", "DE"])
DISTRICT = (" County", " Parish", " District", " Agency", " Borough", " Census Area", " Raion")


def standing(candidate: Candidate, *, designated: bool = False) -> float:
    """How likely a candidate is by itself. ``designated``: "district" or the like stands beside the name."""
    place, kind = candidate.place, candidate.kind
    score = WEIGHTS["people"] * math.log10(place.population + 10) + WEIGHTS["fame"] * math.log10(place.fame + 1)
    if place.feature_code == "PCLI":
        return WEIGHTS["country"]
    if place.feature_code == "ADM1":
        return _standing_of_division(score, candidate)
    if place.feature_code == "ADM2" and kind != LISTED:
        full = place.name.endswith(DISTRICT) and kind != DERIVED
        short = "second-level shortened" if kind == DERIVED and not designated else "second-level bare"
        return score + WEIGHTS["second-level" if full else short]
    score += WEIGHTS["capital"] if place.feature_code == "PPLC" else 0.0
    if kind == LISTED:
        return max(score, 3.0) + WEIGHTS["listed town" if place.feature_class == "P" else "listed"]
    if kind == ALTERNATE:
        return score + WEIGHTS["alternate" if place.population >= 100_000 else "alternate of a town"]
    return score + (WEIGHTS["derived"] if kind == DERIVED else 0.0)


def _standing_of_division(score: float, candidate: Candidate) -> float:
    """A state of a federation is commonly named alone; elsewhere a name is more often the seat's."""
    if candidate.place.country in FEDERAL:
        score = WEIGHTS["division"] + (WEIGHTS["listed"] if candidate.kind == LISTED else 0.0)
    else:
        score = min(WEIGHTS["division"], score - 2.0)
    return score + (WEIGHTS["derived"] if candidate.kind == DERIVED else 0.0)


def _great(place: GazetteerPlace) -> bool:
    """A country, or a division of a federation, which is commonly named alone."""
    return place.feature_code == "PCLI" or (place.feature_code == "ADM1" and place.country in FEDERAL)


def _own(option: Candidate) -> bool:
    """One of our own tables, but not another spelling of a division, which its seat may bear as well."""
    return option.kind == LISTED and option.place.feature_code != "ADM1"


def weighed(options: Sequence[Candidate], *, designated: bool = False) -> list[Candidate]:
    """Candidates worth weighing.

    Where a country or a federation's division bears the name, lesser places that bear it only as another or a
    shortened name are left out; so are towns in the state of their name, and districts of the town's name unless
    ``designated``.
    """
    if any(o.kind in (LISTED, MAIN) and (_great(o.place) or _own(o)) for o in options):
        options = [o for o in options if o.kind in (LISTED, MAIN) or o.place.feature_code == "PCLI"]
    states = {o.place.country for o in options if o.place.feature_code == "PCLI"}
    seats = {o.place.admin2 for o in options if o.place.feature_class == "P"}
    return [
        o
        for o in options
        if not (o.place.country in states and o.place.feature_class == "P")
        and not (not designated and o.place.index in seats and not o.place.name.endswith(DISTRICT))
    ]


def inside(place: GazetteerPlace, container: GazetteerPlace) -> bool:
    """Does a place lie in a country or first-level division?"""
    if container.feature_code == "ADM1":
        return place.admin1 == container.index
    return container.feature_code == "PCLI" and place.country == container.country and place.index != container.index


def shares(scores: Mapping[Candidate, float], heat: float = 3.0) -> dict[Candidate, float]:
    """Scores as shares that sum to one; the higher the heat, the more even."""
    if not scores:
        return {}
    top = max(scores.values())
    raw = {candidate: math.exp((score - top) / heat) for candidate, score in scores.items()}
    total = sum(raw.values())
    return {candidate: share / total for candidate, share in raw.items()}
