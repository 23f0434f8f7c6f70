"""From deeds to events: parties, claim and attribution, date and place, context and size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.codebook.words import word_list
from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene
from dragoman.coding.sentence import CodedDeed, CodedSentence
from dragoman.coding.statements import Told
from dragoman.grounding.grounds import Grounds
from dragoman.grounding.judging import candidate, dyads_of
from dragoman.grounding.mentions import spans_of
from dragoman.grounding.relevance import are_public, is_official, is_political
from dragoman.grounding.roles import (
    are_protesters,
    by_whom,
    concerned_party,
    in_arms,
    located,
    not_own,
    not_the_actor,
    parted,
    parties,
    place_party,
    without,
)
from dragoman.grounding.truth import auxiliary_of, claim_of, still_to_come, without_future
from dragoman.grounding.when_where import When, place_of, time_of, when
from dragoman.record.types import Auxiliary, Event, Party, Place, Span
from dragoman.sense.judge import Candidate, Verdict

_LONGEST_HEADLINE = 20  # tokens
_TRYING = "algebra.tsv try "
_CAPTIVITY = word_list("captivity")


def events_of(sentences: Sequence[CodedSentence], grounds: Grounds, *, document_id: str) -> tuple[Event, ...]:
    """The events of a document, in the order of their words."""
    headline = _headline(sentences, grounds)
    body = [event for s in sentences if s is not headline for event in _of_sentence(s, grounds)]
    drafts = body or (_of_sentence(headline, grounds) if headline else [])
    ordered = sorted(_without_repeats(drafts), key=lambda e: (e.event_text[0].start, e.event))
    numbered = (replace(event, id=f"{document_id}-e{n}") for n, event in enumerate(ordered, 1))
    least = grounds.judge.least if grounds.judge else 0.0
    return tuple(event for event in numbered if event.confidence is None or event.confidence >= least)


def _of_sentence(sentence: CodedSentence, grounds: Grounds) -> list[Event]:
    """What the codebook's words tell, then what the reader finds: between two parties one event at most, and none where
    the codebook's join them already."""
    events = [e for coded in sentence.deeds if (e := _event(sentence, coded, grounds)) is not None]
    if grounds.judge is None:
        return events
    joined = dyads_of(events)
    found: dict[tuple[object, ...], Event] = {}
    for coded in sentence.unlisted:
        event = _event(sentence, coded, grounds, joined=joined)
        if event is None:
            continue
        sides = frozenset(party.entity for party in (*event.actor, *event.recipient))
        key = (sides,) if len(sides) > 1 else (sides, event.event_text)
        if key not in found or _surer(event, found[key]):
            found[key] = event
    return [*events, *found.values()]


def _surer(one: Event, other: Event) -> bool:
    return (one.confidence or 0.0) > (other.confidence or 0.0)


def _headline(sentences: Sequence[CodedSentence], grounds: Grounds) -> CodedSentence | None:
    """A headline that opens a report says what the report tells again: it is coded only where nothing else is."""
    first = next((s for s in sentences if s.parse.number == 0), None)
    if first is None or first.parse.text[-1] in '.!?"”:':
        return None
    alone = first.parse.end >= grounds.paragraphs[0][1] and len(first.parse) <= _LONGEST_HEADLINE
    return first if first.scene.is_headline or alone else None


def _without_repeats(events: list[Event]) -> list[Event]:
    """Two events of one type with the same words are one."""
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        seen.setdefault((event.event, event.event_text), event)
    return list(seen.values())


