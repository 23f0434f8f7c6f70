"""From stances to positions: party, issue, addressee, deadline, claim."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.positions import NO_ISSUE, load_position_table
from dragoman.coding.scene import Scene
from dragoman.coding.sentence import CodedSentence
from dragoman.coding.stance import Stance
from dragoman.coding.statements import Told
from dragoman.grounding.records import Grounds
from dragoman.grounding.when_where import time_at, when
from dragoman.record.types import Attribution, Claim, Deadline, Event, Party, Position, PositionKind, Span, TimeExpression

_PRIVATE = frozenset({"BUS", "MED", "EDU", "JRN"})
_LIMITS = frozenset({"by", "before", "within", "until", "no later than", "deadline of", "deadline for"})


def positions_of(
    sentences: Sequence[CodedSentence], grounds: Grounds, events: Sequence[Event], *, document_id: str
) -> tuple[Position, ...]:
    """The positions of a document, in the order of their words."""
    found: list[Position] = []
    for sentence in sentences:
        if grounds.domains[sentence.parse.paragraph] != "politics":
            continue
        for stance in sentence.stances:
            position = _position(sentence.scene, stance, grounds, events, f"{document_id}-p{len(found) + 1}")
            if position is not None:
                found.append(_with_issue(position, grounds, found))
    return tuple(found)


def _with_issue(position: Position, grounds: Grounds, earlier: Sequence[Position]) -> Position:
    """The issue of a position whose own words show none: that of its sentence, of its paragraph, or of the position
    before it."""
    if position.issue != NO_ISSUE:
        return position
    issue_of = load_position_table().issue_of
    paragraph = next((p for p in grounds.paragraphs if p[0] <= position.evidence.start < p[1]), None)
    around = [position.evidence.text, grounds.text[slice(*paragraph)] if paragraph else ""]
    issue = next((i for words in around if (i := issue_of(words)) != NO_ISSUE), None)
    return replace(position, issue=issue or (earlier[-1].issue if earlier else NO_ISSUE))


def _position(scene: Scene, stance: Stance, grounds: Grounds, events: Sequence[Event], id_: str) -> Position | None:
    parse = scene.parse
    trigger = parse.span(stance.trigger, stance.trigger)
    tolds = grounds.told_of(trigger.start, trigger)
    party = _party(scene, stance, grounds)
    if stance.by_speaker:
        party = grounds.party_at(tolds[-1].speaker) if tolds else None
        tolds = tolds[:-1]
    if party is None or not _is_political(party):
        return None
    if stance.mood and not stance.by_speaker and tolds and not _speaks_for_itself(party, [grounds.party_at(t.speaker) for t in tolds]):
        return None
    toward = next((p for h in stance.toward if (p := grounds.party(scene, h)) is not None and p.entity != party.entity), None)
    chain = grounds.attribution(tolds)
    claim: Claim = "claimed" if _told_by_others(party, chain) else "asserted"
    proposition = parse.span(*stance.proposition)
    date = when(time_at(scene, stance.trigger, _outside(grounds.times, proposition)), grounds.published)
    event = next((e for e in events if any(s.start <= trigger.start < s.end for s in e.event_text)), None)
    return Position(
        id=id_,
        party=grounds.named(party),
        kind=_kind(stance, tolds),
        proposition=proposition,
        issue=load_position_table().issue_of(proposition.text),
        toward=grounds.named(toward) if toward else None,
        condition=parse.span(*stance.condition) if stance.condition else None,
        deadline=_deadline(grounds, proposition, parse.evidence),
        claim=claim,
        attribution=chain,
        date=date.date,
        enddate=date.enddate,
        date_precision=date.precision,
        date_from=date.source,
        evidence=parse.evidence,
        rule=(stance.rule,),
        event=event.id if event else None,
        link=event.id if event else None,
    )


def _kind(stance: Stance, tolds: Sequence[Told]) -> PositionKind:
    """The kind that the words show; what is said by way of warning is a warning."""
    cue = tolds[-1].cue if tolds else None
    if stance.mood and stance.kind in ("commitment", "offer") and cue and cue.text.lower().startswith(("warn", "threat")):
        return "warning"
    return stance.kind  # type: ignore[return-value]


def _is_political(party: Party) -> bool:
    return party.sector not in _PRIVATE if party.sector else bool(party.code)


def _party(scene: Scene, stance: Stance, grounds: Grounds) -> Party | None:
    return next((p for head in stance.party if (p := grounds.party(scene, head)) is not None), None)


def _speaks_for_itself(party: Party, speakers: Sequence[Party | None]) -> bool:
    """Is the one who will do it the one who says so, or of the same side?"""
    inner = speakers[-1] if speakers else None
    return inner is not None and (inner.entity == party.entity or (bool(party.code) and inner.code == party.code))


def _told_by_others(party: Party, chain: Sequence[Attribution]) -> bool:
    """Does someone of another side say so?"""
    speakers = [a.speaker for a in chain if a.speaker is not None]
    return any(s.entity != party.entity and not (s.code and s.code == party.code and s.sector == party.sector) for s in speakers)


def _outside(times: Sequence[TimeExpression], span: Span) -> list[TimeExpression]:
    return [time for time in times if not span.start <= time.start < span.end]


def _deadline(grounds: Grounds, proposition: Span, evidence: Span) -> Deadline | None:
    """"by August 31st", "within 48 hours" in or right after a proposition."""
    for time in grounds.times:
        if proposition.start <= time.start <= min(evidence.end, proposition.end + 30):
            before = grounds.text[max(0, time.start - 16) : time.start].rstrip().lower()
            if any(before.endswith((" " + limit, " " + limit + " the")) for limit in _LIMITS):
                return Deadline(time.start, time.end, time.text, time.last or time.first)
    return None
