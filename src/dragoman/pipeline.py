"""The whole journey of one document: ``code`` is the one way in."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.codebook.actors import load_actor_lexicon
from dragoman.codebook.book import Codebook, load_codebook
from dragoman.coding.scene import Known
from dragoman.coding.sentence import CodedSentence, code_sentence, seen_sentence
from dragoman.coding.statements import Told, find_statements, may_state
from dragoman.coding.triggers import may_hold_event, may_hold_parties, may_hold_stance
from dragoman.grounding.actors import find_names, ground_mentions
from dragoman.grounding.actors.types import NameHit
from dragoman.grounding.control import control_records
from dragoman.grounding.events import events_of
from dragoman.grounding.grounds import Grounds
from dragoman.grounding.mentions import MentionTable, collect
from dragoman.grounding.places import find_places, is_locative
from dragoman.grounding.positions import positions_of
from dragoman.grounding.relevance import domain_of
from dragoman.grounding.roles import place_entities
from dragoman.grounding.statements import makes_claims, statements_of, voices
from dragoman.grounding.times import times_and_day
from dragoman.reading.intervals import Intervals
from dragoman.reading.language import is_english
from dragoman.reading.parser import Parser, load_parser
from dragoman.reading.segment import Sentence, is_tabular, paragraphs, sentences
from dragoman.reading.syntax import Parse
from dragoman.record.types import CodedDocument, Document, Place, Span, TimeExpression
from dragoman.sense.judge import Judge, load_judge

SHIPPED: Literal["shipped"] = "shipped"
_NAMELIKE = frozenset({"organisation", "group", "institution", "person"})


def code(
    document: Document,
    *,
    codebook: Codebook | None = None,
    parser: Parser | None = None,
    judge: Judge | Literal["shipped"] | None = SHIPPED,
) -> CodedDocument:
    """Code one document: the whole product in one call.

    Args:
        document: the report; its ``published`` date, if any, is what relative dates lean on.
        codebook: what words mean; the built-in one if not given.
        parser: a syntactic parser; the default spaCy pipeline if not given.
        judge: weighs the codebook's word against the sense model's; the shipped one if not given, and with None
            the codebook alone decides.

    Returns:
        The record. The same document, codebook and parser give the same record, on every machine.
    """
    text, book, chosen = document.text, codebook or load_codebook(), judge_of(judge)
    look = look_at(text, book, judged=chosen is not None)
    parses = (parser or load_parser()).parse(text, look.wanted) if look.wanted else []
    return code_parsed(document, look, parses, book, judge=chosen)


def code_parsed(
    document: Document, look: "Look", parses: Sequence[Parse], book: Codebook, *, judge: Judge | None
) -> CodedDocument:
    """Code a document whose text has been looked at and parsed; see :func:`code`."""
    if look.obstacle:
        return CodedDocument(document, notes=(f"{look.obstacle}: nothing coded",))
    return travel(document, look, parses, book, judge=judge).coded


def warm_up() -> None:
    """Load the built-in codebook, lexicons and model, which the first document would load otherwise."""
    load_parser()
    load_codebook()
    load_actor_lexicon()
    load_judge()


@dataclass(frozen=True, slots=True)
class Look:
    """What a text shows before anything is parsed: its sentences, the domain it is about, the sentences that may hold a
    record. ``eventful``: deeds are looked for; ``obstacle``: why nothing can be coded, empty if something can."""

    units: Sequence[Sentence] = ()
    domain: str = ""
    eventful: bool = False
    wanted: Sequence[Sentence] = ()
    obstacle: str = ""


def look_at(text: str, book: Codebook, *, judged: bool, thorough: bool = False) -> Look:
    """Look at a text.

    Args:
        text: the text.
        book: the codebook.
        judged: a sense model will have a say.
        thorough: deeds are looked for in texts that are not about politics too, though no record comes of them.
    """
    if not text.strip():
        return Look(obstacle="empty text")
    if not is_english(text):
        return Look(obstacle="not in English")
    units, domain = sentences(text), domain_of(text)
    eventful = thorough or domain == "politics"
    wanted = worth_parsing(text, units, book, judged=judged, eventful=eventful)
    return Look(units, domain, eventful, wanted)


@dataclass(frozen=True, slots=True)
class Journey:
    """A coded document with what was seen on the way: for :func:`dragoman.why` and for measuring."""

    coded: CodedDocument
    units: Sequence[Sentence]
    sentences: Sequence[CodedSentence]
    domains: Sequence[str]
    judged: bool


def judge_of(judge: Judge | Literal["shipped"] | None) -> Judge | None:
    """The judge that is meant."""
    return load_judge() if judge == SHIPPED else judge


def travel(document: Document, look: Look, parses: Sequence[Parse], book: Codebook, *, judge: Judge | None) -> Journey:
    """Code one document and keep what was seen on the way; see :func:`code`."""
    text, lexicon = document.text, load_actor_lexicon()
    times, published = times_and_day(text, published=document.published or None)
    names = find_names(text, lexicon=lexicon)
    places = _places(text, names, published=document.published)
    units, domain, judged = look.units, look.domain, judge is not None
    tolds = find_statements(text, parses, units)
    known = _known(names, places, times)
    coded = _coded(parses, book, known, tolds, judged=judged, eventful=look.eventful)
    blocks = paragraphs(text)
    table = _mentions(text, coded, names, tolds, units)
    towns = {place.start: place.country_code for place in places if place.country_code and place.city}
    grounding = ground_mentions(text, table.mentions, lexicon=lexicon, published=document.published, towns=towns)
    grounds = Grounds(
        text=text,
        published=published,
        book=book,
        table=table,
        grounding=grounding,
        tolds=_by_content([told for told in tolds if makes_claims(told, parses)]),
        times=times,
        places=places,
        places_at=Intervals((place.start, place.end, place) for place in places),
        times_at=Intervals((time.start, time.end, time) for time in times),
        locative={place.start: is_locative(text, place) for place in places if look.eventful},
        paragraphs=blocks,
        domain=domain,
        domains=_domains(text, blocks, domain),
        judge=judge,
    )
    key = record_key(document, book, judge)
    events = events_of(coded, grounds, document_id=key)
    statements = statements_of(tolds, grounds, parses, document_id=key)
    coded_document = CodedDocument(
        document=document,
        entities=(*grounding.entities, *place_entities(events), *voices(statements)),
        places=places,
        times=times,
        events=events,
        statements=statements,
        positions=positions_of(coded, grounds, events, document_id=key),
        control=control_records(coded, grounds, events, document_id=key),
        notes=_notes(look.wanted, parses, text, book),
    )
    return Journey(coded_document, units, coded, grounds.domains, judged)


def _mentions(
    text: str,
    coded: Sequence[CodedSentence],
    names: Sequence[NameHit],
    tolds: Sequence[Told],
    units: Sequence[Sentence],
) -> MentionTable:
    """All words of a text that may stand for an actor."""
    return collect(
        text,
        [sentence.scene for sentence in coded],
        wanted=[(s.scene, head) for s in coded for head in _heads(s)],
        loose=[span for told in tolds for span in (told.speaker, told.addressee) if span is not None],
        names=names,
        sentence_of=_sentence_numbers(names, tolds, units),
        speakers=[(told.speaker, told.content) for told in tolds if told.speaker is not None],
    )


def _coded(
    parses: Sequence[Parse],
    book: Codebook,
    known: Callable[[Parse], Known],
    tolds: Sequence[Told],
    *,
    judged: bool,
    eventful: bool,
) -> list[CodedSentence]:
    """The sentences coded, or only seen where the text tells no events."""
    if not eventful:
        return [seen_sentence(parse, book, known(parse)) for parse in parses]
    told = Intervals((piece.start, piece.end, piece) for told in tolds for piece in told.content)
    return [
        code_sentence(parse, book, known(parse), reported=_reported(parse, told), judged=judged) for parse in parses
    ]


def _places(text: str, names: Sequence[NameHit], *, published: str | None) -> tuple[Place, ...]:
    """The toponyms of a text; what the actors' lexicon knows as a person or a group is none."""
    return find_places(text, published=published, not_places=[(n.start, n.end) for n in names if n.kind in _NAMELIKE])


