"""Speech that goes on after the sentence of its cue: quotations with no cue of their own, and blocks after a
colon."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.statements.told import Told
from dragoman.reading.quotations import Quotation
from dragoman.reading.segment import Sentence
from dragoman.record.types import Span

# A paragraph shorter than this that ends no sentence is a heading: a block of speech ends before it.
_HEADING = 80
# Fewer quoted words in a paragraph of their own may be a title.
_SPOKEN_WORDS = 5
# Words between two quotations of one content.
_BRIDGE = 3


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rules look at: the text, its quotations and sentences, the starts of quotations that someone
    has in a statement, the paragraphs in which a reporter tells what someone said, and the starts of quotations that
    go on from the paragraph before."""

    text: str
    quotes: tuple[Quotation, ...]
    starts: tuple[int, ...]
    sentences: Sequence[Sentence]
    claimed: frozenset[int]
    reported: frozenset[int]
    again: frozenset[int]


def with_following(
    text: str, found: Sequence[Told], quotes: Sequence[Quotation], sentences: Sequence[Sentence]
) -> list[Told]:
    """Give each statement what goes on from it: quotations in the sentences after its own, in the same
    paragraph, and in the next paragraphs where the marks were left open; the block after "X said:". A
    quotation that fills the next paragraph becomes a statement of the same speaker (``carried``). Statements
    left without content are dropped."""
    starts = tuple(quotation.start for quotation in quotes)
    places = {sentence.number: index for index, sentence in enumerate(sentences)}
    claimed = frozenset(_claimed(found, quotes, starts))
    again = frozenset(quotation.start for quotation in quotes if quotation.continues)
    page = _Page(text, tuple(quotes), starts, sentences, claimed, _reported(found, sentences, places), again)
    found = [_extended(page, told, places) for told in found]
    last_of = {told.sentence: told for told in found if _speaks(told)}
    grown: list[Told] = []
    for told in found:
        at = places.get(told.sentence)
        if at is not None and not told.content:
            told = replace(told, content=_block(page, told, at), form="direct")
        elif at is not None and last_of.get(told.sentence) is told:
            told = replace(told, content=(*told.content, *_going_on(page, told, at)))
        if told.content:
            grown.append(replace(told, content=_joined(page, told.content)))
    return [*grown, *_carried(page, grown)]


def _carried(page: _Page, found: Sequence[Told]) -> Iterator[Told]:
    """Quotations that no one was found to speak, in the sentence after a statement or the next one: the
    speaker goes on. 'She plans "repairs to every mill on the river".'"""
    spoken = {told.sentence: told for told in found if told.kind == "speech" and told.speaker is not None}
    held = [(piece.start, piece.end) for told in found for piece in told.content]
    for index, sentence in enumerate(page.sentences):
        before = spoken.get(page.sentences[index - 1].number) if index else None
        if before is None or page.sentences[index - 1].paragraph != sentence.paragraph or sentence.number in spoken:
            continue
        for quotation in _within(page, sentence):
            free = not any(start < quotation.end and quotation.start < end for start, end in held)
            if free and len(page.text[quotation.first : quotation.last].split()) >= _SPOKEN_WORDS:
                span = Span(quotation.start, quotation.end, page.text[quotation.start : quotation.end])
                told = replace(before, cue=None, content=(span,), form="direct", sentence=sentence.number, carried=True)
                spoken[sentence.number] = told
                yield replace(told, addressee=None, rule="carried")


def _within(page: _Page, sentence: Sentence) -> Iterator[Quotation]:
    for quotation in page.quotes[bisect_left(page.starts, sentence.start) :]:
        if quotation.start >= sentence.end:
            return
        yield quotation


def _extended(page: _Page, told: Told, places: dict[int, int]) -> Told:
    """Take in a quotation of the same sentence that stands a few words after the content: "… ‘in ruins’,
    especially ‘in the south’"."""
    at = places.get(told.sentence)
    if at is None or not told.content or told.form != "mixed" or told.kind == "thought":
        return told
    piece, limit = told.content[-1], page.sentences[at].end
    for quotation in page.quotes[bisect_left(page.starts, piece.end) :]:
        between = page.text[piece.end : quotation.start]
        if quotation.start >= limit or quotation.start in page.claimed or len(between.split()) > _BRIDGE:
            break
        piece = Span(piece.start, quotation.end, page.text[piece.start : quotation.end])
    return replace(told, content=(*told.content[:-1], piece))


