"""All that the records of a document are grounded in, and what can be asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dragoman.codebook.book import Codebook
from dragoman.codebook.words import word_list
from dragoman.coding.manner import contexts_of
from dragoman.coding.scene import Scene
from dragoman.coding.statements import Told
from dragoman.grounding.actors.types import Grounding
from dragoman.grounding.mentions import MentionTable, span_of, spans_of
from dragoman.reading.intervals import Intervals
from dragoman.reading.syntax import Parse
from dragoman.record.types import Attribution, Party, Place, Span, TimeExpression
from dragoman.sense.judge import Judge

T = TypeVar("T")

# A text of more characters is no report but a volume, in which not every deed can be held against every place.
_LONG = 50_000
# Characters at the head of such a text, and before a sentence, in which the places and times of its deeds stand.
_REACH = 1000
# Ids of speakers who stand for no known actor begin so.
VOICE = "voice:"
_PRONOUNS = word_list("pronouns")
_PLURAL = ("they", "them")
_LONG_PARAGRAPH = 1600


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
    domain: str
    domains: Sequence[str]
    judge: Judge | None = None
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
        """The party with its name in place of a description, or the nearest name before it in place of a pronoun."""
        index = self.table.at(party.start, party.end)
        if party.text.lower() not in _PRONOUNS:
            name = self.table.names.get(index) if index is not None else None
            other = self.grounding.parties[name] if name is not None else None
            if name is None or other is None or other.entity != party.entity:
                return party
            mention = self.table.mentions[name]
            return replace(party, start=mention.start, end=mention.end, text=mention.text)
        earlier = self._taken_up(party)
        if earlier is None:
            return party
        mention = self.table.mentions[earlier]
        return replace(party, start=mention.start, end=mention.end, text=mention.text)

    def parties(self, scene: Scene, heads: Sequence[int]) -> tuple[Party, ...]:
        """The parties that heads stand for, each once; of "they", all whom it takes up."""
        found: dict[str, Party] = {}
        for span in [span for head in heads for span in spans_of(scene, head)]:
            party = self.party_at(span)
            for one in self._together(party) if party is not None else ():
                found.setdefault(one.entity, one)
        return tuple(found.values())

    def _together(self, party: Party) -> tuple[Party, ...]:
        """All whom "they" stands for, if it takes up one of several who share a noun, or whom "and" joins and who are
        one each; else the party itself."""
        earlier = self._taken_up(party) if party.text.lower() in _PLURAL else None
        if earlier is None:
            return (party,)
        mention, shared = self.table.mentions[earlier], self.table.shared.get(earlier)
        if mention.plural and not shared and not (mention.kind == "name" and " " in mention.text):
            return (party,)
        joined = [self.grounding.parties[i] for i in shared or self.table.together.get(earlier, ())]
        return tuple(joint for joint in joined if joint is not None) or (party,)

    def _taken_up(self, party: Party) -> int | None:
        """The nearest mention before a pronoun that names or describes who it stands for."""
        for earlier in reversed(range(self.table.at(party.start, party.end) or 0)):
            other = self.grounding.parties[earlier]
            if other is not None and other.entity == party.entity and self.table.mentions[earlier].kind != "pronoun":
                return earlier
        return None

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
