"""The record: what coding one document gives, as frozen values.

Field names are those of the JSON contract (``docs/record.md``), and of PLOVER where PLOVER has one.
Lists are tuples. Spans are Python string offsets into ``document.text``, end exclusive.
"""

from dataclasses import dataclass, field
from typing import Literal

from dragoman.errors import RecordError

Claim = Literal["asserted", "claimed", "denied"]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
DateFrom = Literal["text", "publication", "none"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Form = Literal["direct", "indirect", "mixed"]
PositionKind = Literal["demand", "offer", "refusal", "disclaimer", "warning", "commitment"]
Change = Literal["gained", "lost", "contested", "held", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Who is spoken of, over the whole document.

    ``code`` is ISO 3166-1 alpha-3 or one of PLOVER's eight others; ``reason`` says in words how the
    code was found. ``mentions`` are in text order.
    """

    id: str
    name: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    office: str | None
    identifier_id: str | None
    mentions: tuple[Span, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An entity in a role of a record: the words that name it there, and what they stand for.

    ``entity`` is the id of the :class:`Entity`; the other fields repeat that entity's, as far as they
    hold at this place and date.
    """

    start: int
    end: int
    text: str
    entity: str
    name: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    identifier_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text, with PLOVER's ``event_loc`` fields.

    ``lat`` and ``lon`` are degrees (WGS 84). ``resolution``: 5 below city, 4 city, 3 district,
    2 province, 1 country, null if the name could not be resolved. ``reason`` says why this one.
    """

    start: int
    end: int
    text: str
    extracted_place: str
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    resolution: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression. ``value`` is TIMEX3; ``first`` and ``last`` are ISO dates of its first and last
    day, or null where the words do not give days."""

    start: int
    end: int
    text: str
    type: TimeType
    value: str | None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """On whose word: the speaker (null if the words do not say) and the reporting words."""

    speaker: Party | None
    cue: Span


@dataclass(frozen=True, slots=True)
class Range:
    """A number that is known within bounds; ``None`` for an open end."""

    min: int | None
    max: int | None


Count = int | Range


@dataclass(frozen=True, slots=True)
class Size:
    """How many were killed, injured, arrested."""

    dead: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event with its evidence.

    ``event_scale`` is PLOVER's conflict–cooperation score (−10 to +10). ``rule`` names the codebook
    entries that fired and ``why`` the steps from words to code, in order. ``recipient_from`` is
    ``"place"`` where the recipient is the country of the place, taken as a last resort. ``confidence`` is the
    probability that the type is right (0 to 1), null where the codebook alone decided.
    """

    id: str
    date: str | None
    enddate: str | None
    date_precision: DatePrecision
    date_from: DateFrom
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    event: tuple[str, ...]
    mode: tuple[str, ...]
    context: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    event_text: tuple[Span, ...]
    event_loc: Place | None
    quad_code: int
    event_scale: float
    size: Size | None
    claim: Claim
    attribution: tuple[Attribution, ...]
    evidence: Span
    rule: tuple[str, ...]
    why: tuple[str, ...] = ()
    recipient_from: Literal["words", "place"] = "words"
    confidence: float | None = None
    link: str | None = None

    def __post_init__(self) -> None:
        if not self.event_text or not self.rule:
            raise RecordError(f"event {self.id}: no evidence; give the words it rests on and the entries that fired")


@dataclass(frozen=True, slots=True)
class Statement:
    """Someone says something. ``content`` has one span a piece (a broken quotation has two)."""

    id: str
    speaker: Party | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    addressee: Party | None
    medium: str | None
    date: str | None
    enddate: str | None
    date_precision: DatePrecision
    date_from: DateFrom
    evidence: Span
    link: str | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise RecordError(f"statement {self.id}: no content; a statement needs the words said")


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: the words, and the ISO date of the last day if they give one."""

    start: int
    end: int
    text: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """What a party to a dispute wants, offers, refuses, disclaims, warns of or commits itself to."""

    id: str
    party: Party
    kind: PositionKind
    proposition: Span
    issue: str
    toward: Party | None
    condition: Span | None
    deadline: Deadline | None
    claim: Claim
    attribution: tuple[Attribution, ...]
    date: str | None
    enddate: str | None
    date_precision: DatePrecision
    date_from: DateFrom
    evidence: Span
    rule: tuple[str, ...]
    event: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place. ``from_`` is ``from`` in JSON."""

    id: str
    place: Place | None
    place_type: str | None
    count: int | None
    holder: Party | None
    from_: Party | None
    change: Change
    event: str | None
    claim: Claim
    attribution: tuple[Attribution, ...]
    auxiliary: tuple[Auxiliary, ...]
    date: str | None
    enddate: str | None
    date_precision: DatePrecision
    date_from: DateFrom
    evidence: Span
    rule: tuple[str, ...]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it came in. ``text`` is what all spans index; see :meth:`of` for titles.

    ``published`` is an ISO date or datetime; without one, relative dates stay unresolved.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publication: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """One document and all that was coded from it. ``notes`` says what the reader should know
    (another language, a sentence too long to parse)."""

    document: Document
    entities: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    control: tuple[Control, ...] = ()
    notes: tuple[str, ...] = field(default=())
