"""Votes of a document's names on where it is about: sums by country, division, district and cell of the globe."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from dragoman.codebook.gazetteer import DERIVED, MAIN, GazetteerPlace
from dragoman.grounding.places.lexicon import Candidate
from dragoman.grounding.places.standing import DISTRICT
from dragoman.grounding.places.weights import RESOLUTION as WEIGHTS

CELL = 1.5  # degrees
LEAST = 0.01  # a smaller share is not counted


def _cell(place: GazetteerPlace) -> tuple[int, int]:
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


def _is_local(place: GazetteerPlace) -> bool:
    """Small enough to lie in one cell."""
    return place.feature_class == "P" or place.feature_code == "ADM2"


class Votes:
    """Where the names of a document may lie: sums of shares by country, division and cell."""

    __slots__ = ("cell", "country", "district", "division", "holds")

    def __init__(self) -> None:
        self.country: dict[str, float] = defaultdict(float)
        self.division: dict[int, float] = defaultdict(float)
        self.cell: dict[tuple[int, int], float] = defaultdict(float)
        self.district: dict[int, set[str]] = defaultdict(set)
        self.holds: dict[int, set[str]] = defaultdict(set)

    def count(self, key: str, options: Iterable[Candidate]) -> None:
        """Note which districts are named by their full names, and in which districts a name's towns lie."""
        inside = {c.place.admin2 for c in options if c.place.admin2 is not None and c.kind != DERIVED}
        for district in inside:
            self.holds[district].add(key)
        for c in options:
            if c.place.feature_code == "ADM2" and c.kind == MAIN and c.place.name.endswith(DISTRICT):
                self.district[c.place.index].add(key)

    def add(self, shares: Mapping[Candidate, float], sign: float) -> None:
        """Add (or, with a negative sign, take away) the shares of one name."""
        for candidate, share in shares.items():
            if share < LEAST:
                continue
            place, vote = candidate.place, sign * share
            self.country[place.country] += vote
            if place.feature_code == "ADM1":
                self.division[place.index] += 2 * vote
            elif place.admin1 is not None:
                self.division[place.admin1] += vote
            if _is_local(place):
                self.cell[_cell(place)] += vote

    def _by_district(self, place: GazetteerPlace, key: str) -> bool:
        """Is the town's district named, or a town of the district, by another name of the document?"""
        if place.feature_code == "ADM2":
            return place.index in self.district and bool(self.holds.get(place.index, frozenset()) - {key})
        return place.admin2 is not None and bool(self.district.get(place.admin2, frozenset()) - {key})

    def _near(self, place: GazetteerPlace) -> float:
        """Votes of the place's cell and the eight about it."""
        row, column = _cell(place)
        get = self.cell.get
        near = 0.0
        for i in (row - 1, row, row + 1):
            for j in (column - 1, column, column + 1):
                near += get((i, j), 0.0)
        return near

    def for_(self, place: GazetteerPlace, key: str) -> float:
        """What the other names of the document say for a place of the name ``key``."""
        score = 0.0
        division = place.index if place.feature_code == "ADM1" else place.admin1
        if place.country:
            score += WEIGHTS["votes country"] * math.log1p(max(0.0, self.country.get(place.country, 0.0)))
        if division is not None:
            score += WEIGHTS["votes division"] * math.log1p(max(0.0, self.division.get(division, 0.0)))
        if self._by_district(place, key):
            score += WEIGHTS["district named"]
        if _is_local(place):
            score += WEIGHTS["votes cell"] * math.log1p(max(0.0, self._near(place)))
        return min(score, WEIGHTS["votes at most"])
