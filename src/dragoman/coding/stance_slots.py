"""The slots of a row of the positions table: which of them holds what is wanted, offered or refused."""

from collections.abc import Iterator

from dragoman.codebook.positions import PositionEntry
from dragoman.coding.arguments import Arguments
from dragoman.coding.scene import Scene

_CLAUSE_SLOTS = frozenset({"inf", "that", "ing", "should"})
_QUESTIONS = frozenset({"whether", "if", "what", "why", "how", "when", "who", "where"})


def proposition_heads(scene: Scene, arguments: Arguments, entry: PositionEntry) -> tuple[str, tuple[int, ...]]:
    """The slot that holds what is wanted, offered …, and its heads; ("", ()) if none does."""
    for slot in entry.proposition:
        heads = in_slot(scene, arguments, slot)
        only = len(entry.proposition) == 1
        if not heads or (slot == "obj" and not only and all(_is_whom(scene, h) for h in heads)):
            continue
        if slot in _CLAUSE_SLOTS:
            told = tuple(h for head in heads for h in _clauses(scene, head) if not _is_question(scene, h))
            return (slot, told) if told else ("", ())
        return slot, heads
    return "", ()


def _clauses(scene: Scene, head: int) -> Iterator[int]:
    """A clause and those coordinated with it that have its form."""
    parse = scene.parse
    for item in parse.clause_conjuncts(head):
        if item == head or (parse.is_verb(item) and (parse.tags[head] != "VB" or parse.tags[item] == "VB")):
            yield item


def _is_question(scene: Scene, clause: int) -> bool:
    """ "asked whether they knew", "decide when to talk": nothing is wanted or promised."""
    return any(k < clause and scene.parse.lower[k] in _QUESTIONS for k in scene.parse.children[clause])


def in_slot(scene: Scene, arguments: Arguments, slot: str) -> tuple[int, ...]:
    """The heads in a slot; ``inf`` also takes an infinitive that the parser hangs on the verb as its purpose, and
    ``obj.to`` what hangs on the object."""
    if slot == "inf":
        return arguments.slots.get("inf", ()) or arguments.slots.get("purpose", ())
    if slot == "should":
        return tuple(h for h in arguments.slots.get("that", ()) if _is_wished(scene, h))
    carrier, dot, preposition = slot.partition(".")
    if not dot:
        return arguments.slots.get(slot, ())
    parse = scene.parse
    return tuple(
        inner
        for head in arguments.slots.get(carrier, ())
        for prep in parse.kids(head, "prep")
        if parse.lower[prep] == preposition and (inner := parse.kid(prep, "pobj", "pcomp")) is not None
    )


def _is_wished(scene: Scene, head: int) -> bool:
    """Is the clause one of what should be ("that he go", "that he must go")?"""
    aux = {scene.parse.lower[kid] for kid in scene.parse.kids(head, "aux", "auxpass")}
    return scene.parse.tags[head] == "VB" or bool(aux & {"should", "must", "be"})


def _is_whom(scene: Scene, head: int) -> bool:
    """Is the object the one spoken to rather than what is wanted?"""
    if scene.kinds[head] == "pronoun":
        return True
    described = scene.parse.kid(head, "amod", "nummod") is not None
    return scene.can_act(head) and scene.kinds[head] not in ("agent", "proper") and not described
