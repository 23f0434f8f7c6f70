"""Which place does a name mean? Each candidate has a standing of its own (size, kind, how the name was
found); the
words beside it ("Paris, Texas", "Kunduz province", "Syria's Idlib") and the other places of the document
vote.

One sense a name and document, except where the words beside it say otherwise. The votes are sums over
countries,
first-level divisions and cells of the globe, so the work is linear in the number of names.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.codebook.gazetteer import ALTERNATE, DERIVED, MAIN, GazetteerPlace, fold
from dragoman.grounding.places.lexicon import LISTED, Candidate, candidates, words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.recognise import PLURAL, Judged

WEIGHTS = {
    "people": 0.8,
    "fame": 0.7,
    "country": 8.0,
    "division": 6.5,
    "capital": 1.2,
    "listed": 4.0,
    "listed town": 2.5,
    "alternate": -1.2,
    "alternate of a town": -3.0,
    "derived": -3.0,
    "second-level shortened": -9.0,
    "second-level bare": -2.0,
    "second-level": 2.0,
    "kind fits": 3.5,
    "level fits": 2.5,
    "contained": 9.0,
    "near container": 4.0,
    "same sense": 6.0,
    "votes country": 1.0,
    "votes division": 1.9,
    "votes cell": 1.7,
    "district named": 2.5,
    "votes at most": 5.0,
}
CELL = 1.5  # degrees
# People: a larger town is not sought in the country or division named after it ("Mariupol, Kharkiv and Kherson").
LARGE, LARGE_IN_FEDERATION = 100_000, 2_000_000
FEDERAL = frozenset(
    {"US", "CA", "AU", "GB", "IN", "MX", "BR", "DE"}
)  # their divisions are commonly named alone
_SECOND = ("district", "count", "parish")  # beginnings of what second-level divisions are called
_DISTRICT = (" County", " Parish", " District", " Agency", " Borough", " Census Area", " Raion")
_COMMA = re.compile(
    r"(?: (?:district|village|city|town|county|area))?,[ \t\u00a0]*\n?[ \t]*\Z|[ \t]*\([ \t]*\Z"
)
_PART = r"[a-z-]*(?:north|south|east|west|central|mid)[a-z-]*"
_IN = re.compile(
    r",? (?:(?:a|the) )?(?:[a-z]+ ){0,3}(?:in|of) (?:the )?"
    rf"(?:(?:{_PART}|state|province|region|district) (?:of )?)*\Z|, (?:in )?{_PART} \Z"
)
_OF = re.compile(
    r"(?: [a-z-]+){0,2} (?:city|town|village|province|state|region|district|port|capital|suburb|area|enclave)"
    r"(?: of)? \Z"
)
_OWNED = re.compile(r"['’]s(?: [a-z-]+){0,4} \Z")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A judged mention, the place that it means (or None), and why."""

    judged: Judged
    place: GazetteerPlace | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention with what the words beside it say: ``container`` (a place that it lies in, with a weight),
    ``designator`` ("province"), ``is_container`` (a town that lies in it stands before it)."""

    judged: Judged
    container: GazetteerPlace | None
    weight: float
    designator: str
    is_container: bool


def _standing(candidate: Candidate, *, designated: bool = False) -> float:
    """How likely a candidate is by itself. ``designated``: "district" or the like stands beside the name."""
    place, kind = candidate.place, candidate.kind
    score = WEIGHTS["people"] * math.log10(place.population + 10) + WEIGHTS["fame"] * math.log10(
        place.fame + 1
    )
    if place.feature_code == "PCLI":
        return WEIGHTS["country"]
    if place.feature_code == "ADM1":
        return _standing_of_division(score, candidate)
    if place.feature_code == "ADM2" and kind != LISTED:
        full = place.name.endswith(_DISTRICT) and kind != DERIVED
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


def _weighed(options: Sequence[Candidate], *, designated: bool = False) -> list[Candidate]:
    """Candidates worth weighing: where a country or first-level division bears the name, lesser places that
    bear it only
    as another or a shortened name are left out; so are districts of the town's name, unless ``designated``."""
    if any(o.kind in (LISTED, MAIN) and (_great(o.place) or _own(o)) for o in options):
        options = [o for o in options if o.kind in (LISTED, MAIN) or o.place.feature_code == "PCLI"]
    states = {
        o.place.country for o in options if o.place.feature_code == "PCLI"
    }  # Singapore is the state, not the town
    seats = {o.place.admin2 for o in options if o.place.feature_class == "P"}
    return [
        o
        for o in options
        if not (o.place.country in states and o.place.feature_class == "P")
        and not (not designated and o.place.index in seats and not o.place.name.endswith(_DISTRICT))
    ]


