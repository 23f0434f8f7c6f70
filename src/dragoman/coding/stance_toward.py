"""Whom a position concerns, where only its proposition or its condition says so."""

from dragoman.coding.arguments import arguments_of
from dragoman.coding.scene import ACTING_KINDS, Scene, parties
from dragoman.coding.stance import Stance

_WITH = ("dat", "to", "with", "against")
_SPOKEN_TO = frozenset({"offer", "refusal", "commitment", "disclaimer"})


def toward_inside(scene: Scene, stance: Stance) -> tuple[int, ...]:
    """Heads of whom a proposition is for or against: "talk to Pyongyang", "strike Guam"; of a warning also whoever
    sets it off ("unless Belgrade hands over the general")."""
    first, last = stance.proposition
    verbs = [i for i in range(first, last + 1) if scene.parse.is_verb(i)]
    if verbs and (found := _of_verb(scene, stance, verbs[0])):
        return found
    if not verbs and stance.kind in _SPOKEN_TO and (found := _of_noun(scene, stance)):
        return found
    return _of_condition(scene, stance) if stance.kind == "warning" and stance.condition else ()


def _of_verb(scene: Scene, stance: Stance, verb: int) -> tuple[int, ...]:
    arguments = arguments_of(scene, verb)
    slots = ("obj", *_WITH) if stance.kind == "warning" else _WITH if stance.kind in _SPOKEN_TO else ()
    for slot in slots:
        found = tuple(
            p for h in arguments.slots.get(slot, ()) for p in parties(scene, h) if _can_be_meant(scene, stance, p)
        )
        if found:
            return found
    for thing in arguments.slots.get("obj", ()) if slots else ():
        found = _after(scene, stance, thing)
        if found:
            return found
    return ()


def _of_noun(scene: Scene, stance: Stance) -> tuple[int, ...]:
    first, last = stance.proposition
    heads = [i for i in range(first, last + 1) if scene.parse.is_noun(i) and not first <= scene.parse.heads[i] <= last]
    return _after(scene, stance, heads[0]) if heads else ()


def _after(scene: Scene, stance: Stance, thing: int) -> tuple[int, ...]:
    """ "a war with Iran", "aid to Cairo"."""
    parse = scene.parse
    for prep in parse.kids(thing, "prep"):
        inner = parse.kid(prep, "pobj")
        if inner is not None and parse.lower[prep] in _WITH and _can_be_meant(scene, stance, inner):
            return (inner,)
    return ()


def _of_condition(scene: Scene, stance: Stance) -> tuple[int, ...]:
    first, last = stance.condition or (0, -1)
    parse = scene.parse
    for index in range(first, last + 1):
        if parse.deps[index] == "nsubj" and _can_be_meant(scene, stance, index) and scene.kinds[index] in ACTING_KINDS:
            return (index,)
    return ()


def _can_be_meant(scene: Scene, stance: Stance, head: int) -> bool:
    return head not in stance.party and (scene.kinds[head] in ACTING_KINDS or scene.kinds[head] == "agent")
