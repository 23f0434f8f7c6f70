"""From stances to positions: party, issue, addressee, deadline, claim."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.codebook.positions import NO_ISSUE, load_position_table
from dragoman.coding.scene import Scene
from dragoman.coding.sentence import CodedSentence
from dragoman.coding.stance import Stance
from dragoman.coding.statements import Told
from dragoman.grounding.grounds import Grounds
from dragoman.grounding.when_where import time_at, when
from dragoman.record.types import (
    Attribution,
    Claim,
    Deadline,
    Event,
    Party,
    Position,
    PositionKind,
    Span,
    TimeExpression,
)

_PRIVATE = frozenset({"BUS", "MED", "EDU", "JRN"})
_RELATIVES = frozenset({"who", "which", "that"})
_PEOPLE = frozenset({"CVL", "LAB", "AGR", "SOC", None})
# Who can bind a side in a dispute.
_POWERS = frozenset({"GOV", "MIL", "REB", "UAF", "PRM", "PTY", "LEG", "SEP", "IGO"})
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
            for position in _positions(sentence.scene, stance, grounds, events):
                found.append(replace(_with_issue(position, grounds, found), id=f"{document_id}-p{len(found) + 1}"))
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


def _positions(scene: Scene, stance: Stance, grounds: Grounds, events: Sequence[Event]) -> Iterator[Position]:
    """One position for each party that takes it."""
    trigger = scene.parse.span(stance.trigger, stance.trigger)
    tolds = grounds.told_of(trigger.start, trigger)
    toward = next(iter(grounds.parties(scene, stance.toward)), None)
    parties = list(grounds.parties(scene, stance.party))
    if stance.by_speaker:
        while tolds and tolds[-1].speaker and tolds[-1].speaker.text.lower() in _RELATIVES:
            tolds = tolds[:-1]
        speaker = grounds.voice_at(tolds[-1].speaker) if tolds else None
        parties = [speaker] if speaker else []
        tolds = tolds[:-1]
    for party in parties:
        known = _is_political(party) or (stance.by_speaker and toward is not None and _is_political(toward))
        if (
            known
            and _is_of_state(scene, stance, party)
            and (not stance.mood or stance.by_speaker or _can_be_told(scene, stance, party, tolds, grounds))
        ):
            yield _position(scene, stance, party, tolds, grounds, events)


def _position(
    scene: Scene,
    stance: Stance,
    party: Party,
    tolds: Sequence[Told],
    grounds: Grounds,
    events: Sequence[Event],
) -> Position:
    parse = scene.parse
    trigger = parse.span(stance.trigger, stance.trigger)
    toward = next((p for p in grounds.parties(scene, stance.toward) if p.entity != party.entity), None)
    chain = grounds.attribution(tolds)
    claim: Claim = "claimed" if _told_by_others(party, chain) else "asserted"
    proposition = parse.span(*stance.proposition)
    date = when(time_at(scene, stance.trigger, _outside(grounds.times, proposition)), grounds.published)
    event = next((e for e in events if any(s.start <= trigger.start < s.end for s in e.event_text)), None)
    return Position(
        id="",
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
    if (
        stance.mood
        and stance.kind in ("commitment", "offer")
        and cue
        and cue.text.lower().startswith(("warn", "threat"))
    ):
        return "warning"
    return stance.kind  # type: ignore[return-value]


def _is_political(party: Party) -> bool:
    return party.sector not in _PRIVATE if party.sector else bool(party.code)


def _is_of_state(scene: Scene, stance: Stance, party: Party) -> bool:
    """What private people want is a position where its words show an issue: "children want ice cream" is none."""
    if party.sector not in _PEOPLE:
        return True
    return load_position_table().issue_of(scene.parse.span(*stance.proposition).text) != NO_ISSUE


def _can_be_told(scene: Scene, stance: Stance, party: Party, tolds: Sequence[Told], grounds: Grounds) -> bool:
    """Will it be done by the one who says so, or, on another's word or the report's own, by a state or a force?"""
    if tolds and _speaks_for_itself(party, [grounds.party_at(told.speaker) for told in tolds]):
        return True
    return party.sector in _POWERS and (not tolds or stance.kind != "warning")


def _speaks_for_itself(party: Party, speakers: Sequence[Party | None]) -> bool:
    """Is the one who will do it the one who says so, or of the same side?"""
    inner = speakers[-1] if speakers else None
    return inner is not None and (inner.entity == party.entity or (bool(party.code) and inner.code == party.code))


def _told_by_others(party: Party, chain: Sequence[Attribution]) -> bool:
    """Does someone of another side say so?"""
    speakers = [a.speaker for a in chain if a.speaker is not None]
    return any(
        s.entity != party.entity and not (s.code and s.code == party.code and s.sector == party.sector)
        for s in speakers
    )


def _outside(times: Sequence[TimeExpression], span: Span) -> list[TimeExpression]:
    return [time for time in times if not span.start <= time.start < span.end]


def _deadline(grounds: Grounds, proposition: Span, evidence: Span) -> Deadline | None:
    """ "by August 31st", "within 48 hours" in or right after a proposition."""
    for time in grounds.times:
        if proposition.start <= time.start <= min(evidence.end, proposition.end + 30):
            before = grounds.text[max(0, time.start - 16) : time.start].rstrip().lower()
            if any(before.endswith((" " + limit, " " + limit + " the")) for limit in _LIMITS):
                return Deadline(time.start, time.end, time.text, time.last or time.first)
    return None
