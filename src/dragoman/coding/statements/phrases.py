"""Statements without a cue verb: "according to X", "reportedly", "in a poll"."""

from collections.abc import Iterator

from dragoman.codebook.cues import Cues
from dragoman.coding.statements.clause import whole_phrase
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.syntax import Parse

# Words between the cue of an as-clause and its end.
_LONGEST_TAIL = 12


def by_phrases(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for each phrase that names a source."""
    parse = scene.parse
    for index, low in enumerate(parse.lower):
        for cue in cues.phrases.get(low, ()):
            words = (low, *cue.rest)
            last = index + len(words) - 1
            if parse.lower[index : last + 1] == words:
                speaker = parse.kid(last, "pobj")
                if speaker is not None:
                    yield Draft(
                        speaker,
                        ((index, last),),
                        _around(scene, index, speaker),
                        cue.kind,
                        index,
                        rule=f"phrase:{cue.words}",
                    )
                break


def by_as_clauses(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for "as X reported", "as reported by X": the rest of the sentence is what X says."""
    parse = scene.parse
    for index, low in enumerate(parse.lower[:-2]):
        if low != "as" or parse.deps[index] not in ("mark", "prep", "advmod"):
            continue
        verb = next((i for i in range(index + 1, min(index + 12, len(parse))) if _says(parse, i, cues)), None)
        if verb is None or any(scene.is_mark(i) for i in range(index, verb)):
            continue
        agent = parse.kid(verb, "agent")
        speaker = parse.kid(agent, "pobj") if agent is not None else parse.kid(verb, "nsubj")
        clause = _as_clause(scene, index, verb)
        if speaker is not None and clause is not None:
            yield Draft(
                speaker,
                ((verb, verb),),
                _without(scene, (0, len(parse) - 1), clause),
                "speech",
                verb,
                rule="as",
            )


def _says(parse: Parse, index: int, cues: Cues) -> bool:
    return parse.is_verb(index) and any(
        "that" in cue.governs and not cue.rest for cue in cues.verbs.get(parse.lower[index], ())
    )


def _as_clause(scene: Scene, first: int, verb: int) -> tuple[int, int] | None:
    """(first, last) token of the as-clause: between a comma or the sentence's start and the next comma or
    end."""
    parse = scene.parse
    if first > 0 and parse.words[first - 1] != ",":
        return None
    last = next((i for i in range(verb, len(parse)) if parse.words[i] == "," or i == len(parse) - 1), verb)
    if last - verb > _LONGEST_TAIL or parse.kid(verb, "ccomp") is not None:
        return None
    return first, last


def by_sources(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for "in a poll by X, …": what follows is what the paper or poll says."""
    parse = scene.parse
    first = next((i for i in range(len(parse)) if not scene.is_mark(i)), None)
    if first is None or parse.lower[first] not in ("in", "on", "per") or parse.tags[first] != "IN":
        return
    noun = parse.kid(first, "pobj")
    if noun is None or parse.lower[noun] not in cues.sources:
        return
    last = parse.bounds(first)[1]
    comma = next((i for i in range(noun, min(last + 2, len(parse))) if parse.words[i] == ","), None)
    if comma is None or comma + 1 >= len(parse) or any(_says(parse, i, cues) for i in range(comma, len(parse))):
        return
    yield Draft(
        noun,
        ((first, first),),
        _without(scene, (comma + 1, len(parse) - 1), (first, comma)),
        "document",
        first,
        rule="source",
    )


def by_adverbs(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for "reportedly" and its like: the clause round the adverb, said by no one named."""
    parse = scene.parse
    for index, low in enumerate(parse.lower):
        cue = cues.adverbs.get(low)
        if cue is not None and parse.is_verb(parse.heads[index]):
            first, last = parse.bounds(parse.heads[index])
            pieces = _without(scene, (first, last), (index, index))
            reports = _says(parse, parse.heads[index], cues)
            if pieces and not reports and parse.kid(parse.heads[index], "nsubj", "nsubjpass") is not None:
                yield Draft(None, ((index, index),), pieces, cue.kind, index, rule="adverb:" + cue.words)


def _around(scene: Scene, first: int, speaker: int) -> tuple[Range, ...]:
    """The sentence without the phrase that names its source."""
    parse = scene.parse
    last = max(whole_phrase(parse, speaker)[1], speaker)
    if _begins(scene, first):
        last = _to_comma(scene, speaker, last)
    return _without(scene, (0, len(parse) - 1), (first, last))


def _begins(scene: Scene, first: int) -> bool:
    return all(scene.is_mark(i) or scene.parse.deps[i] in ("cc", "advmod") for i in range(first))


def _to_comma(scene: Scene, speaker: int, last: int) -> int:
    """An opening phrase ends at its comma where the parser took in more than that."""
    parse = scene.parse
    if last < len(parse) - 2:
        return last
    return next((i - 1 for i in range(speaker, last + 1) if parse.words[i] == ","), last)


def _without(scene: Scene, clause: tuple[int, int], phrase: tuple[int, int]) -> tuple[Range, ...]:
    """The range of a clause, in two pieces where a phrase stands within it."""
    parse, text = scene.parse, scene.text
    pieces = []
    starts_with_and = clause[0] < phrase[0] and parse.tags[clause[0]] == "CC"
    opening = clause[0] + 1 if starts_with_and else clause[0]
    for first, last in ((opening, phrase[0] - 1), (phrase[1] + 1, clause[1])):
        if first <= last and any(not scene.is_mark(i) for i in range(first, last + 1)):
            start, end = trimmed(text, (parse.offsets[first], parse.token_end(last)))
            pieces.append((start, end))
    return tuple(pieces)
