"""From deeds to events: parties, claim and attribution, date and place, context and size."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dragoman.codebook.book import Codebook
from dragoman.codebook.words import word_list
from dragoman.coding.deeds import Deed
from dragoman.coding.happened import AUXILIARY
from dragoman.coding.manner import contexts_of
from dragoman.coding.scene import Scene
from dragoman.coding.sentence import CodedDeed, CodedSentence
from dragoman.coding.statements import Told
from dragoman.grounding.actors.types import Grounding
from dragoman.grounding.mentions import MentionTable, span_of
from dragoman.grounding.relevance import is_political
from dragoman.grounding.when_where import When, place_of, time_of, when
from dragoman.reading.intervals import Intervals
from dragoman.reading.syntax import Parse
from dragoman.record.types import Attribution, Auxiliary, Claim, Entity, Event, Party, Place, Span, TimeExpression

T = TypeVar("T")

# A text of more characters is no report but a volume, in which not every deed can be held against every place.
_LONG = 50_000
# Characters at the head of such a text, and before a sentence, in which the places and times of its deeds stand.
_REACH = 1000
# Ids of speakers who stand for no known actor begin so.
VOICE = "voice:"
# Acts that are done by saying them.
_SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_PRONOUNS = word_list("pronouns")
_FIRST_PERSON = frozenset({"i", "we", "us", "me"})
# Deeds that are done to those who live where they are done, if nobody else is named.
_DONE_TO_PLACES = frozenset({"ASSAULT", "COERCE", "AID", "SANCTION", "CONSULT", "RETREAT", "CONCEDE"})
# What lies further back is background to the news, not the news.
_BACKGROUND_DAYS = 40
# Sectors of those who live where things are done to them.
_RESIDENTS = frozenset({"CVL", "REF", "COP", "MED", "EDU", "JRN", "LAB", "REL", "AGR", "OPP", "LEG", "JUD", "SOC"})
_OBJECT_PRONOUNS = frozenset({"him", "her", "it", "them"})
_LONG_PARAGRAPH = 1600
# Only a state's forces have these.
_MILITARY_MODES = frozenset({"aerial", "drone", "heavy-weapons"})
AUX_ORDER: tuple[Auxiliary, ...] = ("historical", "future", "hypothetical", "negation")


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that the records of a document are grounded in."""

    text: str
    published: str | None
    book: Codebook
    table: MentionTable
    grounding: Grounding
    tolds: Intervals[tuple[int, Told]]
    times: Sequence[TimeExpression]
    places: Sequence[Place]
    places_at: Intervals[Place]
    times_at: Intervals[TimeExpression]
    locative: dict[int, bool]
    paragraphs: Sequence[tuple[int, int]]
    domains: Sequence[str]
    contexts: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)

    def party(self, scene: Scene, head: int) -> Party | None:
        """The party that a head stands for, or None if it is no actor."""
        return self.party_at(span_of(scene, head))

    def party_at(self, span: Span | None) -> Party | None:
        """The party that the words at a span stand for."""
        if span is None:
            return None
        index = self.table.at(span.start, span.end)
        return self.grounding.parties[index] if index is not None else None

    def voice_at(self, span: Span | None) -> Party | None:
        """Who speaks by the words at a span: an actor, or a voice that stands for none."""
        party = self.party_at(span)
        if party is not None or span is None:
            return party
        return Party(span.start, span.end, span.text, f"{VOICE}{span.text.lower()}", span.text, None, None)

    def named(self, party: Party) -> Party:
        """The party with the nearest name before it in place of a pronoun."""
        if party.text.lower() not in _PRONOUNS:
            return party
        index = self.table.at(party.start, party.end)
        for earlier in reversed(range(index or 0)):
            mention, other = self.table.mentions[earlier], self.grounding.parties[earlier]
            if other is not None and other.entity == party.entity and mention.kind != "pronoun":
                return replace(party, start=mention.start, end=mention.end, text=mention.text)
        return party

    def places_about(self, parse: Parse) -> Sequence[Place]:
        """The places that can be those of a sentence's deeds, in text order: all of a report; of a long
        text those at its head, before the sentence and in it."""
        return self.places if len(self.text) <= _LONG else _about(self.places_at, parse)

    def times_about(self, parse: Parse) -> Sequence[TimeExpression]:
        """The times that can be those of a sentence's deeds, in text order."""
        return self.times if len(self.text) <= _LONG else _about(self.times_at, parse)

    def contexts_about(self, parse: Parse) -> tuple[str, ...]:
        """Contexts of the paragraph of a sentence; of a long paragraph, of what stands near the sentence."""
        start, end = self.paragraphs[parse.paragraph]
        if end - start > _LONG_PARAGRAPH:
            start, end = max(start, parse.start - _LONG_PARAGRAPH // 2), min(end, parse.end + _LONG_PARAGRAPH // 2)
        if (start, end) not in self.contexts:
            self.contexts[start, end] = contexts_of(self.book, self.text[start:end])
        return self.contexts[start, end]

    def told_of(self, offset: int, words: Span) -> list[Told]:
        """Statements whose content holds an offset and whose cue is not among the words, outermost first."""
        around = dict(self.tolds.at(offset))
        found = [
            told
            for _, told in sorted(around.items(), key=lambda item: item[0])
            if not (told.cue and told.cue.start <= words.start < told.cue.end)
        ]
        return sorted(found, key=lambda t: -sum(piece.end - piece.start for piece in t.content))

    def attribution(self, tolds: Sequence[Told]) -> tuple[Attribution, ...]:
        """The chain of those who say so, outermost first."""
        return tuple(Attribution(self.voice_at(told.speaker), told.cue) for told in tolds if told.cue)


def _about(found: "Intervals[T]", parse: Parse) -> "list[T]":
    begin = parse.start - _REACH
    if begin <= _REACH:
        return found.touching(0, parse.end)
    return [*found.touching(0, _REACH), *found.touching(begin, parse.end)]


def events_of(sentences: Sequence[CodedSentence], grounds: Grounds, *, document_id: str) -> tuple[Event, ...]:
    """The events of a document, in the order of their words."""
    drafts = [
        event
        for sentence in sentences
        for coded in sentence.deeds
        if (event := _event(sentence, coded, grounds)) is not None
    ]
    drafts = _without_headline(drafts, sentences)
    ordered = sorted(_without_repeats(drafts), key=lambda e: (e.event_text[0].start, e.event))
    return tuple(replace(event, id=f"{document_id}-e{n}") for n, event in enumerate(ordered, 1))


def _without_headline(events: list[Event], sentences: Sequence[CodedSentence]) -> list[Event]:
    """A headline that opens a report says what the report tells again: it is coded only where nothing else is."""
    first = next((s for s in sentences if s.parse.number == 0), None)
    if first is None or not (first.scene.is_headline and first.parse.text[-1] not in '.!?"”'):
        return events
    body = [event for event in events if event.evidence.start != first.parse.start]
    return body or events


def _without_repeats(events: list[Event]) -> list[Event]:
    """Two events of one type with the same words are one."""
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        seen.setdefault((event.event, event.event_text), event)
    return list(seen.values())


def _event(sentence: CodedSentence, coded: CodedDeed, grounds: Grounds) -> Event | None:
    scene, deed = sentence.scene, coded.deed
    if grounds.domains[scene.parse.paragraph] != "politics":
        return None
    actors = _parties(scene, deed.actors, grounds)
    recipients = _without(_parties(scene, deed.recipients, grounds), actors)
    deed_type, modes = _by_whom(scene, coded, actors)
    words = _spans(scene, deed.words)
    tolds = grounds.told_of(words[0].start, words[0])
    if coded.by_speaker:
        speaker = grounds.party_at(tolds[-1].speaker) if tolds else None
        if speaker is None:
            return None
        actors, tolds = (speaker,), tolds[:-1]
        recipients = _without(recipients, actors)
    place = place_of(scene, deed, grounds.places_about(scene.parse), grounds.locative)
    recipients = recipients or _not_the_actor(scene, deed, actors, grounds)
    from_place = _place_party(scene, deed, grounds) if not recipients else None
    named = recipients
    if from_place is not None:
        recipients = (from_place,)
    told_to = named if deed.target is None else recipients
    whole = is_political(actors, told_to, deed.type) and _is_whole(coded, actors, told_to)
    recipients = tuple(_located(party, scene, place) for party in recipients)
    if not whole:
        return None
    claim, attribution = _claim(scene, coded, actors, tolds, grounds)
    time = time_of(scene, deed, grounds.times_about(scene.parse), text=grounds.text, published=grounds.published)
    date = when(time, grounds.published)
    auxiliary = _auxiliary(coded, date, grounds.published)
    type_, auxiliary = _still_to_come(grounds.book, deed_type, auxiliary)
    modes = modes if type_ == deed_type else ()
    if type_ != deed_type and deed.partners:
        actors, recipients = _parted(actors, _parties(scene, deed.partners, grounds))
    actors = _in_arms(actors, type_, modes)
    return Event(
        id="",
        date=date.date,
        enddate=date.enddate,
        date_precision=date.precision,
        date_from=date.source,
        actor=actors,
        recipient=recipients,
        event=(type_,),
        mode=modes,
        context=grounds.contexts_about(scene.parse),
        auxiliary=auxiliary,
        event_text=words,
        event_loc=place,
        quad_code=grounds.book.types[type_].quad,
        event_scale=grounds.book.score_of(type_, modes),
        size=coded.size,
        claim=claim,
        attribution=attribution,
        evidence=scene.parse.evidence,
        rule=deed.rules,
        why=deed.steps,
        recipient_from="place" if from_place else "words",
    )


def _not_the_actor(scene: Scene, deed: Deed, actors: Sequence[Party], grounds: Grounds) -> tuple[Party, ...]:
    """ "Police fired tear gas at them": an object pronoun is not who does it, but whoever was named before."""
    doers = {party.entity for party in actors}
    for head in deed.recipients:
        party = grounds.party(scene, head)
        if scene.parse.lower[head] not in _OBJECT_PRONOUNS or party is None or party.entity not in doers:
            continue
        plural = scene.parse.lower[head] == "them"
        for earlier in reversed(range(grounds.table.at(party.start, party.end) or 0)):
            mention, other = grounds.table.mentions[earlier], grounds.grounding.parties[earlier]
            fits = mention.plural == plural and mention.kind != "pronoun"
            if other is not None and other.entity not in doers and fits:
                return (other,)
    return ()


def _located(party: Party, scene: Scene, place: Place | None) -> Party:
    """People without a country are those of the place where it was done to them ("ten villagers were killed in
    Mali"), if the sentence names it."""
    known = party.code or party.sector not in _RESIDENTS or place is None
    if known or place is None or not scene.parse.start <= place.start < scene.parse.end:
        return party
    return replace(party, code=place.country_code)


def _without(parties: Sequence[Party], others: Sequence[Party]) -> tuple[Party, ...]:
    """Nobody does a deed to himself."""
    entities = {party.entity for party in others}
    return tuple(party for party in parties if party.entity not in entities)


def _parted(actors: Sequence[Party], partners: Sequence[Party]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Those who do a mutual deed together as actors and recipients: what is still to come is one side's promise."""
    others = {party.entity for party in partners}
    return tuple(p for p in actors if p.entity not in others), tuple(p for p in actors if p.entity in others)


def _in_arms(actors: tuple[Party, ...], type_: str, modes: Sequence[str]) -> tuple[Party, ...]:
    """Of a state that strikes with what only armies have, its army."""
    if type_ != "ASSAULT" or not set(modes) & _MILITARY_MODES:
        return actors
    return tuple(replace(p, sector="MIL") if p.sector == "GOV" else p for p in actors)


def _by_whom(scene: Scene, coded: CodedDeed, actors: Sequence[Party]) -> tuple[str, tuple[str, ...]]:
    """What protesters do by force is a riot (PLOVER); all else is what its words say."""
    protesters = scene.book.lists["protesters"]
    heads = {party.text.split()[-1].lower() for party in actors}
    armed = set(coded.modes) & (_MILITARY_MODES | {"firearms", "explosives", "suicide-attack"})
    if coded.deed.type == "ASSAULT" and heads & protesters and not armed:
        return "PROTEST", ("riot",)
    return coded.deed.type, coded.modes


def _place_party(scene: Scene, deed: Deed, grounds: Grounds) -> Party | None:
    """The country of the place that suffers the deed ("bombed Aleppo"), as recipient of last resort."""
    if deed.target is None or deed.type not in _DONE_TO_PLACES:
        return None
    offset = scene.parse.offsets[deed.target]
    place = next(iter(grounds.places_at.at(offset)), None)
    if place is None or not place.country_code:
        return None
    name = place.resolved_place or place.text
    return Party(place.start, place.end, place.text, f"place:{name}", name, place.country_code, None)


def place_entities(events: Sequence[Event]) -> tuple[Entity, ...]:
    """Entities for the places that stand as recipients."""
    found: dict[str, list[Party]] = {}
    for event in events:
        if event.recipient_from == "place":
            for party in event.recipient:
                found.setdefault(party.entity, []).append(party)
    return tuple(
        Entity(
            id=id_,
            name=held[0].name,
            code=held[0].code,
            sector=None,
            other_sectors=(),
            office=None,
            identifier_id=None,
            mentions=tuple(sorted({Span(p.start, p.end, p.text) for p in held}, key=lambda s: s.start)),
            reason="country of the place, as recipient of last resort",
        )
        for id_, held in found.items()
    )


def _is_whole(coded: CodedDeed, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """A noun alone with one vague party is too little; a verb needs someone who does it or suffers it."""
    if not coded.deed.nominal:
        return True
    return bool(actors and recipients) or len(actors) > 1 or coded.deed.type in ("ASSAULT", "COERCE", "PROTEST")


def _parties(scene: Scene, heads: Sequence[int], grounds: Grounds) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for head in heads:
        party = grounds.party(scene, head)
        if party is not None:
            found.setdefault(party.entity, party)
    return tuple(map(grounds.named, found.values()))


def _spans(scene: Scene, words: Sequence[int]) -> tuple[Span, ...]:
    """Spans of runs of neighbouring tokens."""
    runs: list[list[int]] = []
    for word in sorted(words):
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(scene.parse.span(run[0], run[-1]) for run in runs)


def _claim(
    scene: Scene, coded: CodedDeed, actors: Sequence[Party], tolds: Sequence[Told], grounds: Grounds
) -> tuple[Claim, tuple[Attribution, ...]]:
    """On whose word the event stands."""
    deed = coded.deed
    chain = grounds.attribution(tolds)
    if "den" in coded.truth:
        denier = scene.parse.span(deed.head, deed.head)
        subject = next((grounds.party(scene, p) for p in _subjects(scene, deed.head)), None)
        return "denied", (*chain, Attribution(subject, denier))
    if "own" in coded.truth:
        words = scene.parse.span(deed.head, deed.head)
        return "claimed", (*chain, Attribution(next(iter(actors), None), words))
    first_person = any(scene.parse.lower[head] in _FIRST_PERSON for head in deed.actors)
    if tolds and not (deed.type in _SPEECH_ACTS and first_person):
        return "claimed", chain
    if any(scene.parse.lower[i] in ("reportedly", "allegedly") for i in scene.parse.children[deed.head]):
        return "claimed", chain
    return "asserted", ()


def _subjects(scene: Scene, verb: int) -> tuple[int, ...]:
    return scene.parse.kids(verb, "nsubj", "nsubjpass")


def _auxiliary(coded: CodedDeed, date: When, published: str | None) -> tuple[Auxiliary, ...]:
    found = {AUXILIARY[shift] for shift in coded.truth if shift in AUXILIARY}
    if date.source == "text" and published and date.date:
        old = _days_before(date.enddate or date.date, published) > _BACKGROUND_DAYS
        last_year = date.precision == "year" and date.date[:4] < published[:4]
        if (old or last_year) and not found & {"future", "hypothetical"}:
            found.add("historical")
    return tuple(name for name in AUX_ORDER if name in found)


def _days_before(day: str, published: str) -> int:
    from datetime import date  # noqa: PLC0415

    return (date.fromisoformat(published[:10]) - date.fromisoformat(day)).days


def _still_to_come(book: Codebook, type_: str, auxiliary: tuple[Auxiliary, ...]) -> tuple[str, tuple[Auxiliary, ...]]:
    """The future of talks, support and help is AGREE, that of a retreat CONCEDE (PLOVER); the type then says it."""
    if "future" not in auxiliary or "negation" in auxiliary:
        return type_, auxiliary
    future = book.types[type_].future
    if future in ("AGREE", "CONCEDE"):
        return future, tuple(a for a in auxiliary if a != "future")
    return type_, auxiliary
