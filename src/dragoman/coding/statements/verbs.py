"""Statements by a cue verb: "said", "called for", "urged him to", "is expected to"."""

from collections.abc import Iterator

from dragoman.codebook.cues import Cue, Cues
from dragoman.coding.statements import content, quoted
from dragoman.coding.statements.clause import is_passive, subject, verb_group, whole_phrase
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.syntax import Parse

_SAYING = frozenset(["that", "quote"])
# Words between a cue and the quotation it brings in: "told reporters in Doha on Monday: …".
_WORDS_BETWEEN = 12


def by_verbs(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for each cue verb of the sentence that has content."""
    for index, low in enumerate(scene.parse.lower):
        entries = cues.verbs.get(low)
        if entries and (scene.parse.is_verb(index) or scene.parse.deps[index] == "ROOT"):
            draft = _first_draft(scene, index, entries)
            if draft is not None:
                yield draft


def _first_draft(scene: Scene, verb: int, entries: tuple[Cue, ...]) -> Draft | None:
    for cue in entries:
        last = _last_of(scene.parse, verb, cue.rest)
        if last is not None and (draft := _draft(scene, verb, last, cue)) is not None:
            return draft
    return None


def _last_of(parse: Parse, verb: int, rest: tuple[str, ...]) -> int | None:
    """The last token of a cue of several words; one adverb may stand between."""
    at = verb
    for word in rest:
        step = next((s for s in (1, 2) if parse.lower[at + s : at + s + 1] == (word,)), None)
        if step is None or (step > 1 and parse.tags[at + 1] != "RB"):
            return None
        at += step
    return at


def _draft(scene: Scene, verb: int, last: int, cue: Cue) -> Draft | None:
    parse = scene.parse
    group = verb_group(parse, verb, last)
    if cue.governs & {"raise", "seem"} and (raised := _raised(scene, verb, cue)):
        return Draft(None, (group,), raised, cue.kind, verb)
    passive = is_passive(parse, verb)
    if passive and "whom" not in cue.governs and parse.kid(verb, "agent") is None:
        return None
    speaker = subject(parse, verb)
    if speaker is not None and parse.kid(verb, "expl") is not None:
        speaker = None
    pieces = _pieces(scene, verb, last, cue, group, speaker)
    if not pieces:
        return None
    return Draft(speaker, (group,), pieces, cue.kind, verb, content.addressee(parse, verb, last, cue))


def _pieces(
    scene: Scene, verb: int, last: int, cue: Cue, group: tuple[int, int], speaker: int | None
) -> tuple[Range, ...]:
    if cue.governs & _SAYING:
        part = quoted.chunk(scene, group, speaker)
        if (said := quoted.before(scene, verb, part)) is not None:
            return (said, *_second_half(scene, verb, part))
        brought = quoted.after(scene, part, limit=_WORDS_BETWEEN)
        if brought is not None and quoted.is_set_off(scene, brought) and scene.quoted[verb] < 0:
            return ((brought.start, brought.end),)
    found = content.governed(scene, verb, last, cue)
    return () if found is None else (found,)


def _second_half(scene: Scene, verb: int, part: tuple[int, int]) -> Iterator[Range]:
    """What goes on after a cue that broke it: '"Word is," he said, "that …"'."""
    brought = quoted.after(scene, part, limit=_WORDS_BETWEEN)
    if brought is not None and quoted.is_set_off(scene, brought) and scene.quoted[verb] < 0:
        yield brought.start, brought.end


def _raised(scene: Scene, verb: int, cue: Cue) -> tuple[Range, ...]:
    """Subject and infinitive of "X is expected to Y", "X seems Z"."""
    parse = scene.parse
    passive = is_passive(parse, verb)
    if ("raise" in cue.governs and not passive) or (cue.governs == {"seem"} and passive):
        return ()
    what = parse.kid(verb, "nsubjpass", "nsubj")
    clause = parse.kid(verb, "xcomp", "oprd", "acomp") if "seem" in cue.governs else parse.kid(verb, "xcomp")
    if what is None or clause is None or clause < verb:
        return ()
    ends = (whole_phrase(parse, what), (max(parse.bounds(clause)[0], verb + 1), parse.bounds(clause)[1]))
    return tuple(
        trimmed(scene.text, (parse.offsets[first], parse.token_end(last))) for first, last in ends if first <= last
    )
