"""What the pass gives: a statement as the words tell it, before anyone in it is identified."""

from dataclasses import dataclass

from dragoman.codebook.cues import Kind
from dragoman.record.types import Form, Span

__all__ = ["Kind", "Range", "Told"]

# Character offsets of the document, end exclusive.
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement before grounding.

    ``speaker`` is the noun phrase as written (a pronoun too), ``cue`` the reporting words, ``content`` the
    pieces of what is said in text order. ``sentence`` is the number of the sentence that holds the cue.
    ``carried`` is true where a quotation stands without a cue and the speaker is that of the sentence before.
    ``kind`` tells speech from thought (beliefs, wishes, plans) and from what polls and papers say. ``level``
    is 0 for the outermost statement of a place, 1 for one told inside another's content, and so on. ``head``
    is the speaker's head noun, ``rule`` the entry of the codebook or the layout that fired.
    """

    speaker: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    addressee: Span | None
    medium: str | None
    sentence: int
    carried: bool
    kind: Kind = "speech"
    level: int = 0
    head: Span | None = None
    rule: str = ""
