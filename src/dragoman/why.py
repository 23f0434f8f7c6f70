"""Why a sentence gives what it gives, or nothing: each step from words to code."""

from collections.abc import Iterator
from typing import Literal

from dragoman.codebook.book import Codebook, load_codebook
from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene, party_bounds
from dragoman.coding.sentence import CodedSentence
from dragoman.coding.triggers import trigger_words
from dragoman.pipeline import SHIPPED, Journey, judge_of, look_at, travel
from dragoman.reading.parser import Parser, load_parser
from dragoman.record.types import Document, Event
from dragoman.sense.judge import Judge


def why(
    text: str,
    *,
    published: str | None = None,
    codebook: Codebook | None = None,
    parser: Parser | None = None,
    judge: Judge | Literal["shipped"] | None = SHIPPED,
) -> list[str]:
    """Lines that tell how a text is coded, sentence by sentence; where it gives nothing, which step was missing.

    Args:
        text: a sentence, or a few.
        published: ISO date of publication, for relative dates.
        codebook: the built-in one if not given.
        parser: the default one if not given.
        judge: as in :func:`dragoman.code`.
    """
    book = codebook or load_codebook()
    document = Document(id="why", text=text, published=published)
    chosen = judge_of(judge)
    look = look_at(text, book, judged=chosen is not None, thorough=True)
    if look.obstacle:
        return [f"nothing: {look.obstacle}"]
    journey = travel(document, look, (parser or load_parser()).parse(text, look.wanted), book, judge=chosen)
    lines: list[str] = []
    coded = {sentence.parse.number: sentence for sentence in journey.sentences}
    for unit in journey.units:
        words = text[unit.start : unit.end]
        lines.append(f"“{words}”")
        if unit.number not in coded:
            lines.append("  nothing: no word of the codebook stands in it, so it was not parsed")
            continue
        lines.extend(f"  {line}" for line in _of_sentence(coded[unit.number], journey, book, words))
    return lines


def _of_sentence(sentence: CodedSentence, journey: Journey, book: Codebook, words: str) -> Iterator[str]:
    events = [e for e in journey.coded.events if e.evidence.start == sentence.parse.start]
    yield f"words of the codebook: {', '.join(trigger_words(words, book)) or 'none'}"
    for event in events:
        yield from _of_event(event)
    told = {(e.event_text[0].start, e.event_text[-1].end) for e in events}
    for coded in sentence.deeds:
        span = sentence.parse.span(coded.deed.words[0], coded.deed.words[-1])
        if (span.start, span.end) not in told:
            yield from _of_lost(
                coded.deed, sentence.scene, journey.domains[sentence.parse.paragraph], judged=journey.judged
            )
    if not sentence.deeds and not events:
        yield "nothing: no sense of these words fits what stands around them"
        yield from (f"  tried {line}" for line in dict.fromkeys(sentence.folder.missing))


def _of_event(event: Event) -> Iterator[str]:
    yield f"→ {' '.join((event.event[0], *event.mode))}: {_names(event.actor)} → {_names(event.recipient)}"
    for step in event.why:
        yield f"    {step}"
    for party in (*event.actor, *event.recipient):
        yield f"    “{party.text}” is {party.name} ({party.code or 'no country'}, {party.sector or 'no sector'})"
    if event.auxiliary or event.claim != "asserted":
        speakers = [a.speaker.text if a.speaker else "someone" for a in event.attribution]
        by = f" by {', '.join(speakers)}" if speakers else ""
        yield f"    it is {', '.join((*event.auxiliary, event.claim))}{by}"
    if event.date:
        yield f"    when: {event.date} (from {event.date_from}, precision {event.date_precision})"
    if event.event_loc:
        yield f"    where: {event.event_loc.text} ({event.event_loc.country_code or 'not resolved'})"


def _of_lost(deed: Deed, scene: Scene, domain: str, *, judged: bool) -> Iterator[str]:
    shown = f"{deed.type} from “{' '.join(scene.parse.words[i] for i in deed.words)}”"
    parties = [scene.parse.span(*party_bounds(scene, head)).text for head in (*deed.actors, *deed.recipients)]
    if domain != "politics":
        yield f"not coded: {shown}: the text is about {domain}"
    elif not parties:
        yield f"not coded: {shown}: nobody in the sentence does it or suffers it"
    else:
        yield f"not coded: {shown}: {', '.join(parties)} stand for no political actor, or the words only refer back" + (
            ", or the sense model reads them as no event" if judged else ""
        )
    for step in deed.steps:
        yield f"    {step}"


def _names(parties: tuple[object, ...]) -> str:
    return ", ".join(getattr(party, "text", "") for party in parties) or "nobody named"
