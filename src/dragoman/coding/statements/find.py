"""The pass: all statements of a document, from its parses and quotations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from dragoman.codebook.cues import Cues, load_cues
from dragoman.coding.statements.adjectives import by_adjectives
from dragoman.coding.statements.clause import whole_phrase
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.following import with_following
from dragoman.coding.statements.media import medium
from dragoman.coding.statements.nouns import by_nouns
from dragoman.coding.statements.phrases import by_adverbs, by_as_clauses, by_phrases, by_sources
from dragoman.coding.statements.scene import Scene, scene
from dragoman.coding.statements.told import Range, Told
from dragoman.coding.statements.transcripts import by_layout
from dragoman.coding.statements.verbs import by_verbs
from dragoman.reading.quotations import Quotation, covering, outer, quotations
from dragoman.reading.segment import Sentence
from dragoman.reading.syntax import Parse
from dragoman.record.types import Form, Span

_BREAKS = frozenset(["--", "—", "–", ":", ";"])
_FOCUS = frozenset(["even", "but", "yet", "still", "also", "only", "and"])
_WORDS = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?]")
# How many statements away, in text order, one may stand that holds another's cue.
_REACH = 25
_LEADING = ("verb:", "light:")


@cache
def cue_pattern() -> "re.Pattern[str]":
    """A pattern that every sentence with a statement matches: a word of a cue, or a quotation mark."""
    words = sorted({form.split()[0] for form in load_cues().words}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b|[\"“”«„:]|''|(?<!\w)['‘]", re.IGNORECASE)


def may_state(sentence_text: str) -> bool:
    """Can the sentence hold a statement? True for any with a cue, its further words included, or a quotation mark.

    It is as sure as :func:`cue_pattern` and sharper: "in" is a cue only where "the words of" stands in the sentence
    too.
    """
    needs, rest = _quick_cues()
    if rest.search(sentence_text) is not None:
        return True
    words = frozenset(_WORDS.findall(sentence_text.lower()))
    return any(more <= words for word in words & needs.keys() for more in needs[word])


@cache
def _quick_cues() -> "tuple[Mapping[str, tuple[frozenset[str], ...]], re.Pattern[str]]":
    """By the first words of cues that are plain words what else each cue needs, and a pattern of the other first
    words and of quotation marks."""
    cues = load_cues()
    needs: dict[str, tuple[frozenset[str], ...]] = {
        word: (frozenset(),) for word in {form.split()[0].lower() for form in cues.words}
    }
    many = (cues.verbs, cues.nouns, cues.adjectives, cues.phrases)
    for form in {form for table in many for form in table} - cues.adverbs.keys() - cues.media.keys() - cues.sources:
        found = [cue for table in many for cue in table.get(form, ())]
        needs[form.split()[0].lower()] = tuple(_plain_words(cue.rest) for cue in found)
    others = sorted((word for word in needs if not _WORDS.fullmatch(word)), key=len, reverse=True)
    pattern = "".join(rf"\b{re.escape(word)}\b|" for word in others) + r"[\"“”«„:]|''|(?<!\w)['‘]"
    plain = {word: more for word, more in needs.items() if _WORDS.fullmatch(word)}
    return plain, re.compile(pattern, re.IGNORECASE)


def _plain_words(rest: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in rest if _WORDS.fullmatch(word))


def find_statements(text: str, parses: Sequence[Parse], sentences: Sequence[Sentence]) -> tuple[Told, ...]:
    """The statements of a document, in text order of their cues.

    ``parses`` may leave out sentences (those without a cue, those too long); ``sentences`` are all of them.
    """
    cues = load_cues()
    quotes = outer(quotations(text))
    found: list[Told] = []
    for parse in parses:
        place = scene(text, parse, quotes)
        found.extend(_settled([_told(place, draft, cues) for draft in _drafts(place, cues)]))
    found.extend(by_layout(text, quotes, sentences))
    found = with_following(text, found, quotes, sentences)
    return _levelled(found, quotes, text=text)


def _settled(found: list[Told]) -> Iterator[Told]:
    """Where two statements of a sentence each hold the other's cue, a cue that leads its clause wins over one
    that seemed to trail: "X told reporters that after the vote, he learned …"."""
    for told in found:
        if told.rule.startswith(_LEADING) or not any(
            other.rule.startswith(_LEADING) and _holds(told, other) and _holds(other, told) for other in found
        ):
            yield told


def _drafts(place: Scene, cues: Cues) -> Iterator[Draft]:
    nouns = tuple(by_nouns(place, cues))
    light = {index for draft in nouns for first, last in draft.cue for index in range(first, last + 1)}
    # "issued a threat that": the noun tells what the verb does.
    yield from (draft for draft in by_verbs(place, cues) if draft.anchor not in light)
    yield from nouns
    yield from by_adjectives(place, cues)
    yield from by_phrases(place, cues)
    yield from by_as_clauses(place, cues)
    yield from by_sources(place, cues)
    yield from by_adverbs(place, cues)


def _told(place: Scene, draft: Draft, cues: Cues) -> Told:
    parse = place.parse
    pieces = tuple(_grown(place, piece, draft.anchor) for piece in draft.pieces)
    return Told(
        speaker=_phrase(place, draft.speaker, draft),
        cue=parse.span(draft.cue[0][0], draft.cue[-1][1]),
        content=tuple(Span(start, end, place.text[start:end]) for start, end in pieces if start < end),
        form=_form(place, pieces),
        addressee=_phrase(place, draft.addressee, draft),
        medium=medium(place, draft, pieces, cues),
        sentence=parse.number,
        carried=False,
        kind=draft.kind,
        rule=draft.rule,
        head=None if draft.speaker is None else parse.span(draft.speaker, draft.speaker),
    )


def _phrase(place: Scene, head: int | None, draft: Draft) -> Span | None:
    """The noun phrase of a head, without the cue, a dateline before it and what stands across a quotation
    mark."""
    if head is None:
        return None
    first, last = whole_phrase(place.parse, head)
    if head == draft.speaker and draft.speaker_range is not None:
        first, last = draft.speaker_range
    for cue_first, cue_last in draft.cue:
        if head < cue_first <= last:
            last = cue_first - 1
        elif first <= cue_last < head:
            first = cue_last + 1
    for index in range(head - 1, first - 1, -1):
        if place.parse.words[index] in _BREAKS or _crosses(place, index, head):
            first = index + 1
            break
    last = next((i - 1 for i in range(head + 1, last + 1) if _crosses(place, i, head)), last)
    if head < draft.cue[0][0]:
        first, last = _without_asides(place.parse, head, first, last)
    while last > head and place.is_mark(last) and place.parse.words[last] not in (")", "%"):
        last -= 1
    return place.parse.span(min(first, head), max(last, head))


def _without_asides(parse: Parse, head: int, first: int, last: int) -> tuple[int, int]:
    """Leave out a relative or participial clause after a comma, and "even" or "but" before the name."""
    for kid in parse.kids(head, "relcl", "acl"):
        start, end = parse.bounds(kid)
        if head < start - 1 <= last <= end + 1 and parse.words[start - 1] == ",":
            last = start - 2
    while first < head and (parse.lower[first] in _FOCUS or parse.tags[first] == "CC"):
        first += 1
    return first, last


def _crosses(place: Scene, index: int, head: int) -> bool:
    """Does a token stand in a quotation that is not the head's and goes on beyond this sentence's phrase?"""
    quote = place.quoted[index]
    return quote != place.quoted[head] and quote >= 0 and place.text[place.quotes[quote].end - 2] in ",.!?"


def _grown(place: Scene, piece: Range, anchor: int) -> Range:
    """A piece that ends inside a quotation goes on to the quotation's end, unless the cue stands in it
    too."""
    start, end = piece
    if place.quoted[anchor] >= 0:
        # What a quoted speaker reports ends with the quotation at the latest.
        holder = place.quotes[place.quoted[anchor]]
        return max(start, holder.first), min(end, holder.last)
    for index, quotation in enumerate(place.quotes):
        if quotation.start < end <= quotation.end and place.quoted[anchor] != index:
            end = quotation.end
        if quotation.start <= start < quotation.end and place.quoted[anchor] != index:
            start = quotation.start
    return start, end


def _form(place: Scene, pieces: Sequence[Range]) -> Form:
    inside = total = 0
    for start, end in pieces:
        total += end - start
        inside += sum(max(0, min(end, q.end) - max(start, q.start)) for q in place.quotes)
    if not inside:
        return "indirect"
    return "direct" if inside >= total else "mixed"


def _levelled(found: Sequence[Told], quotes: Sequence[Quotation], *, text: str) -> tuple[Told, ...]:
    """Count for each statement how many others' content holds its cue; a cue in a long quotation that no one
    was found to speak is told by someone too."""
    ordered = sorted(found, key=_place)
    levels = [sum(_holds(other, told) for other in _around(ordered, index)) for index, told in enumerate(ordered)]
    return tuple(
        replace(told, level=max(level, int(_is_in_speech(told, quotes, text))))
        for told, level in zip(ordered, levels, strict=True)
    )


def _place(told: Told) -> int:
    return told.cue.start if told.cue else told.content[0].start


def _around(ordered: Sequence[Told], index: int) -> Iterator[Told]:
    """The statements whose content may hold another's cue: those of the sentences near it."""
    for other in ordered[max(0, index - _REACH) : index + _REACH + 1]:
        if other is not ordered[index]:
            yield other


def _holds(outer_told: Told, told: Told) -> bool:
    at = _place(told)
    return any(piece.start <= at < piece.end for piece in outer_told.content)


def _is_in_speech(told: Told, quotes: Sequence[Quotation], text: str) -> bool:
    quotation = covering(quotes, _place(told))
    return quotation is not None and _SENTENCE_END.search(text, quotation.first, quotation.last + 1) is not None
