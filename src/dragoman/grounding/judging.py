"""Ask the judge about a deed: mark who, by what words, to whom, in the sentence, and hear what it is."""

from collections.abc import Iterable, Sequence

from dragoman.reading.syntax import Parse
from dragoman.record.types import Event, Party, Span
from dragoman.sense.encode import Mark
from dragoman.sense.judge import Candidate


def candidate(
    parse: Parse,
    *,
    actors: Sequence[Span | Party],
    recipients: Sequence[Span | Party],
    words: Sequence[Span],
    type_: str,
    modes: tuple[str, ...],
    mutual: bool,
) -> Candidate:
    """The sentence with its marks.

    Args:
        parse: the sentence.
        actors: who does it, by their words in the text; those outside the sentence are left out.
        recipients: to whom.
        words: the words of the event.
        type_: what the codebook says, empty if nothing.
        modes: the codebook's modes.
        mutual: all are actors; all but the first are marked as recipients.
    """
    if mutual and not recipients:
        actors, recipients = actors[:1], actors[1:]
    marks = (*_marks(parse, "a", actors), *_marks(parse, "r", recipients), *_marks(parse, "t", words))
    return Candidate(parse.text, marks, type_, modes)


def _marks(parse: Parse, kind: str, spans: Iterable[Span | Party]) -> tuple[Mark, ...]:
    return tuple(
        (kind, span.start - parse.start, span.end - parse.start)
        for span in spans
        if parse.start <= span.start < span.end <= parse.end
    )


def dyads_of(events: Iterable[Event]) -> frozenset[frozenset[str]]:
    """Pairs of entities that stand together in an event."""
    found: set[frozenset[str]] = set()
    for event in events:
        for one in event.actor:
            found |= {frozenset((one.entity, other.entity)) for other in (*event.actor, *event.recipient)}
    return frozenset(found)
