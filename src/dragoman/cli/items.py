"""From the records of a coded document to the items that the report on the terminal lays out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from dragoman.cli.marked import Mark, Role, clean, marked
from dragoman.cli.words import (
    QUAD_MARKS,
    QUAD_STYLES,
    Dated,
    claim_words,
    date_words,
    parties_words,
    party_words,
    place_words,
    size_words,
)
from dragoman.record.types import (
    Attribution,
    CodedDocument,
    Control,
    Deadline,
    Event,
    Party,
    Place,
    Position,
    Span,
    Statement,
)

Words = Span | Party | Place | Deadline


@dataclass(frozen=True, slots=True)
class Item:
    """One record, ready to be laid out.

    ``head`` is the first line, with ``date`` at its right; ``lines`` follow; then the ``sentence`` and the
    ``steps`` from words to code.
    """

    head: Text
    date: str
    lines: tuple[Text, ...]
    sentence: Text
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A coded document on its way to the screen; ``styled`` if words are marked by style."""

    coded: CodedDocument
    styled: bool

    def sections(self) -> Iterator[tuple[str, list[Item]]]:
        """Titles and items of the kinds of records that the document has."""
        coded = self.coded
        if coded.events:
            yield "Events", [_event(event, page=self) for event in coded.events]
        if coded.statements:
            yield "Statements", [_statement(statement, page=self) for statement in coded.statements]
        if coded.positions:
            yield "Positions", [_position(position, page=self) for position in coded.positions]
        if coded.control:
            yield "Control", [_control(control, page=self) for control in coded.control]

    def sentence(self, evidence: Span, *, marks: Iterable[Mark], also: Sequence[Span] = ()) -> Text:
        """The evidence, drawn out to hold the spans in ``also``, with its marks."""
        start = min(span.start for span in (evidence, *also))
        end = max(span.end for span in (evidence, *also))
        return marked(self.coded.document.text, start=start, end=end, marks=marks, styled=self.styled)

    def event_name(self, identifier: str | None) -> str | None:
        """The number that an event has in the report, e.g. ``E3``."""
        numbers = (number for number, event in enumerate(self.coded.events, 1) if event.id == identifier)
        return next((f"E{number}" for number in numbers), None)

    def time_marks(self, record: Dated) -> Iterator[Mark]:
        """The words that gave the record its date."""
        if record.date_from == "text":
            for time in self.coded.times:
                if (time.first, time.last) == (record.date, record.enddate or record.date):
                    yield Mark(time.start, time.end, "time")


def _event(event: Event, *, page: Page) -> Item:
    name = f"{QUAD_MARKS[event.quad_code]} {' '.join(event.event)}"
    head = Text().append(name, style=QUAD_STYLES[event.quad_code])
    head.append("".join(f" {mode}" for mode in event.mode))
    head.append("".join(f" · {word}" for word in event.auxiliary), style="bold yellow")
    facts = [
        *([f"in {place_words(event.event_loc)}"] if event.event_loc else []),
        *([size_words(event.size)] if event.size else []),
        claim_words(event.claim, event.attribution),
        *([f"confidence {event.confidence:.2f}"] if event.confidence is not None else []),
    ]
    marks = [
        *_marks(event.event_text, "words"),
        *_marks(event.actor, "who"),
        *_marks(event.recipient if event.recipient_from == "words" else (), "whom"),
        *_marks([event.event_loc] if event.event_loc else (), "place"),
        *_voices(event.attribution),
        *page.time_marks(event),
    ]
    return Item(
        head=head,
        date=date_words(event),
        lines=(_event_parties(event), _dim(facts)),
        sentence=page.sentence(event.evidence, marks=marks),
        steps=(*event.why, f"entries: {', '.join(event.rule)}"),
    )


def _event_parties(event: Event) -> Text:
    line = Text().append(parties_words(event.actor), style="cyan")
    if event.recipient:
        line.append(" → ")
        line.append(parties_words(event.recipient), style="magenta")
        if event.recipient_from == "place":
            line.append(", by the place", style="dim")
    return line


