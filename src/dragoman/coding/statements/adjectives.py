"""Statements by a state of mind: "is concerned that", "are wary of", "it is unclear whether"."""

from collections.abc import Iterator

from dragoman.codebook.cues import Cue, Cues
from dragoman.coding.statements.clause import subject, verb_group
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.syntax import Parse

_LINKING = frozenset(
    ["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "feel", "feels", "felt"]
)
_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj")


def by_adjectives(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for each cue adjective of the sentence that has content."""
    for index, low in enumerate(scene.parse.lower):
        entries = cues.adjectives.get(low)
        if entries:
            draft = _draft(scene, index, entries[0])
            if draft is not None:
                yield draft


def _draft(scene: Scene, index: int, cue: Cue) -> Draft | None:
    parse = scene.parse
    verb = _linking(parse, index)
    found = _content(scene, index, verb, cue)
    if verb is None or found is None:
        return None
    last, piece = found
    first = verb_group(parse, verb, verb)[0] if verb != index else verb_group(parse, index, index)[0]
    speaker = parse.kid(verb, "nsubj", "nsubjpass") or (subject(parse, verb) if verb != index else None)
    if speaker is None:
        return None
    if parse.lower[speaker] == "it":
        return (
            Draft(None, ((speaker, last),), (piece,), cue.kind, index, rule=f"adjective:{cue.words}")
            if "it" in cue.governs
            else None
        )
    return (
        None
        if "it" in cue.governs
        else Draft(speaker, ((first, last),), (piece,), cue.kind, index, rule=f"adjective:{cue.words}")
    )


def _linking(parse: Parse, index: int) -> int | None:
    """The verb that links the adjective to its subject; a participle ("is concerned") is its own."""
    if parse.kid(index, "auxpass", "cop") is not None:
        return index
    head = parse.heads[index]
    if parse.deps[index] in ("acomp", "attr", "oprd", "conj") and parse.lower[head] in _LINKING:
        return head
    return None


def _content(scene: Scene, index: int, verb: int | None, cue: Cue) -> tuple[int, Range] | None:
    """(last token of the cue, range of the content)."""
    parse = scene.parse
    heads = (index,) if verb is None or verb == index else (index, verb)
    for head in heads:
        for kid in parse.children[head]:
            if kid < index:
                continue
            first, last = parse.bounds(kid)
            if parse.deps[kid] in _CLAUSES and _clause_type(parse, first) in cue.governs:
                return index, trimmed(scene.text, (parse.offsets[first], parse.token_end(last)))
            if parse.deps[kid] == "prep" and parse.lower[kid] in cue.governs and last > kid:
                return kid, trimmed(scene.text, (parse.token_end(kid), parse.token_end(last)))
    return None


def _clause_type(parse: Parse, first: int) -> str:
    return "to" if parse.lower[first] == "to" else "that"