def record_key(document: Document, book: Codebook, judge: Judge | None = None) -> str:
    """What the ids of a document's records begin with: the same for the same text, codebook and model, everywhere."""
    knows = f"{book.digest}{judge.reader.digest if judge else ''}"
    return hashlib.sha256(f"{knows}\0{document.text}".encode(errors="surrogatepass")).hexdigest()[:12]


def _heads(sentence: CodedSentence) -> Iterator[int]:
    """All heads that records of a sentence refer to."""
    for coded in sentence.deeds:
        yield from (*coded.deed.actors, *coded.deed.recipients)
    for stance in sentence.stances:
        yield from (*stance.party, *stance.toward)
    for coded_held in sentence.held:
        yield from (*coded_held.held.holders, *coded_held.held.before)


def worth_parsing(
    text: str, units: Sequence[Sentence], book: Codebook, *, judged: bool, eventful: bool
) -> list[Sentence]:
    """The sentences of a text that may hold a record.

    Args:
        text: the text.
        units: its sentences.
        book: the codebook.
        judged: a sense model reads clauses for which the codebook has no word.
        eventful: the text is about politics; in others only statements are recorded.
    """
    return [unit for unit in units if _may_matter(text[unit.start : unit.end], book, judged, eventful)]


def _may_matter(sentence: str, book: Codebook, judged: bool, eventful: bool) -> bool:
    if is_tabular(sentence):
        return False
    if not eventful:
        return may_state(sentence)
    if judged and may_hold_parties(sentence):
        return True
    return may_hold_event(sentence, book) or may_state(sentence) or may_hold_stance(sentence, book)


