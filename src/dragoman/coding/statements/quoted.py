"""Direct speech: which quotations a cue brings in, before it, after it and in the sentences that follow."""

from dragoman.coding.statements.clause import whole_phrase
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.quotations import Quotation
from dragoman.reading.syntax import Parse

_PRONOUNS = frozenset("he she they it we i you".split())


def chunk(scene: Scene, group: tuple[int, int], speaker: int | None) -> tuple[int, int]:
    """(first, last) token of cue and speaker together, where they stand side by side: "said Ms. Rao"."""
    first, last = group
    if speaker is None:
        return group
    start, end = whole_phrase(scene.parse, speaker)
    if end < first and _only_marks_or_adverbs(scene, end + 1, first):
        return start, last
    if start > last:
        return first, max(last, end)
    return group


def _only_marks_or_adverbs(scene: Scene, first: int, last: int) -> bool:
    return all(scene.is_mark(i) or scene.parse.tags[i] in ("RB", "MD") for i in range(first, last))


def before(scene: Scene, verb: int, part: tuple[int, int]) -> Range | None:
    """The range said before a trailing cue ("…," said X), or None if the cue does not trail."""
    parse, first = scene.parse, part[0]
    if first < 2 or not _ends_clause(scene, first - 1):
        return None
    clause = _clause_before(parse, verb, first)
    quotation = _quotation_ending_at(scene, first - 1)
    if clause is None and quotation is None:
        return None
    start = parse.offsets[clause] if clause is not None else (quotation.start if quotation else 0)
    if quotation is not None and (clause is None or quotation.start <= start or _is_direct(scene, quotation, first)):
        start = quotation.start
    return trimmed(scene.text, (start, parse.token_end(first - 1)))


def _ends_clause(scene: Scene, index: int) -> bool:
    return scene.parse.words[index] in (",", "?", "!", "--", "-", "—", "–") or (
        scene.is_mark(index) and scene.quoted[index] >= 0
    )


def _clause_before(parse: Parse, verb: int, first: int) -> int | None:
    """The first token of the clause that the parser hangs on a trailing cue from the left."""
    for kid in parse.kids(verb, "ccomp"):
        if kid < first:
            return parse.bounds(kid)[0]
    if parse.deps[verb] in ("parataxis", "ccomp") and parse.heads[verb] < first and parse.is_verb(parse.heads[verb]):
        return min(parse.subtree(parse.heads[verb]))
    return None


def _quotation_ending_at(scene: Scene, index: int) -> Quotation | None:
    """The quotation that closes at a token or just before it."""
    for place in (index, index - 1):
        if place >= 0 and scene.quoted[place] >= 0:
            quotation = scene.quotes[scene.quoted[place]]
            if quotation.end <= scene.parse.token_end(index) + 1:
                return quotation
    return None


def _is_direct(scene: Scene, quotation: Quotation, first: int) -> bool:
    """Does the quotation fill the sentence up to the cue?"""
    if quotation.start <= scene.parse.start:
        return True
    between = scene.text[scene.parse.start : quotation.start]
    return not any(char.isalnum() for char in between)


def after(scene: Scene, part: tuple[int, int], *, limit: int) -> Quotation | None:
    """The quotation that a cue brings in on its right: the first one, with no more than ``limit`` words between."""
    parse = scene.parse
    for quotation in scene.quotes:
        if quotation.start >= parse.token_end(part[1]):
            between = scene.text[parse.token_end(part[1]) : quotation.start]
            return quotation if len(between.split()) <= limit else None
    return None


def is_set_off(scene: Scene, quotation: Quotation) -> bool:
    """Is a quotation set off by a comma or colon, or does it open a sentence?"""
    ahead = scene.text[: quotation.start].rstrip() if quotation.start < 1 else scene.text[
        max(0, quotation.start - 3) : quotation.start
    ].rstrip()
    return not ahead or ahead[-1] in ",:.!?"


def fills(scene: Scene, quotation: Quotation) -> bool:
    """Does nothing but punctuation follow the quotation in its sentence?"""
    rest = scene.text[quotation.end : scene.parse.end]
    return not any(char.isalnum() for char in rest)
