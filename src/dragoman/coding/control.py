"""Who holds which place: gains, losses, withdrawals, contested and held places, over the same predications as
events."""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.codebook.control import ControlEntry, load_control_table
from dragoman.coding.arguments import Arguments
from dragoman.coding.fold import Folder
from dragoman.coding.manner import number_value
from dragoman.coding.scene import Scene, parties
from dragoman.coding.senses import condition_holds
from dragoman.reading.syntax import noun_phrase


@dataclass(frozen=True, slots=True)
class Held:
    """A control record in the making, as token indices of one sentence.

    ``place`` is the token of a toponym and ``kind`` the (first, last) tokens of the words for what kind of place
    it is; at least one of them is there. ``holders`` and ``before`` are party heads.
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


def control_of(scene: Scene, folder: Folder) -> tuple[Held, ...]:
    """All control records of a sentence, in text order."""
    table, found = load_control_table(), []
    for index, word in enumerate(scene.parse.lower):
        if scene.parse.is_verb(index):
            entries = table.verbs.get(word, ())
        elif scene.parse.is_noun(index) and scene.parse.tags[index] not in ("NNP", "NNPS"):
            entries = table.nouns.get(word, ())
        else:
            continue
        found.extend(_first_match(scene, folder, index, entries))
    found.extend(_held_places(scene))
    return tuple(sorted(found, key=lambda held: held.trigger))


def _first_match(scene: Scene, folder: Folder, index: int, entries: tuple[ControlEntry, ...]) -> Iterator[Held]:
    arguments = folder.args(index)
    for entry in entries:
        if not all(condition_holds(scene, need, arguments, folder.types_of) for need in entry.needs):
            continue
        places = _places(scene, arguments, entry.place)
        if not places:
            continue
        holders = _parties(scene, arguments, entry.holder)
        before = tuple(p for p in _parties(scene, arguments, entry.before) if p not in holders)
        taken = {place for place, _kind, _count in places}
        holders = tuple(h for h in holders if h not in taken)
        if not holders and not before and not _is_enough(entry):
            continue
        for place, kind, count in places:
            yield Held(
                trigger=index,
                change=entry.change,
                holders=holders,
                before=before,
                place=place,
                kind=kind,
                count=count,
                rule=f"control.tsv {entry.word}",
                nominal=scene.parse.is_noun(index),
            )
        return


def _is_enough(entry: ControlEntry) -> bool:
    """A place that fell, was taken or was lost is told of even where nobody is named."""
    return entry.change in ("gained", "lost") and entry.word not in ("claim", "enter", "secure", "clear")


def _parties(scene: Scene, arguments: Arguments, slots: tuple[str, ...]) -> tuple[int, ...]:
    for slot in slots:
        found = tuple(dict.fromkeys(p for head in arguments.slots.get(slot, ()) for p in parties(scene, head)))
        found = tuple(p for p in found if scene.kinds[p] != "place")
        if found:
            return found
    return ()


def _places(
    scene: Scene, arguments: Arguments, slots: tuple[str, ...]
) -> list[tuple[int | None, tuple[int, int] | None, int | None]]:
    """(toponym, words for its kind, count) of each place in the first slot that holds any."""
    for slot in slots:
        found = [
            place
            for head in arguments.slots.get(slot, ())
            for item in scene.parse.conjuncts(head)
            if (place := _place(scene, item)) is not None
        ]
        if found:
            return found
    return []


def _place(scene: Scene, head: int) -> tuple[int | None, tuple[int, int] | None, int | None] | None:
    parse = scene.parse
    if head in scene.places:
        return head, None, None
    if parse.tags[head] == "CD":
        return _numbered(scene, head)
    if parse.lower[head] not in scene.book.lists["place_nouns"]:
        named = [kid for kid in parse.kids(head, "compound", "nmod", "poss", "appos") if kid in scene.places]
        return (named[0], noun_phrase(parse, head), None) if named and parse.deps[named[0]] == "appos" else None
    first, last = noun_phrase(parse, head)
    name = _name_beside(scene, head)
    count = _count(scene, head)
    while first < head and (parse.tags[first] in ("DT", "CD", "PRP$") or first == name):
        first += 1
    return name, (first, last), count


def _name_beside(scene: Scene, head: int) -> int | None:
    """ "the town of Zintan", "Kunduz airport", "the capital, Sanaa"."""
    parse = scene.parse
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in ("of", "in"):
            inner = parse.kid(prep, "pobj")
            if inner is not None and inner in scene.places:
                return inner
    for kid in parse.kids(head, "compound", "nmod", "appos", "poss"):
        if kid in scene.places:
            return kid
    return None


def _count(scene: Scene, head: int) -> int | None:
    for kid in scene.parse.kids(head, "nummod"):
        return number_value(scene.parse, kid)
    return None


def _numbered(scene: Scene, head: int) -> tuple[None, tuple[int, int], int | None] | None:
    """ "rolling through provincial capitals, capturing eight": the number counts places named before it."""
    parse = scene.parse
    inner = next((parse.kid(prep, "pobj") for prep in parse.kids(head, "prep") if parse.lower[prep] == "of"), None)
    if inner is not None and parse.lower[inner] in scene.book.lists["place_nouns"]:
        return None, _bare(scene, inner), number_value(parse, head)
    for index in range(head - 1, -1, -1):
        if parse.tags[index] == "NNS" and parse.lower[index] in scene.book.lists["place_nouns"]:
            return None, _bare(scene, index), number_value(parse, head)
    return None


def _bare(scene: Scene, head: int) -> tuple[int, int]:
    first, last = noun_phrase(scene.parse, head)
    while first < head and scene.parse.tags[first] in ("DT", "CD", "PRP$"):
        first += 1
    return first, last


def _held_places(scene: Scene) -> Iterator[Held]:
    """ "rebel-held Idlib", "the government-controlled town of Kassala"."""
    parse = scene.parse
    for index, word in enumerate(parse.lower):
        if word not in scene.book.lists["held"] or index < 2 or parse.words[index - 1] not in ("-", "–"):
            continue
        head = parse.heads[index]
        while parse.deps[head] in ("amod", "compound", "nmod") and parse.heads[head] != head:
            head = parse.heads[head]
        found = _place(scene, head)
        if found is not None and head > index:
            place, kind, count = found
            yield Held(index, "held", (index - 2,), (), place, kind, count, "control.tsv held", nominal=False)