def _statement(statement: Statement, *, page: Page) -> Item:
    kind = statement.form + (f", {clean(statement.medium)}" if statement.medium else "")
    marks = [
        *_marks(statement.content, "content"),
        *_marks([statement.speaker] if statement.speaker else (), "speaker"),
        *_marks([statement.cue] if statement.cue else (), "cue"),
        *_marks([statement.addressee] if statement.addressee else (), "whom"),
        *page.time_marks(statement),
    ]
    return Item(
        head=_toward(statement.speaker, statement.addressee).append(f" · {kind}", style="dim"),
        date=date_words(statement),
        lines=(),
        sentence=page.sentence(statement.evidence, marks=marks, also=statement.content),
    )


def _position(position: Position, *, page: Page) -> Item:
    head = Text().append(position.kind.upper(), style="bold")
    head.append(f" {position.issue.replace('_', ' ')}")
    facts = [
        *([f"if: {clean(position.condition.text)}"] if position.condition else []),
        *([_deadline(position.deadline)] if position.deadline else []),
        claim_words(position.claim, position.attribution),
        *([f"see {name}"] if (name := page.event_name(position.event)) else []),
    ]
    also = [span for span in (position.proposition, position.condition) if span]
    marks = [
        *_marks([position.proposition], "content"),
        *_marks([position.party], "who"),
        *_marks([position.toward] if position.toward else (), "whom"),
        *_marks([span for span in (position.condition, position.deadline) if span], "time"),
        *_voices(position.attribution),
        *page.time_marks(position),
    ]
    return Item(
        head=head,
        date=date_words(position),
        lines=(_toward(position.party, position.toward), _dim(facts)),
        sentence=page.sentence(position.evidence, marks=marks, also=also),
        steps=(f"entries: {', '.join(position.rule)}",) if position.rule else (),
    )


def _deadline(deadline: Deadline) -> str:
    words = f"by: {clean(deadline.text)}"
    return f"{words} ({deadline.date})" if deadline.date else words


def _control(control: Control, *, page: Page) -> Item:
    head = Text().append(control.change.upper(), style="bold").append(f" {_held(control)}")
    head.append("".join(f" · {word}" for word in control.auxiliary), style="bold yellow")
    holder = Text().append(party_words(control.holder), style="cyan")
    if control.from_:
        holder.append(" from ").append(party_words(control.from_), style="magenta")
    facts = [
        claim_words(control.claim, control.attribution),
        *([f"see {name}"] if (name := page.event_name(control.event)) else []),
    ]
    marks = [
        *_marks([control.holder] if control.holder else (), "who"),
        *_marks([control.from_] if control.from_ else (), "whom"),
        *_marks([control.place] if control.place else (), "place"),
        *_voices(control.attribution),
        *page.time_marks(control),
    ]
    return Item(
        head=head,
        date=date_words(control),
        lines=(holder, _dim(facts)),
        sentence=page.sentence(control.evidence, marks=marks),
        steps=(f"entries: {', '.join(control.rule)}",) if control.rule else (),
    )


def _held(control: Control) -> str:
    """What is held: ``Kunduz, Afghanistan (provincial capital)``, ``8 provincial capitals``."""
    kind = clean(" ".join(str(word) for word in (control.count, control.place_type) if word))
    if control.place is None:
        return kind or "a place"
    return f"{place_words(control.place)} ({kind})" if kind else place_words(control.place)


def _toward(party: Party | None, other: Party | None) -> Text:
    line = Text().append(party_words(party), style="cyan")
    if other:
        line.append(" → ").append(party_words(other), style="magenta")
    return line


def _marks(spans: Iterable[Words], role: Role) -> Iterator[Mark]:
    return (Mark(span.start, span.end, role) for span in spans)


def _voices(attribution: Sequence[Attribution]) -> Iterator[Mark]:
    for link in attribution:
        yield Mark(link.cue.start, link.cue.end, "cue")
        if link.speaker:
            yield Mark(link.speaker.start, link.speaker.end, "speaker")


def _dim(facts: Sequence[str]) -> Text:
    return Text(" · ".join(facts), style="dim")
