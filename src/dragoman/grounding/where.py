"""Which place belongs to which event.

The place that is taken, struck or entered comes first; then one told with "in", "near", "at" in the deed's own
clause, the finest of an address ("Sangin district, Helmand province"); then one of the clauses that share its scene;
then one of the sentence; last where the story is. A place that only acts ("Washington said") is no scene, and what
somebody says or wants has scenes of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene
from dragoman.grounding.clauses import body_start, clause_of, inner_tokens, kindred
from dragoman.grounding.when import SPEECH_ACTS
from dragoman.reading.syntax import Parse
from dragoman.record.types import Place

# Deeds that a report tells of in one place, sentence after sentence.
_STAYS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT"})
# Characters back to where the story was last placed.
_NEAR, _HEAD = 500, 600
# Characters between the parts of one address.
_ADDRESS = 14
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss"})


def place_of(scene: Scene, deed: Deed, places: Sequence[Place], locative: Mapping[int, bool]) -> Place | None:
    """The place of a deed, or None.

    Args:
        places: all places of the document, in text order.
        locative: by the offset of a place, whether the words about it tell where something is or happens.
    """
    parse = scene.parse
    inside = [place for place in places if body_start(parse) <= place.start < parse.end]
    spoken = deed.type in SPEECH_ACTS
    used = () if spoken else deed.used
    hidden = inner_tokens(parse, deed.used - {deed.head}, deed.head) if spoken else set()
    own = _within(parse, inside, clause_of(parse, deed.head, used) - hidden)
    shared = _within(parse, inside, clause_of(parse, deed.head, {*used, *kindred(parse, deed.head)}) - hidden)
    told: Callable[[Place], bool] = lambda place: bool(locative.get(place.start))  # noqa: E731
    rest = [] if spoken else [place for place in inside if told(place)]
    for group in (
        [place for place in own if _is_struck(scene, deed, place)],
        [place for place in own if told(place)],
        [place for place in shared if told(place)],
        [place for place in own if (place.resolution or 0) > 1 and not _acts(scene, deed, place)],
        rest,
    ):
        if group:
            return _of_address(_best(group, inside, parse, parse.offsets[deed.core]), inside)
    return _last_place(parse, places, locative) if deed.type in _STAYS else None


def _within(parse: Parse, places: Iterable[Place], tokens: set[int]) -> list[Place]:
    offsets = [parse.offsets[i] for i in tokens]
    return [place for place in places if any(place.start <= offset < place.end for offset in offsets)]


def _is_struck(scene: Scene, deed: Deed, place: Place) -> bool:
    """Is a place below the country what the deed is done to ("captured Gao", "the town fell")?"""
    parse = scene.parse
    if deed.target is not None and place.start <= parse.offsets[deed.target] < place.end:
        return True
    if deed.type in SPEECH_ACTS or (place.resolution or 0) < 2 or place.reason.startswith("adjective"):
        return False
    token = parse.at(place.end - 1)
    return token is not None and parse.deps[token] == "dobj" and parse.heads[token] in {deed.head, *deed.used}


def _acts(scene: Scene, deed: Deed, place: Place) -> bool:
    """Does a place stand for those who act ("Washington said")?"""
    parse = scene.parse
    tokens = [i for i, offset in enumerate(parse.offsets) if place.start <= offset < place.end]
    return any(parse.deps[i] in _SUBJECTS or i in (*deed.actors, *deed.recipients) for i in tokens)


def _best(group: Sequence[Place], inside: Sequence[Place], parse: Parse, here: int) -> Place:
    """The nearest place, or the finest of an address that it is part of."""
    nearest = min(group, key=lambda place: (_is_spanned(place, group), abs(place.start - here)))
    run = [place for place in _address(nearest, inside) if place in group]
    return max(run, key=lambda place: (place.resolution or 0, -place.start))


def _is_spanned(place: Place, group: Sequence[Place]) -> bool:
    """Is it a whole country, where the group tells a part of it as well?"""
    return (place.resolution or 0) <= 1 and any(
        (other.resolution or 0) > 1 and other.country_code == place.country_code for other in group
    )


def _address(place: Place, places: Sequence[Place]) -> list[Place]:
    """The places that stand with one as a single address, itself included."""
    ordered = sorted(places, key=lambda item: item.start)
    index = ordered.index(place)
    first = last = index
    while first > 0 and 0 <= ordered[first].start - ordered[first - 1].end <= _ADDRESS:
        first -= 1
    while last + 1 < len(ordered) and 0 <= ordered[last + 1].start - ordered[last].end <= _ADDRESS:
        last += 1
    return ordered[first : last + 1]


def _of_address(place: Place, inside: Sequence[Place]) -> Place:
    """The place, unless its address names a province in which it cannot lie: then that province.

    "Pech district, Kunar province" lies in Kunar, whatever other Pech the gazetteer knows.
    """
    ordered = _address(place, inside)
    behind = ordered[ordered.index(place) + 1 :]
    province = next((item for item in behind if item.feature_code == "ADM1"), None)
    if province is None or (place.resolution or 9) <= 2 or place.province == province.province:
        return place
    return province


def _last_place(parse: Parse, places: Sequence[Place], locative: Mapping[int, bool]) -> Place | None:
    """The place that the story is at: the last one before the sentence, not far off, in which something is said
    to happen."""
    before = [
        place
        for place in places
        if parse.start - _NEAR <= place.start < parse.start
        and locative.get(place.start)
        and (place.resolution or 0) > 1
        and not place.text.isupper()
    ]
    if not before:
        return None
    last = before[-1]
    run = [place for place in before if last.start - place.end <= 40 and place.end <= last.end]
    return _of_address(max(run, key=lambda place: (place.resolution or 0, -place.start)), before)