def _inside(place: GazetteerPlace, container: GazetteerPlace) -> bool:
    """Does a place lie in a country or first-level division?"""
    if container.feature_code == "ADM1":
        return place.admin1 == container.index
    return (
        container.feature_code == "PCLI"
        and place.country == container.country
        and place.index != container.index
    )


def _container(options: Iterable[Candidate], *, towns: Sequence[Candidate] = ()) -> GazetteerPlace | None:
    """The country or first-level division among candidates; one that holds a candidate of the town comes
    first."""
    great = [o.place for o in options if o.place.feature_code in ("PCLI", "ADM1") and o.kind != ALTERNATE]
    for place in great:
        if any(_inside(town.place, place) for town in towns):
            return place
    return great[0] if great else None


def _lists(mention: Mention, other: Mention, place: GazetteerPlace) -> bool:
    """Two names of one level beside each other ("Texas, Oklahoma") are a list, not a place in another."""
    level = place.feature_code
    return other.role != "abbreviation" and any(
        o.place.feature_code == level and o.kind in (LISTED, MAIN) for o in mention.found
    )


def _beside(text: str, items: Sequence[Judged], i: int) -> tuple[GazetteerPlace | None, float]:
    """The container that the words beside a mention give, and how strongly."""
    mention = items[i].mention
    if i + 1 < len(items):
        other = items[i + 1].mention
        between = text[mention.end : other.start]
        if len(between) < 60:
            place = _container(other.found, towns=mention.found)
            if place and _lists(mention, other, place):
                place = None
            if place and _COMMA.match(between):
                return place, WEIGHTS["contained"]
            if place and (_IN.match(between) or between == " "):
                return place, WEIGHTS["near container"]
            if (
                place is None
                and i + 2 < len(items)
                and _COMMA.match(between)
                and _COMMA.match(text[other.end : items[i + 2].mention.start])
            ):
                place = _container(items[i + 2].mention.found, towns=mention.found)
                if place:
                    return place, WEIGHTS["near container"]
    if i:
        other = items[i - 1].mention
        between = text[other.end : mention.start]
        if len(between) < 60:
            place = _container(other.found, towns=mention.found)
            if place and (
                _OWNED.match(between)
                or (other.role == "adjective" and (_OF.match(between) or between == " "))
            ):
                return place, WEIGHTS["near container"]
    return None, 0.0


def _contains(text: str, items: Sequence[Judged], i: int) -> bool:
    """Does a mention tell where the town before it and a comma lies?"""
    if not i or not _COMMA.match(text[items[i - 1].mention.end : items[i].mention.start]):
        return False
    towns = items[i - 1].mention.found
    place = _container(items[i].mention.found, towns=towns)
    return place is not None and any(_inside(town.place, place) for town in towns)


def _described(text: str, items: Sequence[Judged], i: int) -> _Named:
    item = items[i]
    container, weight = _beside(text, items, i)
    about = item.around
    designator = next((w for w in (about.after, about.right) if w in words("administrative_nouns.txt")), "")
    if (
        len(about.before) > 1
        and about.before[-1] == "of"
        and about.before[-2] in words("administrative_nouns.txt")
    ):
        designator = about.before[-2]
    if i + 1 < len(items) and not designator:
        plural = PLURAL.match(text, item.mention.end, item.mention.end + 400)
        designator = plural[1] if plural else ""
    return _Named(item, container, weight, designator.lower(), _contains(text, items, i))


