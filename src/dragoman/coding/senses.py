"""Which sense of an entry is meant: its conditions against the arguments that are there."""

from collections.abc import Sequence
from typing import Protocol

from dragoman.codebook.book import NounEntry
from dragoman.codebook.language import Condition, Sense
from dragoman.coding.arguments import Arguments
from dragoman.coding.scene import TRANSPARENT, Scene, counted

_ARMED_SECTORS = frozenset({"MIL", "REB", "UAF", "PRM", "CRM", "COP"})
_OFFICE_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "PTY", "ELI"})


class TypesOf(Protocol):
    """Which event types a token's word can stand for, looked up without folding."""

    def __call__(self, index: int, /) -> frozenset[str]: ...


def matches(scene: Scene, sense: Sense, arguments: Arguments, types_of: TypesOf) -> bool:
    """Do all conditions of a sense hold?"""
    slots = arguments.slots
    for condition in sense.conditions:  # most senses fail because a slot is empty: seen before anything is looked up
        if condition.fillers and condition.slot not in slots:
            return False
    return all(condition_holds(scene, condition, arguments, types_of) for condition in sense.conditions)


def condition_holds(scene: Scene, condition: Condition, arguments: Arguments, types_of: TypesOf) -> bool:
    """Does one condition hold of these arguments?"""
    heads = arguments.slots.get(condition.slot, ())
    if condition.slot == "prt":
        return any(scene.parse.lower[h] in condition.fillers for h in heads) if condition.fillers else not heads
    if not condition.fillers:
        return not heads
    if not heads:
        return False
    spread = [item for head in heads for item in scene.parse.conjuncts(head)]
    if condition.slot == "that":
        spread += [item for head in heads for item in predicates(scene, head)]
    return any(_fills(scene, item, filler, types_of) for item in spread for filler in condition.fillers)


def predicates(scene: Scene, clause: int) -> tuple[int, ...]:
    """What a clause says of its subject: "responsible" in "that the rebels were responsible"."""
    parse = scene.parse
    return parse.kids(clause, "acomp", "attr", "oprd") if parse.is_verb(clause) else ()


def _fills(scene: Scene, index: int, filler: str, types_of: TypesOf) -> bool:
    word = scene.parse.lower[index]
    if filler == "*":
        return True
    if filler.startswith("%"):
        return word in scene.book.lists[filler[1:]] or _counts(scene, index, filler)
    if filler.startswith("@"):
        return _is_of_class(scene, index, filler[1:], types_of)
    return word == filler


def _counts(scene: Scene, index: int, filler: str) -> bool:
    """ "dozens of soldiers" fills what "soldiers" fills."""
    parse = scene.parse
    if parse.lower[index] not in TRANSPARENT and parse.tags[index] != "CD":
        return False
    for prep in parse.kids(index, "prep"):
        inner = parse.kid(prep, "pobj")
        if inner is not None and parse.lower[inner] in scene.book.lists[filler[1:]]:
            return True
    return False


def _is_of_class(scene: Scene, index: int, name: str, types_of: TypesOf) -> bool:
    if name == "place":
        return scene.is_place(index)
    if name == "actor":
        return (
            scene.can_act(index)
            or scene.parse.lower[index] in TRANSPARENT
            or scene.parse.lower[index] in scene.book.lists["people"]
        )
    if name == "armed":
        return (
            scene.sectors[index] in _ARMED_SECTORS
            or scene.kinds[index] in ("group", "country")
            or scene.parse.lower[index] in scene.book.lists["armed"]
        )
    if name == "official":
        return scene.kinds[index] in ("person", "country", "organisation", "institution") or any(
            scene.sectors[i] in _OFFICE_SECTORS for i in (index, *scene.parse.kids(index, "compound", "appos", "nmod"))
        )
    if name == "refugees":
        return scene.sectors[index] == "REF"
    if name == "statesman":
        return scene.kinds[index] == "person" or scene.sectors[index] in _OFFICE_SECTORS
    if name == "peacekeeping":
        return _is_peacekeeping(scene, index)
    if name == "hostages":
        return scene.parse.lower[index] in (
            "hostage",
            "hostages",
            "captive",
            "captives",
            "crew",
            "survivors",
            "migrants",
        )
    types = types_of(index)
    return bool(types) if name == "event" else name in types


def _is_peacekeeping(scene: Scene, index: int) -> bool:
    """ "peacekeepers", "a relief mission", "contingents of peacekeeping troops"."""
    lower, lists = scene.parse.lower, scene.book.lists
    index = counted(scene, index)
    before = scene.parse.kids(index, "compound", "amod", "nmod")
    return lower[index] in lists["peacekeepers"] or (
        lower[index] in lists["missions"] and any(lower[kid] in lists["mission_kinds"] for kid in before)
    )


def noun_entries(scene: Scene, index: int) -> Sequence[NounEntry]:
    """Entries of a noun whose leading words stand before it, the longest first."""
    lower = scene.parse.lower
    return [
        noun
        for noun in scene.book.nouns.get(lower[index], ())
        if not noun.before or (index >= len(noun.before) and lower[index - len(noun.before) : index] == noun.before)
    ]
