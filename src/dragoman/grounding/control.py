"""From places held to control records: holder, place, date, claim, and the event that tells of it."""

from collections.abc import Sequence
from datetime import date as day

from dragoman.coding.control import Held
from dragoman.coding.happened import AUXILIARY
from dragoman.coding.scene import Scene
from dragoman.coding.sentence import CodedHeld, CodedSentence
from dragoman.coding.statements import Told
from dragoman.grounding.grounds import Grounds
from dragoman.grounding.truth import AUX_ORDER
from dragoman.grounding.when_where import When, time_at, when
from dragoman.record.types import Claim, Control, Event, Party, Place, Span

_DENIALS = ("den", "reject", "refut", "dismiss")
_WISHES = frozenset({"demand", "refusal", "disclaimer"})
_COUNTRY = 1  # resolution of a place: a whole country
_LONG_AGO = 300  # days


def control_records(
    sentences: Sequence[CodedSentence], grounds: Grounds, events: Sequence[Event], *, document_id: str
) -> tuple[Control, ...]:
    """The control records of a document, in the order of their words."""
    found: list[Control] = []
    seen: set[tuple[object, ...]] = set()
    for sentence in sentences:
        if grounds.domains[sentence.parse.paragraph] != "politics":
            continue
        for coded in sentence.held:
            if _is_wanted(sentence, coded):
                continue
            record = _record(sentence.scene, coded, grounds, events, f"{document_id}-c{len(found) + 1}")
            if record is None:
                continue
            key = (record.evidence, record.place, record.place_type, record.holder)
            if key not in seen:
                seen.add(key)
                found.append(record)
    return tuple(found)


def _is_wanted(sentence: CodedSentence, coded: CodedHeld) -> bool:
    """Is it told as what someone demands or refuses? Then it is a position, and nobody's plan."""
    return coded.held.change != "held" and any(
        stance.kind in _WISHES and stance.proposition[0] <= coded.held.trigger <= stance.proposition[1]
        for stance in sentence.stances
    )


def _record(scene: Scene, coded: CodedHeld, grounds: Grounds, events: Sequence[Event], id_: str) -> Control | None:
    held, parse = coded.held, scene.parse
    holder = _first_party(scene, held.holders, grounds)
    before = _first_party(scene, held.before, grounds)
    place = _place(scene, held.place, grounds)
    kind = parse.span(*held.kind).text if held.kind else None
    if place is None and kind is None:
        return None
    if not _is_tellable(scene, held, holder, before, place):
        return None
    trigger = parse.span(held.trigger, held.trigger)
    event = next((e for e in events if any(_touch(span, trigger) for span in e.event_text)), None)
    tolds = grounds.told_of(trigger.start, trigger)
    claim = _claim(coded, tolds)
    date = when(time_at(scene, held.trigger, grounds.times), grounds.published)
    auxiliary = {AUXILIARY[shift] for shift in coded.truth if shift in AUXILIARY}
    if (
        held.past
        or (event is not None and "historical" in event.auxiliary)
        or _is_long_ago(date, grounds.published, auxiliary)
    ):
        auxiliary.add("historical")
    return Control(
        id=id_,
        place=place,
        place_type=kind,
        count=held.count,
        holder=holder,
        from_=before,
        change=held.change,  # type: ignore[arg-type]
        event=event.id if event else None,
        claim=claim,
        attribution=grounds.attribution(tolds),
        auxiliary=tuple(name for name in AUX_ORDER if name in auxiliary),
        date=date.date,
        enddate=date.enddate,
        date_precision=date.precision,
        date_from=date.source,
        evidence=parse.evidence,
        rule=(held.rule,),
        link=event.id if event else None,
    )


def _is_tellable(scene: Scene, held: Held, holder: Party | None, before: Party | None, place: Place | None) -> bool:
    """Is one side a force? Where no side is named, the place must be, or be fought for."""
    if held.change in ("withdrawn", "lost", "contested") and holder is None and place and _is_country(place):
        return False  # troops leave a country, but the country was not theirs
    if _is_force(holder, before):
        return True
    if held.holders or held.before:
        return any(scene.parse.lower[head] in scene.book.lists["armed"] for head in (*held.holders, *held.before))
    return place is not None or held.change == "contested"


def _is_country(place: Place) -> bool:
    return place.resolution is not None and place.resolution <= _COUNTRY


def _claim(coded: CodedHeld, tolds: Sequence[Told]) -> Claim:
    if "den" in coded.truth or (tolds and tolds[-1].cue and tolds[-1].cue.text.lower().startswith(_DENIALS)):
        return "denied"
    return "claimed" if tolds else "asserted"


def _is_long_ago(date: When, published: str | None, auxiliary: set[str]) -> bool:
    """Was it in another year than the report's, or, in a report without date, in a year that had to be named?"""
    if date.source != "text" or not date.date or auxiliary & {"future", "hypothetical"}:
        return False
    if not published:
        return date.precision == "year"
    return (day.fromisoformat(published[:10]) - day.fromisoformat(date.enddate or date.date)).days > _LONG_AGO


def _is_force(*sides: Party | None) -> bool:
    """Is one side a state, an army, an armed group? Companies and persons hold no towns."""
    return any(
        side and (side.sector not in (None, "BUS", "CVL", "MED", "EDU", "JRN") or (side.code and not side.sector))
        for side in sides
    )


def _first_party(scene: Scene, heads: Sequence[int], grounds: Grounds) -> Party | None:
    party = next(iter(grounds.parties(scene, heads)), None)
    return grounds.named(party) if party is not None else None


def _place(scene: Scene, token: int | None, grounds: Grounds) -> Place | None:
    if token is None:
        return None
    offset = scene.parse.offsets[token]
    for place in grounds.places:
        if place.start <= offset < place.end:
            return place
    first, last = scene.extent[token]
    span = scene.parse.span(first, last)
    return Place(span.start, span.end, span.text, extracted_place=span.text)


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
