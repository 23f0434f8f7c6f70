"""All passes over one sentence, in their order. What comes out still speaks of tokens, not of actors."""

from dataclasses import dataclass

from dragoman.codebook.book import Codebook
from dragoman.coding.control import Held, control_of
from dragoman.coding.deeds import Deed
from dragoman.coding.fold import Folder
from dragoman.coding.gather import fold_scene
from dragoman.coding.happened import is_purpose, truth_at, truth_of
from dragoman.coding.manner import modes_of, size_of
from dragoman.coding.moods import demanded, is_obligation, refused
from dragoman.coding.positions import stances_of
from dragoman.coding.scene import Known, Scene, set_scene
from dragoman.coding.stance import Stance
from dragoman.coding.unlisted import unlisted
from dragoman.reading.syntax import Parse
from dragoman.record.types import Size


@dataclass(frozen=True, slots=True)
class CodedDeed:
    """A deed with what its clause says of it. ``by_speaker``: its actor is whoever says the words."""

    deed: Deed
    modes: tuple[str, ...]
    truth: frozenset[str]
    size: Size | None
    by_speaker: bool = False


@dataclass(frozen=True, slots=True)
class CodedHeld:
    """A control record with what its clause says of it."""

    held: Held
    truth: frozenset[str]


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A scene with its deeds, and the folder that made them (for the other passes and for the reasons why).

    ``unlisted`` are clauses that no entry reads, as deeds without a type.
    """

    scene: Scene
    deeds: tuple[CodedDeed, ...]
    folder: Folder
    held: tuple[CodedHeld, ...] = ()
    stances: tuple[Stance, ...] = ()
    unlisted: tuple[CodedDeed, ...] = ()

    @property
    def parse(self) -> Parse:
        """The sentence itself."""
        return self.scene.parse


def code_sentence(
    parse: Parse, book: Codebook, known: Known, *, reported: frozenset[int] = frozenset(), judged: bool = False
) -> CodedSentence:
    """Code one parsed sentence.

    Args:
        parse: the sentence.
        book: the codebook.
        known: names, places, times and agents of the document.
        reported: token indices that stand in reported speech.
        judged: whether clauses that no entry reads are wanted too, for the sense model.
    """
    scene = set_scene(parse, book, known)
    deeds, folder = fold_scene(scene)
    demands = tuple(
        demand
        for verb in sorted(reported)
        if _is_demand(scene, verb) and (demand := demanded(scene, verb, deeds)).recipients
    )
    predicates = frozenset().union(*(deed.used for deed in deeds))
    taken = frozenset().union(*(demand.used for demand in demands))
    counted = frozenset(deed.size for deed in deeds if deed.size)
    coded = [
        _coded(scene, deed, reported, counted)
        for deed in deeds
        if not taken & deed.used and _is_told(scene, deed, predicates)
    ]
    coded += [CodedDeed(demand, demand.modes, frozenset(), None, by_speaker=True) for demand in demands]
    held = tuple(
        CodedHeld(h, truth_at(scene, h.trigger, nominal=h.nominal, reported=h.trigger in reported))
        for h in control_of(scene, folder)
    )
    return CodedSentence(
        scene,
        tuple(sorted(coded, key=lambda c: c.deed.words)),
        folder,
        held,
        stances_of(scene, folder, reported=reported),
        tuple(_coded(scene, deed, reported, counted) for deed in unlisted(scene, predicates | taken)) if judged else (),
    )


def seen_sentence(parse: Parse, book: Codebook, known: Known) -> CodedSentence:
    """A sentence of which only its names and agents matter: it stands in a text that tells no events."""
    scene = set_scene(parse, book, known)
    return CodedSentence(scene, (), Folder(scene))


def _is_told(scene: Scene, deed: Deed, predicates: frozenset[int]) -> bool:
    """Does the sentence tell the deed, rather than take it as known ("the besieged town", "US-backed") or as the
    purpose of another deed ("met to discuss")?"""
    parse = scene.parse
    if deed.actors and all(_is_any(parse, p) for p in deed.actors):
        return False
    if not deed.actors and deed.recipients and all(_is_any(parse, p) for p in deed.recipients):
        return False
    if deed.nominal or not parse.is_verb(deed.head):
        return True
    if is_purpose(parse, deed.head) and scene.parse.heads[deed.head] in predicates:
        return False
    if _is_alleged(parse, deed.head, predicates):
        return False
    return parse.deps[deed.head] not in ("amod", "compound", "nmod") and parse.lower[deed.head - 1 : deed.head] != (
        "-",
    )


def _is_alleged(parse: Parse, verb: int, predicates: frozenset[int]) -> bool:
    """ "accused her of plotting to hack the count": the hacking is part of the accusation."""
    node = verb
    for _ in range(6):
        head, dep = parse.heads[node], parse.deps[node]
        if head == node or dep not in ("xcomp", "pcomp", "prep", "acl"):
            return False
        if dep == "acl" and not any(parse.tags[kid] == "TO" for kid in parse.kids(node, "aux")):
            return False
        if dep == "prep" and parse.lower[node] not in ("of", "for", "from", "into", "against"):
            return False
        if head in predicates and parse.is_verb(head):
            return dep == "prep"
        node = head
    return False


def _is_any(parse: Parse, head: int) -> bool:
    """ "any government that …" is nobody yet."""
    return any(parse.lower[kid] in ("any", "every", "whoever", "whichever") for kid in parse.kids(head, "det"))


def _is_demand(scene: Scene, verb: int) -> bool:
    return scene.parse.is_verb(verb) and is_obligation(scene, verb)


def _coded(scene: Scene, deed: Deed, reported: frozenset[int], counted: frozenset[str]) -> CodedDeed:
    truth = truth_of(scene, deed, reported=deed.head in reported)
    deed, truth = refused(scene, deed, truth)
    size = None if truth & {"hyp", "neg", "fut"} else size_of(scene, deed, counted)
    return CodedDeed(deed, modes_of(scene, deed), truth, size)
