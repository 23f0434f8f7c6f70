"""All passes over one sentence, in their order. What comes out still speaks of tokens, not of actors."""

from dataclasses import dataclass

from dragoman.codebook.book import Codebook
from dragoman.coding.deeds import Deed
from dragoman.coding.fold import Folder, fold_scene
from dragoman.coding.happened import truth_of
from dragoman.coding.manner import modes_of, size_of
from dragoman.coding.scene import Known, Scene, set_scene
from dragoman.reading.syntax import Parse
from dragoman.record.types import Size


@dataclass(frozen=True, slots=True)
class CodedDeed:
    """A deed with what its clause says of it."""

    deed: Deed
    modes: tuple[str, ...]
    truth: frozenset[str]
    size: Size | None


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A scene with its deeds, and the folder that made them (for the other passes and for the reasons why)."""

    scene: Scene
    deeds: tuple[CodedDeed, ...]
    folder: Folder

    @property
    def parse(self) -> Parse:
        return self.scene.parse


def code_sentence(parse: Parse, book: Codebook, known: Known, *, reported: "frozenset[int] | None" = None) -> CodedSentence:
    """Code one parsed sentence.

    Args:
        parse: the sentence.
        book: the codebook.
        known: names, places, times and agents of the document.
        reported: token indices that stand in reported speech.
    """
    scene = set_scene(parse, book, known)
    deeds, folder = fold_scene(scene)
    inside = reported or frozenset()
    coded = tuple(_with_manner(scene, deed, reported=deed.head in inside) for deed in deeds)
    return CodedSentence(scene, coded, folder)


def _with_manner(scene: Scene, deed: Deed, *, reported: bool) -> CodedDeed:
    return CodedDeed(deed, modes_of(scene, deed), truth_of(scene, deed, reported=reported), size_of(scene, deed))