def _speaks(told: Told) -> bool:
    return told.kind != "thought" and told.form != "indirect"


def _claimed(found: Sequence[Told], quotes: Sequence[Quotation], starts: Sequence[int]) -> Iterator[int]:
    """Starts of the quotations that some statement has in its content, with its cue outside them."""
    for told in found:
        for piece in told.content:
            for quotation in quotes[max(0, bisect_left(starts, piece.start) - 1) :]:
                if quotation.start >= piece.end:
                    break
                outside = told.cue is None or not quotation.start <= told.cue.start < quotation.end
                if quotation.end > piece.start and outside:
                    yield quotation.start


def _reported(found: Sequence[Told], sentences: Sequence[Sentence], places: dict[int, int]) -> frozenset[int]:
    return frozenset(
        sentences[places[told.sentence]].paragraph
        for told in found
        if told.kind == "speech"
        and told.sentence in places
        and told.rule.startswith(("verb:", "trailing:", "block:", "layout"))
        and told.speaker is not None
        and told.speaker.text.lower() not in ("i", "we", "you")
    )


def _going_on(page: _Page, told: Told, at: int) -> Iterator[Span]:
    """The quotations that follow a statement with nothing between them."""
    end = max(page.sentences[at].end, told.content[-1].end)
    yield from _chain(page, end)


def _chain(page: _Page, end: int) -> Iterator[Span]:
    for quotation in page.quotes[bisect_left(page.starts, end) :]:
        gap = page.text[end : quotation.start]
        if gap.strip() or quotation.start in page.claimed:
            return
        if "\n" in gap and not (quotation.continues or _fills_paragraph(page, quotation)):
            return
        yield Span(quotation.start, quotation.end, page.text[quotation.start : quotation.end])
        end = quotation.end


def _joined(page: _Page, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Paragraphs of one quotation, with the marks opened again at each, are one piece."""
    made: list[Span] = []
    for piece in pieces:
        if made and piece.start in page.again and piece.start >= made[-1].end:
            start = made.pop().start
            piece = Span(start, piece.end, page.text[start : piece.end])
        made.append(piece)
    return tuple(made)


def _fills_paragraph(page: _Page, quotation: Quotation) -> bool:
    """Is a quotation a paragraph of its own?"""
    rest = page.text[quotation.end : quotation.end + 3]
    return (not rest or rest[0] == "\n") and len(page.text[quotation.first : quotation.last].split()) >= _SPOKEN_WORDS


def _block(page: _Page, told: Told, at: int) -> tuple[Span, ...]:
    """What follows "X said:" at the end of a paragraph: the quotation there, or the paragraphs without
    marks."""
    if at + 1 >= len(page.sentences):
        return ()
    start = page.sentences[at + 1].start
    index = bisect_left(page.starts, start)
    if index < len(page.quotes) and page.quotes[index].start == start:
        first = page.quotes[index]
        if start in page.claimed:
            return ()
        return (Span(start, first.end, page.text[start : first.end]), *_chain(page, first.end))
    end = _end_of_block(page, at + 1)
    return (Span(start, end, page.text[start:end]),)


def _end_of_block(page: _Page, at: int) -> int:
    """The end of the last paragraph before a heading, a colon or the end of the text."""
    end, paragraph = page.sentences[at].end, page.sentences[at].paragraph
    for sentence in page.sentences[at:]:
        if sentence.paragraph != paragraph and _ends_block(page, sentence):
            break
        end, paragraph = sentence.end, sentence.paragraph
    return end


def _ends_block(page: _Page, sentence: Sentence) -> bool:
    """Does a paragraph that opens with this sentence belong to the reporter again, or stand under a
    heading?"""
    words = page.text[sentence.start : sentence.end]
    heading = words[-1] not in '.!?”"' and len(words) < _HEADING
    return heading or words[0] in '"“' or sentence.paragraph in page.reported
