"""A coded document built by hand, for the tests of the house round the coder."""

from dragoman.record.types import (
    Attribution,
    CodedDocument,
    Control,
    Deadline,
    Document,
    Entity,
    Event,
    Party,
    Place,
    Position,
    Range,
    Size,
    Span,
    Statement,
    TimeExpression,
)

TEXT = """Rebels take Marib airport as envoy flies in

The Northern Front captured the airport of Marib on Monday after two days of shelling that killed at least 12
soldiers, according to residents.

“We will not talk while the siege goes on,” a spokesman of the Front said in a statement, and called on
President Hadi to resign by Friday if he wanted peace.

The government denied that it had bombed a hospital in the city. The UN envoy arrived in Aden for talks with
the Foreign Ministry."""

SOURCE = Document(
    id="examples/marib.txt",
    text=TEXT,
    title="Rebels take Marib airport as envoy flies in",
    published="2020-03-03",
    publication="The Example",
)


def span(words: str, *, nth: int = 0) -> Span:
    """The nth place in the text where the words stand."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words), words)


def party(words: str, name: str, code: str | None, sector: str | None, *, nth: int = 0) -> Party:
    found = span(words, nth=nth)
    return Party(found.start, found.end, found.text, f"e-{name}", name, code, sector)


FRONT = party("The Northern Front", "Northern Front", "YEM", "REB")
SPOKESMAN = party("a spokesman of the Front", "Northern Front", "YEM", "REB")
HADI = party("President Hadi", "Abdrabbuh Mansur Hadi", "YEM", "GOV")
SOLDIERS = party("soldiers", "soldiers", "YEM", "MIL")
RESIDENTS = party("residents", "residents", "YEM", "CVL")
GOVERNMENT = party("The government", "Yemeni government", "YEM", "GOV")
HOSPITAL = party("a hospital in the city", "hospital", "YEM", "MED")
ENVOY = party("The UN envoy", "UN envoy", "UNO", None)
MINISTRY = party("the Foreign Ministry", "Foreign Ministry", "YEM", "GOV")


def _place(words: str, city: str, latitude: float, longitude: float, *, nth: int = 0) -> Place:
    found = span(words, nth=nth)
    return Place(
        found.start,
        found.end,
        found.text,
        extracted_place=words,
        resolved_place=city,
        lat=latitude,
        lon=longitude,
        city=city,
        country="Yemen",
        country_code="YEM",
        feature_class="P",
        resolution=4,
    )


MARIB = _place("Marib", "Marib", 15.47, 45.32, nth=1)
ADEN = _place("Aden", "Aden", 12.78, 45.04)
FIRST = Span(
    TEXT.index("The Northern"),
    TEXT.index("according to residents.") + 23,
    TEXT[TEXT.index("The Northern") : TEXT.index("according to residents.") + 23],
)
SECOND = Span(
    TEXT.index("“We will"),
    TEXT.index("wanted peace.") + 13,
    TEXT[TEXT.index("“We will") : TEXT.index("wanted peace.") + 13],
)
THIRD = span("The government denied that it had bombed a hospital in the city.")
FOURTH = Span(TEXT.index("The UN envoy"), len(TEXT), TEXT[TEXT.index("The UN envoy") :])
VOICE = (Attribution(RESIDENTS, span("according to")),)


def _event(number: int, kind: str, quad: int, scale: float, evidence: Span, words: Span, **more: object) -> Event:
    fields: dict[str, object] = {
        "id": f"ev{number}",
        "date": "2020-03-03",
        "enddate": "2020-03-03",
        "date_precision": "day",
        "date_from": "publication",
        "actor": (),
        "recipient": (),
        "event": (kind,),
        "mode": (),
        "context": ("military",),
        "auxiliary": (),
        "event_text": (words,),
        "event_loc": None,
        "quad_code": quad,
        "event_scale": scale,
        "size": None,
        "claim": "asserted",
        "attribution": (),
        "evidence": evidence,
        "rule": ("verbs.capture",),
        "why": (f"“{words.text}” is {kind}",),
    }
    return Event(**(fields | more))  # type: ignore[arg-type]


EVENTS = (
    _event(
        1,
        "ASSAULT",
        4,
        -9.0,
        FIRST,
        span("captured"),
        actor=(FRONT,),
        date="2020-03-02",
        enddate="2020-03-02",
        date_from="text",
        event_loc=MARIB,
        claim="claimed",
        attribution=VOICE,
    ),
    _event(
        2,
        "ASSAULT",
        4,
        -9.0,
        FIRST,
        span("shelling"),
        mode=("heavy-weapons",),
        actor=(FRONT,),
        recipient=(SOLDIERS,),
        event_loc=MARIB,
        size=Size(dead=Range(12, None)),
        claim="claimed",
        attribution=VOICE,
    ),
    _event(
        3,
        "REQUEST",
        3,
        -1.0,
        SECOND,
        span("called on"),
        mode=("change",),
        actor=(SPOKESMAN,),
        recipient=(HADI,),
        auxiliary=("future",),
    ),
    _event(
        4,
        "ASSAULT",
        4,
        -9.5,
        THIRD,
        span("bombed"),
        mode=("aerial",),
        actor=(GOVERNMENT,),
        recipient=(HOSPITAL,),
        claim="denied",
        attribution=(Attribution(GOVERNMENT, span("denied")),),
    ),
    _event(5, "CONSULT", 1, 4.0, FOURTH, span("arrived"), mode=("visit",), actor=(ENVOY,), event_loc=ADEN),
)

STATEMENTS = (
    Statement(
        id="st1",
        speaker=SPOKESMAN,
        cue=span("said"),
        content=(span("We will not talk while the siege goes on"),),
        form="direct",
        addressee=None,
        medium="statement",
        date="2020-03-03",
        enddate=None,
        date_precision="day",
        date_from="publication",
        evidence=SECOND,
    ),
)

_FRIDAY = span("Friday")

POSITIONS = (
    Position(
        id="po1",
        party=SPOKESMAN,
        kind="demand",
        proposition=span("resign"),
        issue="leadership",
        toward=HADI,
        condition=span("he wanted peace"),
        deadline=Deadline(_FRIDAY.start, _FRIDAY.end, _FRIDAY.text, "2020-03-06"),
        claim="asserted",
        attribution=(),
        date="2020-03-03",
        enddate="2020-03-03",
        date_precision="day",
        date_from="publication",
        evidence=SECOND,
        rule=("verbs.call_on",),
        event="ev3",
    ),
)

CONTROL = (
    Control(
        id="co1",
        place=MARIB,
        place_type="airport",
        count=None,
        holder=FRONT,
        from_=GOVERNMENT,
        change="gained",
        event="ev1",
        claim="claimed",
        attribution=VOICE,
        auxiliary=(),
        date="2020-03-02",
        enddate="2020-03-02",
        date_precision="day",
        date_from="text",
        evidence=FIRST,
        rule=("verbs.capture",),
    ),
)

_MONDAY = span("Monday")

CODED = CodedDocument(
    document=SOURCE,
    entities=(Entity("e1", "Northern Front", "YEM", "REB", (), None, None, (span("The Northern Front"),)),),
    places=(MARIB, ADEN),
    times=(TimeExpression(_MONDAY.start, _MONDAY.end, _MONDAY.text, "DATE", "2020-03-02", "2020-03-02", "2020-03-02"),),
    events=EVENTS,
    statements=STATEMENTS,
    positions=POSITIONS,
    control=CONTROL,
    notes=("a note for the reader",),
)