@dataclass(frozen=True, slots=True)
class _Draft:
    """Who, whom, where and by what words, before it is settled what it is. ``told_to`` are the recipients that make
    a deed political; ``tolds`` the statements around it."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    told_to: tuple[Party, ...]
    words: tuple[Span, ...]
    tolds: Sequence[Told]
    place: Place | None
    from_place: bool


@dataclass(frozen=True, slots=True)
class _What:
    """The type settled on. ``promised``: a deed still to come has become a promise of it."""

    type: str
    modes: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    promised: bool
    verdict: Verdict | None = None


def _event(
    sentence: CodedSentence, coded: CodedDeed, grounds: Grounds, *, joined: frozenset[frozenset[str]] = frozenset()
) -> Event | None:
    scene = sentence.scene
    domain = grounds.domains[scene.parse.paragraph]
    if domain != "politics" and (grounds.domain != "politics" or not coded.deed.type):
        return None
    draft = _draft(scene, coded, grounds)
    if domain != "politics" and not (draft and is_official(draft.actors) and not _is_bare_country(scene, coded.deed)):
        return None
    if draft is None or not (coded.deed.type or _is_worth_reading(coded, draft, joined)):
        return None
    time = time_of(scene, coded.deed, grounds.times_about(scene.parse), text=grounds.text, published=grounds.published)
    date = when(time, grounds.published)
    what = _what(
        scene,
        coded,
        draft,
        grounds,
        auxiliary=auxiliary_of(scene, coded, date, grounds.published, told=bool(draft.tolds)),
    )
    return _record(scene, coded, draft, what, date, grounds) if what else None


def _is_bare_country(scene: Scene, deed: Deed) -> bool:
    """Are those who act named by their country alone? Outside of politics that may be its team or its market."""
    return bool(deed.actors) and all(
        scene.kinds[head] in ("country", "people", "place", "pronoun", "proper") for head in deed.actors
    )


def _draft(scene: Scene, coded: CodedDeed, grounds: Grounds) -> _Draft | None:
    """The parties and the place of a deed; nothing if they make no political event."""
    deed = coded.deed
    actors = parties(scene, deed.actors, grounds)
    addressed = parties(scene, deed.recipients, grounds)
    recipients = without(not_own(addressed, actors, deed.type), actors)
    if addressed and not recipients and deed.type == "ACCUSE":
        return None  # "the minister said he was responsible": nobody accuses himself
    words = _spans(scene, deed.words)
    tolds = grounds.told_of(words[0].start, words[0])
    if coded.by_speaker:
        speaker = grounds.party_at(tolds[-1].speaker) if tolds else None
        if speaker is None:
            return None
        actors, tolds = (speaker,), tolds[:-1]
        recipients = without(recipients, actors)
    place = place_of(scene, deed, grounds.places_about(scene.parse), grounds.locative)
    named = recipients or not_the_actor(scene, deed, actors, grounds)
    together = len(actors) > 1 and deed.type in grounds.book.types and grounds.book.types[deed.type].mutual
    suffers = place_party(scene, deed, grounds) if not named and not together else None
    recipients = (suffers,) if suffers else named
    if not recipients and actors and deed.type and not deed.partners and len(actors) == 1:
        near = concerned_party(scene, deed, actors, grounds)
        named = recipients = (near,) if near else ()
    told_to = named if deed.target is None else recipients
    public = is_political(actors, told_to, _as_if(scene, deed, actors))
    if not (public and _is_whole(coded, actors, told_to)):
        return None
    if not recipients and _is_one_sided(deed, actors, parties(scene, deed.partners, grounds)):
        return None
    at = tuple(located(party, scene, place) for party in recipients)
    return _Draft(actors, at, told_to, words, tolds, place, suffers is not None)


def _as_if(scene: Scene, deed: Deed, actors: Sequence[Party]) -> str:
    """The type by which it is judged whether a deed is political: what protesters want or stop, and the end of a
    captivity, are so like the protest and the captivity."""
    if deed.of_protest or (deed.type in ("REQUEST", "ACCUSE") and are_protesters(scene, actors)):
        return "PROTEST"
    froms = (scene.parse.kid(prep, "pobj") for prep in scene.parse.kids(deed.core, "prep"))
    freed = any(inner is not None and scene.parse.lower[inner] in _CAPTIVITY for inner in froms)
    return "COERCE" if deed.type == "RETREAT" and freed else deed.type


def _is_worth_reading(coded: CodedDeed, draft: _Draft, joined: frozenset[frozenset[str]]) -> bool:
    """Is an unlisted clause told as a fact? One of two parties must join sides of public life that no other joins."""
    if coded.truth & {"hyp", "neg"}:
        return False
    if not (draft.actors and draft.recipients):
        return True
    if not (are_public(draft.actors) and are_public(draft.recipients)):
        return False
    return any(frozenset((a.entity, r.entity)) not in joined for a in draft.actors for r in draft.recipients)


def _what(
    scene: Scene, coded: CodedDeed, draft: _Draft, grounds: Grounds, *, auxiliary: tuple[Auxiliary, ...]
) -> _What | None:
    """What it is, by the codebook and the judge together; nothing if it is no event."""
    book = grounds.book
    listed, modes = by_whom(scene, coded, draft.actors)
    if modes[:1] == ("riot",) and any(rule.startswith(_TRYING) for rule in coded.deed.rules):
        # Protesters who try to storm parliament do riot.
        auxiliary = tuple(a for a in auxiliary if a != "hypothetical")
    type_, kept = still_to_come(book, listed, auxiliary)
    said = _What(type_, modes if type_ == listed else (), kept, type_ != listed)
    judge = grounds.judge
    if judge is None or not (type_ in judge.reader.types or judge.reader.quads or not type_):
        return said if type_ else None
    verdict = judge(_candidate(scene, coded.deed, draft, said, grounds))
    if verdict.type == type_:
        return replace(said, modes=verdict.modes, verdict=verdict)
    if verdict.type in judge.reader.quads and verdict.type not in book.types:
        return _What(verdict.type, (), auxiliary, False, verdict)
    if verdict.type not in book.types or not is_political(draft.actors, draft.told_to, verdict.type):
        return None
    type_, kept = still_to_come(book, verdict.type, auxiliary)
    promised = type_ != verdict.type
    return _What(type_, () if promised else verdict.modes, without_future(type_, kept), promised, verdict)


def _candidate(scene: Scene, deed: Deed, draft: _Draft, said: _What, grounds: Grounds) -> Candidate:
    ours, theirs = (
        [span for head in heads if grounds.party(scene, head) for span in spans_of(scene, head)]
        for heads in (deed.actors, deed.recipients)
    )
    return candidate(
        scene.parse,
        actors=ours or draft.actors,
        recipients=theirs or draft.recipients,
        words=draft.words,
        type_=said.type,
        modes=said.modes,
        mutual=bool(said.type) and grounds.book.types[said.type].mutual,
    )


def _is_together(what: _What, grounds: Grounds) -> bool:
    """Are all its parties actors?"""
    if what.type not in grounds.book.types or _has_sides(what, grounds):
        return False
    return grounds.book.types[what.type].mutual and what.modes[:1] not in (("visit",), ("third-party",))


def _has_sides(what: _What, grounds: Grounds) -> bool:
    """Is it a deed that must have a recipient (PLOVER: COOPERATE), though both sides do it? Then the one with whom it
    is done is the recipient."""
    type_ = grounds.book.types.get(what.type)
    return type_ is not None and type_.mutual and type_.needs_recipient


def _scored(what: _What, grounds: Grounds) -> tuple[int, float]:
    """Quad category and score. A type of a researcher's own model has the category given with it, and no score."""
    if what.type in grounds.book.types:
        return grounds.book.types[what.type].quad, grounds.book.score_of(what.type, what.modes)
    return (grounds.judge.reader.quads[what.type] if grounds.judge else 0), 0.0


