"""The place that is held: its name, the words for what kind of place it is, and how many are meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.coding.manner import number_value
from dragoman.coding.scene import ACTING_KINDS, Scene
from dragoman.reading.syntax import noun_phrase

# Modifiers that are no part of the words for a kind of place.
_LEADING = frozenset({"DT", "CD", "PRP$", "PDT", "WP$", "POS"})
_AMOUNTS = frozenset({"most", "all", "much", "some", "rest", "bulk", "majority", "remainder", "number"})


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """``name`` is the token of a toponym, ``kind`` the (first, last) tokens of the words for what kind of place it
    is; at least one of them is there. ``count`` is the number of places where several are meant."""

    name: int | None
    kind: tuple[int, int] | None = None
    count: int | None = None


def held_places(scene: Scene, head: int, *, unlisted: bool) -> Iterator[HeldPlace]:
    """The places that a noun phrase and what is coordinated with it stand for.

    ``unlisted``: the words around leave no doubt that a place is meant, so that a name which no gazetteer
    lists counts as one.
    """
    items = scene.parse.conjuncts(head)
    unlisted = unlisted or any(item in scene.places for item in items)  # "Shire, Adwa and Axum"
    for item in items:
        found = held_place(scene, item, unlisted=unlisted)
        if found is not None:
            yield found


def held_place(scene: Scene, head: int, *, unlisted: bool) -> HeldPlace | None:
    """The place that one noun phrase stands for, or None."""
    parse = scene.parse
    if parse.lower[head] == "it":
        return _meant_by_it(scene, head)
    if parse.lower[head] in scene.book.lists["hold_parts"] or (
        parse.tags[head] == "CD" and _of(scene, head) is not None
    ):
        return _part(scene, head, unlisted=unlisted)
    if head in scene.places and not is_kind_of_place(scene, head):
        return HeldPlace(head, _apposed(scene, head))
    if parse.tags[head] == "CD":
        return _numbered(scene, head)
    if is_kind_of_place(scene, head):
        return _described(scene, head)
    return HeldPlace(head) if unlisted and is_unlisted_name(scene, head) else None


def is_kind_of_place(scene: Scene, head: int) -> bool:
    """Is it a noun for a kind of place that armed men can hold ("town", "airport", "coast")?"""
    word, lists = scene.parse.lower[head], scene.book.lists
    return word in lists["hold_places"] | lists["hold_units"] or (
        word in lists["place_nouns"] and word not in lists["hold_parts"]
    )


def is_placelike(scene: Scene, head: int, *, unlisted: bool) -> bool:
    """Can the head stand for a place, or a part of one?"""
    return held_place(scene, head, unlisted=unlisted) is not None


def is_unlisted_name(scene: Scene, head: int) -> bool:
    """A proper name that is known as nobody's: "Bunagana"."""
    parse = scene.parse
    if not parse.words[head][0].isupper() or scene.kinds[head] not in ("proper", "", "country", "people"):
        return False
    if scene.kinds[head] == "" and (head == 0 or parse.tags[head] not in ("NN", "NNP")):
        return False
    return parse.tags[head] != "NNPS" and not any(
        parse.deps[kid] in ("det", "poss", "amod", "nummod") or scene.kinds[kid] in ACTING_KINDS
        for kid in parse.children[head]
        if kid < head
    )


def _apposed(scene: Scene, head: int) -> tuple[int, int] | None:
    """ "Gao, the largest town in the north"."""
    for kid in scene.parse.kids(head, "appos"):
        if is_kind_of_place(scene, kid):
            return _first_word(scene, kid, head), kid
    return None


def _meant_by_it(scene: Scene, pronoun: int) -> HeldPlace | None:
    """ "Harar changed little before it was taken": the place that is subject of a clause above or before."""
    parse = scene.parse
    for verb in parse.ancestors(pronoun):
        for kid in parse.kids(verb, "nsubj", "nsubjpass"):
            if kid < pronoun and (kid in scene.places or is_kind_of_place(scene, kid)):
                return held_place(scene, kid, unlisted=False)
    return None


def _of(scene: Scene, head: int) -> int | None:
    for prep in scene.parse.kids(head, "prep"):
        if scene.parse.lower[prep] == "of":
            return scene.parse.kid(prep, "pobj")
    return None


def _part(scene: Scene, head: int, *, unlisted: bool) -> HeldPlace | None:
    """ "most of Helmand", "40 percent of the valley", "four of the villages"."""
    inner = _of(scene, head)
    if inner is None:
        return None
    if scene.parse.lower[inner] in scene.book.lists["hold_wholes"]:
        return HeldPlace(None, (_first_of_part(scene, head), inner))
    whole = held_place(scene, inner, unlisted=unlisted)
    if whole is None:
        return None
    if whole.kind is None:
        named = scene.parse.is_noun(head) and scene.parse.lower[head] not in _AMOUNTS
        return HeldPlace(whole.name, (_first_of_part(scene, head), head) if named else None)
    if scene.parse.tags[head] == "CD":
        return HeldPlace(whole.name, whole.kind, number_value(scene.parse, head))
    return HeldPlace(whole.name, (_first_of_part(scene, head), whole.kind[1]))


def _described(scene: Scene, head: int) -> HeldPlace:
    """ "the town of Zintan", "Kunduz airport", "the capital, Sanaa", "four villages"."""
    name = _name_beside(scene, head)
    return HeldPlace(name, (_first_word(scene, head, name), head), _count(scene, head))


def _first_of_part(scene: Scene, head: int) -> int:
    """As :func:`_first_word`, with the numbers ("10 to 12 percent")."""
    first = noun_phrase(scene.parse, head)[0]
    while first < head and scene.parse.tags[first] in _LEADING - {"CD"}:
        first += 1
    return first


def _first_word(scene: Scene, head: int, name: int | None) -> int:
    parse = scene.parse
    first = noun_phrase(parse, head)[0]
    held = [i for i in range(first, head) if parse.lower[i] in scene.book.lists["held"]]
    first = max([first, *(i + 1 for i in held)])
    while first < head and (
        parse.tags[first] in _LEADING or (name is not None and scene.extent[name][0] <= first <= name)
    ):
        first += 1
    return first


def _name_beside(scene: Scene, head: int) -> int | None:
    parse = scene.parse
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in ("of", "in"):
            inner = parse.kid(prep, "pobj")
            if inner is not None and inner in scene.places:
                return inner
    for kid in parse.kids(head, "compound", "nmod", "appos", "poss"):
        if kid in scene.places:
            return kid
    above = parse.heads[head]
    return above if parse.deps[head] == "appos" and above in scene.places else None


def _count(scene: Scene, head: int) -> int | None:
    if scene.parse.lower[head] in scene.book.lists["hold_units"]:
        return None
    for kid in scene.parse.kids(head, "nummod"):
        return number_value(scene.parse, kid)
    return None


def _numbered(scene: Scene, head: int) -> HeldPlace | None:
    """ "rolling through provincial capitals, capturing eight": the number counts places named before it."""
    parse = scene.parse
    for index in range(head - 1, -1, -1):
        if parse.tags[index] == "NNS" and is_kind_of_place(scene, index):
            return HeldPlace(None, (_first_word(scene, index, None), index), number_value(parse, head))
    return None
