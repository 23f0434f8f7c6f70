"""Which time and which place belong to which event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene
from dragoman.reading.syntax import Parse
from dragoman.grounding.times import window_before
from dragoman.record.types import DateFrom, DatePrecision, Place, TimeExpression

# Deeds that a report tells of in one place, sentence after sentence.
_STAYS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "CONSULT"})
# Characters back to where the story was last placed.
_NEAR = 500
_CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "acl"})


@dataclass(frozen=True, slots=True)
class When:
    """A date as the record gives it."""

    date: str | None = None
    enddate: str | None = None
    precision: DatePrecision = "unknown"
    source: DateFrom = "none"


def when(time: TimeExpression | None, published: str | None) -> When:
    """The date that a time expression gives; else that of the publication, marked so."""
    if time is not None and time.type == "DURATION" and published and time.value:
        window = window_before(time.value, published)
        if window:
            return When(window[0], window[1], "day", "text")
    if time is not None and time.first:
        end = time.last if time.last != time.first else None
        return When(time.first, end, _precision(time), "text")
    if published:
        return When(published[:10], None, "unknown", "publication")
    return When()


def _precision(time: TimeExpression) -> DatePrecision:
    if time.first == time.last:
        return "day"
    days = _days(time)
    return "week" if days <= 14 else "month" if days <= 120 else "year"


def _days(time: TimeExpression) -> int:
    from datetime import date  # noqa: PLC0415

    if not time.first or not time.last:
        return 0
    return (date.fromisoformat(time.last) - date.fromisoformat(time.first)).days


def clause_tokens(scene: Scene, head: int, used: Iterable[int] = ()) -> set[int]:
    """Tokens of a predicate's own clause: all that hangs on it, but no clause inside or around."""
    parse = scene.parse
    found: set[int] = set()
    top = head
    while not parse.is_verb(top) and parse.heads[top] != top and parse.deps[top] not in _CLAUSAL:
        top = parse.heads[top]
    stack = [top, *used]
    while stack:
        node = stack.pop()
        if node in found:
            continue
        found.add(node)
        for kid in parse.children[node]:
            if parse.deps[kid] in _CLAUSAL or (parse.deps[kid] == "conj" and parse.is_verb(kid)):
                continue
            stack.append(kid)
    return found


def time_of(scene: Scene, deed: Deed, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time expression of a deed: in its own clause, nearest to its predicate."""
    return time_at(scene, deed.head, times, used=deed.used)


def time_at(
    scene: Scene, head: int, times: Sequence[TimeExpression], *, used: Iterable[int] = ()
) -> TimeExpression | None:
    """The time expression in the clause of a predicate, the nearest first."""
    parse = scene.parse
    tokens = clause_tokens(scene, head, used)
    own = [t for t in times if any(t.start <= parse.offsets[i] < t.end for i in tokens) and (t.first or _is_window(parse, t))]
    here = parse.offsets[head]
    if own:
        return min(own, key=lambda t: (t.type in ("DURATION", "SET"), abs(t.start - here)))
    return _opening_time(parse, times)


def _opening_time(parse: Parse, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """"On Wednesday, …": a time that opens the sentence holds for all of it, if it is the only one."""
    inside = [t for t in times if parse.start <= t.start < parse.end and t.first]
    return inside[0] if len(inside) == 1 and inside[0].start - parse.start < 6 else None


def _is_window(parse: Parse, time: TimeExpression) -> bool:
    """"in just five days", "over the past week": the days that end with the report."""
    before = [w for w in parse.text[: time.start - parse.start].lower().split() if w not in ("just", "only", "about", "the")]
    return time.type == "DURATION" and bool(before) and before[-1] in ("in", "within", "over")


def place_of(scene: Scene, deed: Deed, places: Sequence[Place], locative: "dict[int, bool]") -> Place | None:
    """The place of a deed: one named in its clause, "in" or "near" it before others; else one of the sentence."""
    parse = scene.parse
    inside = [p for p in places if parse.start <= p.start < parse.end]
    stays = deed.type in _STAYS
    if not inside:
        return _last_place(parse, places, locative) if stays else None
    tokens = clause_tokens(scene, deed.head, deed.used)
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
