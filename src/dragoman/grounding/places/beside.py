"""What the words beside a mention tell of where it lies: "Paris, Texas", "Kunduz province", "Syria's Idlib"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.codebook.gazetteer import ALTERNATE, MAIN, GazetteerPlace
from dragoman.grounding.places.evidence import PLURAL
from dragoman.grounding.places.lexicon import LISTED, Candidate, words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.recognise import Judged
from dragoman.grounding.places.standing import inside
from dragoman.grounding.places.weights import RESOLUTION as WEIGHTS

NEAREST = 60  # characters between a name and the name of what it lies in
_SECOND = ("district", "count", "parish")  # beginnings of what second-level divisions are called
_COMMA = re.compile(r"(?: (?:district|village|city|town|county|area))?,[ \t\u00a0]*\n?[ \t]*\Z|[ \t]*\([ \t]*\Z")
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
class Named:
    """A mention with what the words beside it say: ``container`` (a place that it lies in, with a weight),
    ``designator`` ("province"), ``is_container`` (a town that lies in it stands before it)."""

    judged: Judged
    container: GazetteerPlace | None
    weight: float
    designator: str
    is_container: bool


def _container(options: Iterable[Candidate], *, towns: Sequence[Candidate] = ()) -> GazetteerPlace | None:
    """The country or first-level division among candidates; one that holds a candidate of the town comes
    first."""
    great = [o.place for o in options if o.place.feature_code in ("PCLI", "ADM1") and o.kind != ALTERNATE]
    for place in great:
        if any(inside(town.place, place) for town in towns):
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
    place, weight = _after(text, items, i)
    if place is None and i:
        place, weight = _before(text, items[i - 1].mention, items[i].mention)
    return place, weight


def _after(text: str, items: Sequence[Judged], i: int) -> tuple[GazetteerPlace | None, float]:
    """A container that follows: "Gao, Mali", "Gao in northern Mali", "Oakdale, Clinton County, Ohio"."""
    if i + 1 == len(items):
        return None, 0.0
    mention, other = items[i].mention, items[i + 1].mention
    between = text[mention.end : other.start]
    place = _container(other.found, towns=mention.found) if len(between) < NEAREST else None
    if place and not _lists(mention, other, place):
        if _COMMA.match(between):
            return place, WEIGHTS["contained"]
        if _IN.match(between) or between == " ":
            return place, WEIGHTS["near container"]
    if i + 2 < len(items) and _COMMA.match(between) and not (place and not _lists(mention, other, place)):
        third = items[i + 2].mention
        if _COMMA.match(text[other.end : third.start]):
            return _container(third.found, towns=mention.found), WEIGHTS["near container"]
    return None, 0.0


def _before(text: str, other: Mention, mention: Mention) -> tuple[GazetteerPlace | None, float]:
    """A container that stands before: "Syria's Idlib", "the Syrian city of Idlib"."""
    between = text[other.end : mention.start]
    if len(between) >= NEAREST:
        return None, 0.0
    adjective = other.role == "adjective" and (between == " " or _OF.match(between))
    if not adjective and not _OWNED.match(between):
        return None, 0.0
    return _container(other.found, towns=mention.found), WEIGHTS["near container"]


def _contains(text: str, items: Sequence[Judged], i: int) -> bool:
    """Does a mention tell where the town before it and a comma lies?"""
    if not i or not _COMMA.match(text[items[i - 1].mention.end : items[i].mention.start]):
        return False
    towns = items[i - 1].mention.found
    place = _container(items[i].mention.found, towns=towns)
    return place is not None and any(inside(town.place, place) for town in towns)


def described(text: str, items: Sequence[Judged], i: int) -> Named:
    """A judged mention with what the words beside it tell."""
    container, weight = _beside(text, items, i)
    return Named(items[i], container, weight, _designator(text, items, i), _contains(text, items, i))


def _designator(text: str, items: Sequence[Judged], i: int) -> str:
    """What the words beside a mention call it: "province", "district", "" if nothing."""
    item, nouns = items[i], words("administrative_nouns.txt")
    about = item.around
    if len(about.before) > 1 and about.before[-1] == "of" and about.before[-2] in nouns:
        return about.before[-2].lower()
    beside = next((word for word in (about.after, about.right) if word in nouns), "")
    if not beside:
        plural = PLURAL.match(text, item.mention.end, item.mention.end + 400)
        beside = plural[1] if plural else ""
    return beside.lower()


def fit(candidate: Candidate, named: Named) -> float:
    """What the words beside a mention say for a candidate."""
    score, code = 0.0, candidate.place.feature_code
    if named.designator and code in ("ADM1", "ADM2"):
        level = "ADM2" if named.designator.startswith(_SECOND) else "ADM1"
        score += WEIGHTS["kind fits"] + (WEIGHTS["level fits"] if code == level else 0.0)
    if named.container and inside(candidate.place, named.container):
        score += named.weight
    if named.is_container and candidate.place.feature_code in ("ADM1", "PCLI"):
        score += WEIGHTS["kind fits"]
    return score