def _fit(candidate: Candidate, named: _Named) -> float:
    """What the words beside a mention say for a candidate."""
    score, code = 0.0, candidate.place.feature_code
    if named.designator and code in ("ADM1", "ADM2"):
        level = "ADM2" if named.designator.startswith(_SECOND) else "ADM1"
        score += WEIGHTS["kind fits"] + (WEIGHTS["level fits"] if code == level else 0.0)
    if named.container and _inside(candidate.place, named.container):
        score += named.weight
    if named.is_container and candidate.place.feature_code in ("ADM1", "PCLI"):
        score += WEIGHTS["kind fits"]
    return score


def _cells(place: GazetteerPlace) -> tuple[int, int]:
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


class _Votes:
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
            if c.place.feature_code == "ADM2" and c.kind == MAIN and c.place.name.endswith(_DISTRICT):
                self.district[c.place.index].add(key)

    def add(self, shares: Mapping[Candidate, float], sign: float) -> None:
        for candidate, share in shares.items():
            place = candidate.place
            if share < 0.01:
                continue
            self.country[place.country] += sign * share
            division = place.index if place.feature_code == "ADM1" else place.admin1
            if division is not None:
                self.division[division] += sign * share * (2.0 if place.feature_code == "ADM1" else 1.0)
            if place.feature_class == "P" or place.feature_code == "ADM2":
                self.cell[_cells(place)] += sign * share

    def _by_district(self, place: GazetteerPlace, key: str) -> bool:
        """Is the town's district named, or a town of the district, by another name of the document?"""
        if place.feature_code == "ADM2":
            return place.index in self.district and bool(self.holds.get(place.index, frozenset()) - {key})
        return place.admin2 is not None and bool(self.district.get(place.admin2, frozenset()) - {key})

    def for_(self, place: GazetteerPlace, key: str) -> float:
        division = place.index if place.feature_code == "ADM1" else place.admin1
        score = (
            WEIGHTS["votes country"] * math.log1p(max(0.0, self.country.get(place.country, 0.0)))
            if place.country
            else 0.0
        )
        if division is not None:
            score += WEIGHTS["votes division"] * math.log1p(max(0.0, self.division.get(division, 0.0)))
        if self._by_district(place, key):
            score += WEIGHTS["district named"]
        if place.feature_class == "P" or place.feature_code == "ADM2":
            row, column = _cells(place)
            near = 0.0
            for i in (row - 1, row, row + 1):
                for j in (column - 1, column, column + 1):
                    near += self.cell.get((i, j), 0.0)
            score += WEIGHTS["votes cell"] * math.log1p(max(0.0, near))
        return min(score, WEIGHTS["votes at most"])


def _shares(scores: Mapping[Candidate, float], heat: float = 3.0) -> dict[Candidate, float]:
    """Scores as shares that sum to one; the higher the heat, the more even."""
    if not scores:
        return {}
    top = max(scores.values())
    raw = {candidate: math.exp((score - top) / heat) for candidate, score in scores.items()}
    total = sum(raw.values())
    return {candidate: share / total for candidate, share in raw.items()}


def _group_scores(group: Sequence[_Named]) -> dict[Candidate, float]:
    """Standing and, for all mentions of one name together, the best fit to words beside them."""
    designated = any(named.designator for named in group)
    found = (_weighed(named.judged.mention.found, designated=designated) for named in group)
    options = dict.fromkeys(c for weighed in found for c in weighed)
    return {c: _standing(c, designated=designated) + max(_fit(c, named) for named in group) for c in options}


