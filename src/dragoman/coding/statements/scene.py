"""A sentence with the quotations that touch it: what every rule of this package looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.coding.statements.told import Range
from dragoman.reading.quotations import Quotation
from dragoman.reading.syntax import Parse


@dataclass(frozen=True, slots=True)
class Scene:
    """``quotes`` are the outer quotations that touch the sentence; ``quoted[i]`` is the index in ``quotes``
    of the one that holds token ``i``, or -1. ``ahead`` is a quotation that closes right before the sentence:
    a question mark inside the marks ends a sentence before its cue ("…?" she asked)."""

    text: str
    parse: Parse
    quotes: tuple[Quotation, ...]
    quoted: tuple[int, ...]
    ahead: Quotation | None = None

    def is_mark(self, index: int) -> bool:
        """Is the token a quotation mark or other punctuation?"""
        return not any(char.isalnum() for char in self.parse.words[index])

    def same_side(self, first: int, second: int) -> bool:
        """Do both tokens lie in the same quotation, or both in none?"""
        return self.quoted[first] == self.quoted[second]


def scene(text: str, parse: Parse, outer_quotes: Sequence[Quotation]) -> Scene:
    """The scene of a sentence. ``outer_quotes`` are those of the document, in text order, not overlapping."""
    low = _bisect(outer_quotes, parse.start)
    ahead = outer_quotes[low - 1] if low else None
    if ahead is not None and ahead.end > parse.start:
        low, ahead = low - 1, None
    if ahead is not None and not _asks(text, ahead, parse.start):
        ahead = None
    touching = tuple(outer_quotes[low : _bisect(outer_quotes, parse.end)])
    if not touching:
        return Scene(text, parse, (), (-1,) * len(parse), ahead)
    quoted = tuple(_holder(touching, offset) for offset in parse.offsets)
    return Scene(text, parse, touching, quoted, ahead)


def _asks(text: str, ahead: Quotation, start: int) -> bool:
    """Does a quotation end in a question or exclamation mark right before the sentence, so that its cue may follow?"""
    gap = text[ahead.end : start]
    return bool(gap) and not gap.strip(" ") and text[ahead.last - 1 : ahead.last] in ("?", "!", "…")


def _bisect(quotes: Sequence[Quotation], offset: int) -> int:
    low, high = 0, len(quotes)
    while low < high:
        middle = (low + high) // 2
        if quotes[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _holder(quotes: Sequence[Quotation], offset: int) -> int:
    return next((i for i, quote in enumerate(quotes) if quote.start <= offset < quote.end), -1)


def trimmed(text: str, piece: Range) -> Range:
    """A range without white space, commas and dashes at its ends; quotation marks stay."""
    start, end = piece
    while start < end and (text[start].isspace() or text[start] in ",;:.-–—…)"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—("):
        end -= 1
    return start, end
