"""Who holds which place: gains, losses, withdrawals, contested and held places, over the same predications as
events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.codebook.control import ControlEntry, load_control_table
from dragoman.codebook.language import Condition
from dragoman.coding.arguments import Arguments
from dragoman.coding.fold import Folder
from dragoman.coding.held_places import HeldPlace, held_place, held_places, is_placelike
from dragoman.coding.scene import ACTING_KINDS, Scene, parties
from dragoman.coding.senses import condition_holds

# Slots whose nouns may govern what the verb itself would: "took control of", "in the hands of", "fight for control of".
_CARRIERS = ("obj", "in", "under", "into", "for", "on", "subj")
_CARRIED = frozenset({"of", "over", "from", "by", "with", "between", "to", "in"})
_ONCE = frozenset({"once", "previously", "formerly", "earlier", "long"})


@dataclass(frozen=True, slots=True)
class Held:
    """A control record in the making, as token indices of one sentence.

    ``place`` is the token of a toponym and ``kind`` the (first, last) tokens of the words for what kind of place
    it is; at least one of them is there. ``holders`` and ``before`` are party heads. ``past``: it was so once.
    """

    trigger: int
    change: str
    holders: tuple[int, ...]
    before: tuple[int, ...]
    place: int | None
    kind: tuple[int, int] | None
    count: int | None
    rule: str
    nominal: bool
    past: bool = False


def control_of(scene: Scene, folder: Folder) -> tuple[Held, ...]:
    """All control records of a sentence, in text order."""
    table, parse = load_control_table(), scene.parse
    found: list[Held] = []
    for index, word in enumerate(parse.lower):
        if parse.is_verb(index):
            entries = table.verbs.get(word, ())
        elif parse.is_noun(index) and parse.tags[index] not in ("NNP", "NNPS"):
            entries = table.nouns.get(word, ()) if not _is_misread(scene, index) else ()
        else:
            continue
        if entries and not _is_attributive(scene, index):
            arguments = _with_carried(scene, folder.args(index), index)
            found.extend(_first_match(scene, folder, index, entries, arguments))
    found.extend(_held_places(scene))
    found.extend(_misread_verbs(scene, folder))
    return tuple(sorted(found, key=lambda held: held.trigger))


def _is_misread(scene: Scene, noun: int) -> bool:
    """A noun that the parser made the head of a clause by taking its verb for an adjective."""
    return any(scene.parse.tags[kid] in ("VBD", "VBZ", "VBP") for kid in scene.parse.kids(noun, "amod", "compound"))


def _is_attributive(scene: Scene, index: int) -> bool:
    """ "the besieged enclave", "the occupied territories": known, not told."""
    parse = scene.parse
    return parse.is_verb(index) and parse.deps[index] == "amod" and index < parse.heads[index]


def _first_match(
    scene: Scene, folder: Folder, index: int, entries: Sequence[ControlEntry], arguments: Arguments
) -> Iterator[Held]:
    for entry in entries:
        if not all(_holds(scene, need, arguments, folder) for need in entry.needs):
            continue
        places = _places(scene, arguments, entry)
        holders = _parties(scene, arguments, entry.holder)
        before = tuple(p for p in _parties(scene, arguments, entry.before) if p not in holders)
        taken = {place.name for place in places}
        holders = tuple(h for h in holders if h not in taken)
        before = tuple(b for b in before if b not in taken)
        if places and (holders or before or _is_enough(entry)):
            yield from (_held(scene, index, entry, holders, before, place) for place in places)
            return


def _held(
    scene: Scene,
    index: int,
    entry: ControlEntry,
    holders: tuple[int, ...],
    before: tuple[int, ...],
    place: HeldPlace,
) -> Held:
    change = entry.change
    if change == "held" and _no_longer(scene, index):
        change, holders, before = "lost", (), holders
    return Held(
        trigger=index,
        change=change,
        holders=holders,
        before=before,
        place=place.name,
        kind=place.kind,
        count=place.count,
        rule=f"control.tsv {entry.word}",
        nominal=scene.parse.is_noun(index),
        past=change == "held" and _was_once(scene, index),
    )


def _with_carried(scene: Scene, arguments: Arguments, index: int) -> Arguments:
    """The arguments with those of the nouns in them: "took control of Ramadi" has ``obj.of``, "in rebel hands"
    ``in.adj``; and with what hangs on a particle ("driven back from")."""
    parse = scene.parse
    slots = dict(arguments.slots)
    for kid in parse.kids(index, "advmod", "prt"):
        _add_prepositional(scene, kid, "", slots)
    for carrier in _CARRIERS:
        for head in arguments.slots.get(carrier, ()):
            _add_prepositional(scene, head, f"{carrier}.", slots)
            owners = tuple(k for k in parse.kids(head, "amod", "compound", "nmod", "poss") if _is_party(scene, k))
            if owners:
                slots.setdefault(f"{carrier}.adj", owners)
    return Arguments(slots, arguments.passive)


def _add_prepositional(scene: Scene, head: int, prefix: str, slots: dict[str, tuple[int, ...]]) -> None:
    parse = scene.parse
    for prep in parse.kids(head, "prep", "agent"):
        for node in (prep, *parse.kids(prep, "prep")):
            inner = parse.kid(node, "pobj")
            if inner is not None and parse.lower[node] in _CARRIED:
                slots.setdefault(prefix + parse.lower[node], (inner,))


def _holds(scene: Scene, need: Condition, arguments: Arguments, folder: Folder) -> bool:
    """As :func:`condition_holds`; ``@place`` and ``@town`` are what can be held, the latter even if unlisted."""
    if need.fillers & {"@place", "@town"}:
        heads = arguments.slots.get(need.slot, ())
        return any(is_placelike(scene, head, unlisted="@town" in need.fillers) for head in heads)
    return condition_holds(scene, need, arguments, folder.types_of)


def _is_party(scene: Scene, index: int) -> bool:
    return scene.kinds[index] in ACTING_KINDS or scene.kinds[index] == "agent"


def _is_enough(entry: ControlEntry) -> bool:
    """A place that fell, was taken, was lost or is fought for is told of even where nobody is named."""
    return entry.change in ("gained", "lost", "contested") and entry.word not in (
        "claim",
        "enter",
        "secure",
        "clear",
    )


def _no_longer(scene: Scene, index: int) -> bool:
    adverbs = scene.parse.kids(index, "advmod")
    return any(
        scene.parse.lower[kid] in ("longer", "anymore") and scene.parse.lower[kid - 1 : kid] in (("no",), ("any",))
        for kid in adverbs
    )


def _was_once(scene: Scene, index: int) -> bool:
    parse = scene.parse
    words = {parse.lower[kid] for kid in parse.kids(index, "advmod")}
    until = any(parse.lower[kid] == "until" for kid in parse.kids(index, "prep", "advmod", "mark"))
    return bool(words & _ONCE) or until


def _parties(scene: Scene, arguments: Arguments, slots: Sequence[str]) -> tuple[int, ...]:
    for slot in slots:
        found = tuple(dict.fromkeys(p for head in arguments.slots.get(slot, ()) for p in parties(scene, head)))
        found = tuple(p for p in found if scene.kinds[p] != "place")
        if found:
            return found
    return ()


def _places(scene: Scene, arguments: Arguments, entry: ControlEntry) -> list[HeldPlace]:
    """Each place in the first slot that holds any."""
    unlisted = any("@town" in need.fillers for need in entry.needs)
    for slot in entry.place:
        found = [p for head in arguments.slots.get(slot, ()) for p in held_places(scene, head, unlisted=unlisted)]
        if found:
            return found
    return []


def _held_places(scene: Scene) -> Iterator[Held]:
    """ "rebel-held Idlib", "the government-controlled town of Kassala"."""
    parse = scene.parse
    for index, word in enumerate(parse.lower):
        if word not in scene.book.lists["held"] or index < 2 or parse.words[index - 1] not in ("-", "–"):
            continue
        head = parse.heads[index]
        while parse.deps[head] in ("amod", "compound", "nmod") and parse.heads[head] != head:
            head = parse.heads[head]
        place = held_place(scene, head, unlisted=_is_party(scene, index - 2)) if head > index else None
        if place is not None:
            past = parse.lower[max(0, index - 3)] in _ONCE
            yield Held(
                index,
                "held",
                (index - 2,),
                (),
                place.name,
                place.kind,
                place.count,
                "control.tsv held",
                False,
                past,
            )


def _misread_verbs(scene: Scene, folder: Folder) -> Iterator[Held]:
    """Verbs that the parser takes for a part of the noun after or before them: "The Taliban control most of
    Helmand", "The Dutch ceded control of the fort"."""
    parse, table = scene.parse, load_control_table()
    for index, word in enumerate(parse.lower):
        if not parse.is_noun(index) or parse.deps[index] not in ("ROOT", "ccomp"):
            continue
        before = [k for k in parse.kids(index, "compound", "nmod", "amod") if _is_party(scene, k)]
        verbs = [
            k for k in parse.kids(index, "amod", "compound") if parse.tags[k] in ("VBD", "VBZ") and k in range(index)
        ]
        if before and word == "control" and before[-1] == index - 1:
            after = [k for k in parse.kids(index, "appos", "dobj", "dep", "npadvmod") if k > index]
            arguments = Arguments({"subj": (before[-1],), "obj": tuple(after[:1])})
            yield from _first_match(scene, folder, index, table.verbs["control"], arguments)
        elif before and verbs and before[-1] < verbs[0]:
            slots: dict[str, tuple[int, ...]] = {"subj": (before[-1],), "obj": (index,)}
            _add_prepositional(scene, index, "obj.", slots)
            entries = table.verbs.get(parse.lower[verbs[0]], ())
            yield from _first_match(scene, folder, verbs[0], entries, Arguments(slots))
