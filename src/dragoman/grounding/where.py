"""Which place belongs to which event."""

from collections.abc import Sequence

from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene
from dragoman.grounding.clauses import clause_of
from dragoman.reading.syntax import Parse
from dragoman.record.types import Place

# Deeds that a report tells of in one place, sentence after sentence.
_STAYS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT"})
# Characters back to where the story was last placed.
_NEAR = 500


def place_of(scene: Scene, deed: Deed, places: Sequence[Place], locative: "dict[int, bool]") -> Place | None:
    """The place of a deed: one named in its clause, "in" or "near" it before others; else one of the sentence."""
    parse = scene.parse
    inside = [p for p in places if parse.start <= p.start < parse.end]
    stays = deed.type in _STAYS
    if not inside:
        return _last_place(parse, places, locative) if stays else None
    tokens = clause_of(parse, deed.head, deed.used)
    here = parse.offsets[deed.core]
    own = [p for p in inside if any(p.start <= parse.offsets[i] < p.end for i in tokens)]
    for group in (
        [p for p in own if locative.get(p.start)],
        [p for p in own if (p.resolution or 0) > 1],
        [p for p in inside if locative.get(p.start)],
    ):
        if group:
            return min(group, key=lambda p: (-(p.resolution or 0) if _same_run(group, parse.text) else 0, abs(p.start - here)))
    return _last_place(parse, places, locative) if stays else None


def _last_place(parse: Parse, places: Sequence[Place], locative: "dict[int, bool]") -> Place | None:
    """The place that the story is at: the last one before the sentence, not far off, in which something is said
    to happen."""
    before = [p for p in places if parse.start - _NEAR <= p.start < parse.start and locative.get(p.start) and (p.resolution or 0) > 1]
    if not before:
        return None
    last = before[-1]
    run = [p for p in before if last.start - p.end <= 40 and p.end <= last.end]
    return max(run, key=lambda p: (p.resolution or 0, -p.start))


def _same_run(group: Sequence[Place], text: str) -> bool:
    """Are the places one address ("Sangin district, Helmand province")? Then the finest counts."""
    ordered = sorted(group, key=lambda p: p.start)
    return all(b.start - a.end <= 14 for a, b in zip(ordered, ordered[1:]))