def _record(scene: Scene, coded: CodedDeed, draft: _Draft, what: _What, date: When, grounds: Grounds) -> Event:
    deed, verdict = coded.deed, what.verdict
    actors, recipients = draft.actors, draft.recipients
    if deed.type == "MOBILIZE" and what.type == "COOPERATE":
        recipients = ()  # those near whom they train together
    if deed.partners and (what.promised or _has_sides(what, grounds)):
        actors, recipients = parted(actors, parties(scene, deed.partners, grounds))
    elif not deed.type and _is_together(what, grounds):
        actors, recipients = (*actors, *recipients), ()
    quad, scale = _scored(what, grounds)
    claim, attribution = claim_of(scene, coded, what.type, draft.actors, draft.tolds, grounds)
    return Event(
        id="",
        date=date.date,
        enddate=date.enddate,
        date_precision=date.precision,
        date_from=date.source,
        actor=in_arms(actors, what.type, what.modes),
        recipient=recipients,
        event=(what.type,),
        mode=what.modes,
        context=grounds.contexts_about(scene.parse),
        auxiliary=what.auxiliary,
        event_text=draft.words,
        event_loc=draft.place,
        quad_code=quad,
        event_scale=scale,
        size=coded.size,
        claim=claim,
        attribution=attribution,
        evidence=scene.parse.evidence,
        rule=deed.rules,
        why=(*deed.steps, *verdict.steps) if verdict else deed.steps,
        confidence=round(verdict.confidence, 3) if verdict else None,
        recipient_from="place" if draft.from_place else "words",
    )


def _is_one_sided(deed: Deed, actors: Sequence[Party], partners: Sequence[Party]) -> bool:
    """Is only one side of a mutual deed known, and not the one whose deed it is ("it reached a deal with the
    government")?"""
    others = {party.entity for party in partners}
    return bool(deed.partners) and {party.entity for party in actors} <= others


def _is_whole(coded: CodedDeed, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """A noun alone with one vague party is too little; a verb needs someone who does it or suffers it."""
    if not coded.deed.nominal:
        return True
    return bool(actors and recipients) or len(actors) > 1 or coded.deed.type in ("ASSAULT", "COERCE", "PROTEST")


def _spans(scene: Scene, words: Sequence[int]) -> tuple[Span, ...]:
    """Spans of runs of neighbouring tokens."""
    runs: list[list[int]] = []
    for word in sorted(words):
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(scene.parse.span(run[0], run[-1]) for run in runs)
