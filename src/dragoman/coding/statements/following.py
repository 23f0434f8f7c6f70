"""Speech that goes on after the sentence of its cue: quotations with no cue of their own, and blocks after a colon."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.coding.statements.told import Told
from dragoman.reading.quotations import Quotation
from dragoman.reading.segment import Sentence
from dragoman.record.types import Span

_MARKS = "\"'“”‘’`"


def with_following(
    text: str, found: Sequence[Told], quotes: Sequence[Quotation], sentences: Sequence[Sentence]
) -> list[Told]:
    """Give each statement the quotations that go on from it: in the sentences after its own in the same paragraph,
    and in the next paragraphs where the marks were left open."""
    claimed = _claimed(found, quotes)
    places = {sentence.number: index for index, sentence in enumerate(sentences)}
    last_of = {told.sentence: told for told in found if _speaks(told)}
    grown = []
    for told in found:
        pieces: tuple[Span, ...] = ()
        if last_of.get(told.sentence) is told and told.sentence in places:
            pieces = tuple(_going_on(text, told, quotes, sentences, places[told.sentence], claimed))
        grown.append(replace(told, content=(*told.content, *pieces)) if pieces else told)
    return grown


def _speaks(told: Told) -> bool:
    return told.kind != "thought" and told.form != "indirect"


def _claimed(found: Sequence[Told], quotes: Sequence[Quotation]) -> set[int]:
    """Starts of the quotations that some statement has in its content, with its cue outside them."""
    starts = [quotation.start for quotation in quotes]
    claimed: set[int] = set()
    for told in found:
        for piece in told.content:
            low = max(0, bisect_left(starts, piece.start) - 1)
            for quotation in quotes[low:]:
                if quotation.start >= piece.end:
                    break
                outside = told.cue is None or not quotation.start <= told.cue.start < quotation.end
                if quotation.end > piece.start and outside:
                    claimed.add(quotation.start)
    return claimed


def _going_on(
    text: str,
    told: Told,
    quotes: Sequence[Quotation],
    sentences: Sequence[Sentence],
    at: int,
    claimed: set[int],
) -> Iterator[Span]:
    starts = [quotation.start for quotation in quotes]
    end = max(sentences[at].end, told.content[-1].end)
    for index in range(bisect_left(starts, end), len(quotes)):
        quotation = quotes[index]
        gap = text[end : quotation.start]
        if gap.strip() or (quotation.start in claimed) or ("\n" in gap and not quotation.continues):
            return
        yield Span(quotation.start, quotation.end, text[quotation.start : quotation.end])
        end = quotation.end
