"""Statements by a cue noun: "his claim that", "a warning by X of", "issued a threat that"."""

from collections.abc import Iterator

from dragoman.codebook.cues import Cue, Cues
from dragoman.coding.statements.clause import is_passive, subject, verb_group
from dragoman.coding.statements.content import is_setting
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.syntax import Parse


def by_nouns(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for each cue noun of the sentence that has content and someone it comes from."""
    for index, low in enumerate(scene.parse.lower):
        entries = cues.nouns.get(low)
        if entries and scene.parse.is_noun(index):
            draft = _draft(scene, index, entries[0], cues)
            if draft is not None:
                yield draft


def _draft(scene: Scene, noun: int, cue: Cue, cues: Cues) -> Draft | None:
    found = _content(scene, noun, cue, cues)
    if found is None:
        return None
    last, piece = found
    parse = scene.parse
    owner = _owner(parse, noun)
    if owner is not None:
        return Draft(owner, ((noun, last),), (piece,), cue.kind, noun, rule=f"noun:{cue.words}")
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lower[verb] in cues.light and not is_passive(parse, verb):
        first, _ = verb_group(parse, verb, verb)
        return Draft(subject(parse, verb), ((first, last),), (piece,), cue.kind, noun, rule=f"light:{cue.words}")
    return None


def _content(scene: Scene, noun: int, cue: Cue, cues: Cues) -> tuple[int, Range] | None:
    """(last token of the cue, range of the content): clause, infinitive or prepositional object of the noun,
    or the that-clause that the parser hangs on the light verb ("issued a threat on Sunday that")."""
    parse = scene.parse
    for kid in parse.children[noun]:
        if kid < noun:
            continue
        first, last = parse.bounds(kid)
        label = parse.deps[kid]
        if label in ("acl", "ccomp", "relcl", "xcomp") and _clause_type(parse, kid) in cue.governs:
            return noun, trimmed(scene.text, (parse.offsets[first], parse.token_end(last)))
        if label == "prep" and parse.lower[kid] in cue.governs and last > kid and not is_setting(parse, kid):
            return kid, trimmed(scene.text, (parse.token_end(kid), parse.token_end(last)))
    verb = parse.heads[noun]
    clause = parse.kid(verb, "ccomp", "acl") if parse.deps[noun] == "dobj" and "that" in cue.governs else None
    if clause is None or clause < noun or parse.lower[verb] not in cues.light:
        return None
    first, last = parse.bounds(clause)
    if parse.lower[first] != "that":
        return None
    return noun, trimmed(scene.text, (parse.offsets[first], parse.token_end(last)))


def _clause_type(parse: Parse, verb: int) -> str | None:
    first = parse.bounds(verb)[0]
    if parse.lower[first] == "to" or (parse.lower[first] == "not" and parse.lower[first + 1] == "to"):
        return "to"
    if parse.lower[first] == "that" and parse.deps[first] == "mark":
        return "that"
    return None


def _owner(parse: Parse, noun: int) -> int | None:
    owner = parse.kid(noun, "poss")
    if owner is not None:
        return owner
    for prep in parse.kids(noun, "prep", "agent"):
        if parse.lower[prep] in ("by", "from"):
            return parse.kid(prep, "pobj")
    return None