def _known(
    names: Sequence[NameHit], places: Sequence[Place], times: Sequence[TimeExpression]
) -> Callable[[Parse], Known]:
    """What is known of a sentence, for any sentence of a document."""
    names_at = Intervals((n.start, n.end, n) for n in names)
    places_at = Intervals((p.start, p.end, p) for p in places)
    times_at = Intervals((t.start, t.end, t) for t in times)

    def known(parse: Parse) -> Known:
        inside = places_at.touching(parse.start, parse.end)
        return Known(
            names=[(n.start, n.end, n.kind) for n in names_at.touching(parse.start, parse.end)],
            places=[(p.start, p.end) for p in inside],
            times=[(t.start, t.end) for t in times_at.touching(parse.start, parse.end)],
            cities=[(p.start, p.end) for p in inside if (p.resolution or 0) >= 3],
            agents=_agent_sectors(),
        )

    return known


def _by_content(tolds: Sequence[Told]) -> Intervals[tuple[int, Told]]:
    """Statements, numbered in their order, by where their content lies."""
    return Intervals((piece.start, piece.end, (n, told)) for n, told in enumerate(tolds) for piece in told.content)


@cache
def _agent_sectors() -> Mapping[str, str]:
    """Sector of each one-word agent noun; empty where it speaks for another."""
    return {
        key: agent.sector or ""
        for key, agent in load_actor_lexicon().agents.items()
        if " " not in key and not agent.modifier
    }


def _reported(parse: Parse, told: Intervals[Span]) -> frozenset[int]:
    """Tokens of a sentence that stand in the content of a statement."""
    return frozenset(
        i
        for piece in told.touching(parse.start, parse.end)
        for i, offset in enumerate(parse.offsets)
        if piece.start <= offset < piece.end
    )


def _sentence_numbers(names: Sequence[NameHit], tolds: Sequence[Told], units: Sequence[Sentence]) -> dict[int, int]:
    starts = [s.start for s in units]
    offsets = {n.start for n in names}
    offsets |= {span.start for told in tolds for span in (told.speaker, told.addressee) if span is not None}
    return {offset: max(0, bisect_right(starts, offset) - 1) for offset in offsets}


def _domains(text: str, blocks: Sequence[tuple[int, int]], whole: str) -> list[str]:
    """The domain of each paragraph: that of the document; in a political one, long paragraphs may be of another."""
    if whole == "politics":
        return [domain_of(text[a:b]) if b - a > 400 else "politics" for a, b in blocks]
    return [whole for _ in blocks]


def _notes(units: Sequence[Sentence], parses: Sequence[Parse], text: str, book: Codebook) -> tuple[str, ...]:
    parsed = {parse.number for parse in parses}
    long = [
        u
        for u in units
        if u.number not in parsed and u.end - u.start > 900 and may_hold_event(text[u.start : u.end], book)
    ]
    return (f"{len(long)} sentence(s) too long to parse",) if long else ()


__all__ = ["Span", "code", "record_key"]
