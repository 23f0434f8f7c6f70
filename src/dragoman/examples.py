"""The codebook's examples, run: every sentence must give what its entry says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.codebook.book import Codebook, load_codebook
from dragoman.codebook.language import Example
from dragoman.pipeline import code
from dragoman.reading.parser import Parser
from dragoman.record.types import Document, Event

_MARKS = frozenset({"future", "hypothetical", "negation", "historical", "denied", "claimed"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example must give. ``marks`` are modes, auxiliary modes and claims that must be there."""

    type: str
    marks: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def parse_expected(words: str, book: Codebook) -> Expected | None:
    """Read ``TYPE mode … actor, actor > recipient``; None for ``none``."""
    if words == "none":
        return None
    left, _, right = words.partition(">")
    type_, *rest = left.split()
    known = _MARKS | {mode.name for mode in book.modes if mode.type == type_}
    marks = []
    while rest and rest[0] in known:
        marks.append(rest.pop(0))
    return Expected(type_, tuple(marks), _names(" ".join(rest)), _names(right))


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in words.split(",") if name.strip() not in ("", "-"))


def check_examples(
    examples: Iterable[Example], *, codebook: Codebook | None = None, parser: Parser | None = None
) -> Iterator[str]:
    """One line for each example that does not give what it says, naming its place."""
    book = codebook or load_codebook()
    for example in examples:
        expected = parse_expected(example.expected, book)
        coded = code(Document(id=example.place, text=example.sentence), codebook=book, parser=parser, judge=None)
        if expected is None:
            if coded.events:
                yield f"{example.place}: {example.sentence!r} must give nothing; gave {_shown(coded.events)}"
        elif not any(_fits(event, expected) for event in coded.events):
            yield f"{example.place}: {example.sentence!r} must give {example.expected}; gave {_shown(coded.events)}"


def _fits(event: Event, expected: Expected) -> bool:
    marks = {*event.mode, *event.auxiliary, event.claim}
    return (
        event.event[0] == expected.type
        and set(expected.marks) <= marks
        and all(any(name in party.text for party in event.actor) for name in expected.actors)
        and all(any(name in party.text for party in event.recipient) for name in expected.recipients)
    )


def _shown(events: Iterable[Event]) -> str:
    return (
        "; ".join(
            " ".join(
                (
                    event.event[0],
                    *event.mode,
                    *event.auxiliary,
                    *((event.claim,) if event.claim != "asserted" else ()),
                    ", ".join(p.text for p in event.actor) or "-",
                    ">",
                    ", ".join(p.text for p in event.recipient) or "-",
                )
            )
            for event in events
        )
        or "nothing"
    )