def _reason(candidate: Candidate, named: _Named, foremost: bool, alone: bool) -> str:
    """A short phrase: why this candidate."""
    if named.judged.mention.role == "adjective":
        return f"adjective of {candidate.place.name}"
    if named.judged.mention.role == "abbreviation":
        return f"abbreviation of {candidate.place.name}"
    if named.container and _inside(candidate.place, named.container):
        return f"named as lying in {named.container.name}"
    if alone:
        return "the only place of that name known"
    return "the best known place of that name" if foremost else "near the other places of the document"


def resolve(text: str, items: Sequence[Judged], *, home: str | None = None) -> list[Resolved]:
    """The place of every mention, in order. ``home``: a name that may tell where the paper appears."""
    described = [_described(text, items, i) for i in range(len(items))]
    groups: dict[str, list[_Named]] = defaultdict(list)
    for named in described:
        groups[fold(named.judged.mention.name)].append(named)
    votes = _Votes()
    base = {key: _group_scores(group) for key, group in groups.items()}
    shares = {key: _shares(scores) for key, scores in base.items()}
    for key in groups:
        votes.add(shares[key], 1.0)
        votes.count(key, shares[key])
    if home:
        votes.add(_home(home), 1.5)
    for heat in (3.0, 2.0, 1.0):
        for key, scores in base.items():
            if len(scores) < 2:
                continue
            votes.add(shares[key], -1.0)
            shares[key] = _shares({c: score + votes.for_(c.place, key) for c, score in scores.items()}, heat)
            votes.add(shares[key], 1.0)
    return [_choose(text, named, fold(named.judged.mention.name), shares, votes) for named in described]


def _home(publication: str) -> dict[Candidate, float]:
    """Shares of the places that a publication's name names."""
    parts = [
        word
        for word in publication.split()
        if word[:1].isupper() and word.lower() not in words("ordinary_words.txt")
    ]
    for size in (3, 2, 1):
        for i in range(len(parts) - size + 1):
            options = _weighed(candidates(" ".join(parts[i : i + size])))
            if options:
                return _shares({c: _standing(c) for c in options}, 1.0)
    return {}


def _choose(
    text: str, named: _Named, key: str, shares: Mapping[str, Mapping[Candidate, float]], votes: _Votes
) -> Resolved:
    """The group's sense, unless this mention's own container says otherwise."""
    own = shares[key]
    if not own:
        return _unresolved(named)
    best = max(own, key=lambda c: (own[c], -c.place.index))
    if named.container or named.designator or named.is_container:
        best = max(own, key=lambda c: (math.log(own[c] + 1e-9) + 1.5 * _fit(c, named), -c.place.index))
    if named.container and _unknown_town(text, named, best):
        return Resolved(
            named.judged, named.container, f"not in the gazetteer; placed in {named.container.name}"
        )
    return Resolved(
        named.judged, best.place, _reason(best, named, best == max(own, key=_standing), len(own) == 1)
    )


def _unresolved(named: _Named) -> Resolved:
    """A name that no candidate is known for: placed in the division that is named beside it, or left open."""
    container = named.container
    if container is not None and container.feature_code == "ADM1":
        return Resolved(named.judged, container, f"not in the gazetteer; placed in {container.name}")
    return Resolved(named.judged, None, "not in the gazetteer")


_LISTING = re.compile(
    r"[^,.;()]{2,40}(?:,? (?:and|or|&) |, (?!where|which|who|a |the |in |on |said|after)\w)"
)


def _unknown_town(text: str, named: _Named, best: Candidate) -> bool:
    """ "Stroud, Ontario" where no Stroud in Ontario is known: a place in Ontario, not the known one
    elsewhere."""
    if named.container is None or named.weight < WEIGHTS["contained"] or _inside(best.place, named.container):
        return False
    federal = named.container.feature_code == "ADM1" and named.container.country in FEDERAL
    if best.place.population >= (LARGE_IN_FEDERATION if federal else LARGE):
        return False
    if best.place.feature_code in ("PCLI", "ADM1") or best.kind == LISTED:
        return False
    return not _LISTING.match(text, named.judged.mention.end + 2)
