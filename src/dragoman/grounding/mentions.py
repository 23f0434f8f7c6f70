"""From the heads of noun phrases to mentions: what the grounding of actors works on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.coding.scene import Joint, Scene, counted, joint_sides, party_bounds
from dragoman.grounding.actors.types import Mention, NameHit, Role
from dragoman.reading.intervals import Intervals
from dragoman.reading.syntax import Parse
from dragoman.record.types import Span

_ROLES: dict[str, Role] = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "csubj": "subject",
    "dobj": "object",
    "dative": "object",
    "pobj": "oblique",
    "poss": "possessor",
    "appos": "appositive",
}
_INNER = frozenset({"amod", "compound", "nmod"})


@dataclass(slots=True)
class MentionTable:
    """Mentions of a document in text order, found again by their spans. ``names`` leads from a description to the
    name that an apposition gives it ("his counterpart, Omar Said"), ``together`` from a mention to all that "and" joins
    with it as the subject of a clause, ``shared`` to all that share its noun."""

    mentions: list[Mention] = field(default_factory=list)
    index: dict[tuple[int, int], int] = field(default_factory=dict)
    names: dict[int, int] = field(default_factory=dict)
    together: dict[int, tuple[int, ...]] = field(default_factory=dict)
    shared: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def at(self, start: int, end: int) -> int | None:
        """Index of the mention at a span, or else of the one that shares its last word."""
        return self.index.get((start, end))


@dataclass(frozen=True, slots=True)
class _Draft:
    span: Span
    head: str
    sentence: int
    role: Role
    kind: str
    plural: bool
    renames: tuple[int, int] | None
    joined: bool = False
    read_as: str = ""


def collect(
    text: str,
    scenes: Sequence[Scene],
    *,
    wanted: Iterable[tuple[Scene, int]],
    loose: Iterable[Span],
    names: Sequence[NameHit],
    sentence_of: "dict[int, int]",
    speakers: Sequence[tuple[Span, Sequence[Span]]],
) -> MentionTable:
    """All mentions of a document.

    Args:
        text: the document's text.
        scenes: its coded sentences.
        wanted: heads that records refer to.
        loose: spans that records refer to and that may not be a noun phrase of a scene (speakers).
        names: names in the text; those in no scene count as mentions too.
        sentence_of: sentence number by the start offset of a name.
        speakers: who speaks, and what.
    """
    drafts: dict[tuple[int, int], _Draft] = {}
    heads = [*((scene, head) for scene in scenes for head in _heads(scene)), *wanted]
    sharers = [draft for one, head in heads for draft in _sharers(one, head)]
    for draft in (*sharers, *(_draft(one, head) for one, head in heads)):
        _add(drafts, draft)
    covered = Intervals((draft.span.start, draft.span.end, draft) for draft in drafts.values())
    for span in loose:
        _add(drafts, _from_span(span, sentence_of.get(span.start, 0)))
    for hit in names:
        if not covered.covers(hit.start, hit.end):
            span = Span(hit.start, hit.end, text[hit.start : hit.end])
            _add(drafts, _from_span(span, sentence_of.get(hit.start, 0)))
    table = _table(drafts, speakers)
    for scene in scenes:
        for found, groups in ((table.together, _coordinated(scene)), (table.shared, _sharing(scene))):
            for spans in groups:
                indices = tuple(i for span in spans if (i := table.at(span.start, span.end)) is not None)
                found.update((i, indices) for i in indices if len(indices) == len(spans))
    return table


def _sharing(scene: Scene) -> Iterator[list[Span]]:
    """The spans of the sides that share a noun."""
    yield from (spans for head in _heads(scene) if len(spans := spans_of(scene, head)) > 1)


def _coordinated(scene: Scene) -> Iterator[list[Span]]:
    """The spans of each coordinated subject."""
    parse = scene.parse
    for head in _heads(scene):
        if parse.deps[head] != "conj" and _is_joined(parse, head):
            yield [span_of(scene, item) for item in parse.conjuncts(head)]


def span_of(scene: Scene, head: int) -> Span:
    """The words of a party."""
    return scene.parse.span(*party_bounds(scene, head))


def spans_of(scene: Scene, head: int) -> list[Span]:
    """The words of a party, and of those that share its noun with it, in text order."""
    own = span_of(scene, head)
    others = [scene.parse.span(*joint.name) for joint in joint_sides(scene, head)]
    return sorted([own, *(span for span in others if not own.start <= span.start < own.end)], key=lambda s: s.start)


def _add(drafts: dict[tuple[int, int], _Draft], draft: _Draft) -> None:
    drafts.setdefault((draft.span.start, draft.span.end), draft)


def _heads(scene: Scene) -> list[int]:
    parse = scene.parse
    return [
        i
        for i in range(len(parse))
        if scene.can_act(i)
        and (parse.is_noun(i) or parse.tags[i] in ("PRP", "PRP$", "CD"))
        and not (parse.deps[i] in _INNER and parse.heads[i] != i)
    ]


def _draft(scene: Scene, head: int) -> _Draft:
    parse = scene.parse
    span = span_of(scene, head)
    kind = (
        "pronoun"
        if parse.tags[head] in ("PRP", "PRP$", "WP", "WDT")
        else "name"
        if parse.tags[head] in ("NNP", "NNPS")
        else "nominal"
    )
    target = _renamed(scene, head)
    renames = (target.start, target.end) if target else None
    mine = next((side for side in joint_sides(scene, head) if parse.span(*side.name).start >= span.start), None)
    plural = parse.tags[head] in ("NNS", "NNPS") or parse.lower[head] in ("they", "them", "we", "us", "their", "our")
    noun = parse.lower[counted(scene, head)]
    role = _ROLES.get(parse.deps[head], "other")
    read_as = _read_as(scene, mine) if mine is not None and mine.is_before else ""
    return _Draft(span, noun, parse.number, role, kind, plural, renames, _is_joined(parse, head), read_as)


def _renamed(scene: Scene, head: int) -> Span | None:
    """Whom an apposition names; of as many as share a noun, each its own ("the Greek and Turkish ministers, Nikos
    Dendias and Hakan Fidan")."""
    parse, top = scene.parse, head
    while parse.deps[top] == "conj":
        top = parse.heads[top]
    if parse.deps[top] != "appos":
        return None
    sides = spans_of(scene, parse.heads[top])
    if len(sides) == 1:
        return sides[0] if top == head else None
    named = parse.conjuncts(top)
    return sides[named.index(head)] if len(named) == len(sides) else None


def _read_as(scene: Scene, side: Joint) -> str:
    """One of several sides as if it stood there alone: with the words that they all share, its name's own once."""
    after = (max(side.after[0], side.name[1] + 1), side.after[1])
    parts = [scene.parse.span(*part).text for part in (side.before, side.name, after) if part[0] <= part[1]]
    return " ".join(parts)


def _sharers(scene: Scene, head: int) -> Iterator[_Draft]:
    """Those that share the noun of a party: each is read with the noun, as if it stood there alone."""
    joint = joint_sides(scene, head)
    own = _draft(scene, head) if joint else None
    for side in joint:
        span = scene.parse.span(*side.name)
        if own is not None and not own.span.start <= span.start < own.span.end:
            yield replace(own, span=span, kind="nominal", renames=None, read_as=_read_as(scene, side))


def _is_joined(parse: Parse, head: int) -> bool:
    """Is it one of several subjects of a clause?"""
    while parse.deps[head] == "conj":
        head = parse.heads[head]
    items = parse.conjuncts(head)
    either = any(parse.lower[cc] in ("or", "nor") for item in items for cc in parse.kids(item, "cc", "preconj"))
    return parse.deps[head] in ("nsubj", "nsubjpass") and len(items) > 1 and not either


def _from_span(span: Span, sentence: int) -> _Draft:
    head = span.text.split()[-1].lower() if span.text.split() else ""
    pronoun = span.text.lower() in ("he", "she", "they", "it", "we", "i")
    kind = "pronoun" if pronoun else "name" if span.text[:1].isupper() else "nominal"
    return _Draft(span, head, sentence, "subject", kind, head in ("they", "we"), None)


def _table(drafts: dict[tuple[int, int], _Draft], speakers: Sequence[tuple[Span, Sequence[Span]]]) -> MentionTable:
    ordered = sorted(drafts.values(), key=lambda d: (d.span.start, -d.span.end))
    index = {(d.span.start, d.span.end): i for i, d in enumerate(ordered)}
    pieces = Intervals((piece.start, piece.end, (speaker, piece)) for speaker, content in speakers for piece in content)
    table = MentionTable(index=index)
    for draft in ordered:
        table.mentions.append(
            Mention(
                start=draft.span.start,
                end=draft.span.end,
                text=draft.read_as or draft.span.text,
                said=draft.span.text if draft.read_as else "",
                head=draft.head,
                sentence=draft.sentence,
                role=draft.role,
                kind=draft.kind,  # type: ignore[arg-type]
                plural=draft.plural,
                joined=draft.joined,
                appositive_of=index.get(draft.renames) if draft.renames else None,
                quoted_speaker=_speaker(draft, pieces, index),
            )
        )
        renamed = table.mentions[-1].appositive_of
        if renamed is not None and draft.kind == "name" and ordered[renamed].kind == "nominal":
            table.names.setdefault(renamed, len(table.mentions) - 1)
    return table


def _speaker(draft: _Draft, pieces: Intervals[tuple[Span, Span]], index: dict[tuple[int, int], int]) -> int | None:
    """Whose words a pronoun stands in: the innermost statement around it."""
    if draft.kind != "pronoun":
        return None
    best: tuple[int, int] | None = None
    for speaker, piece in pieces.at(draft.span.start):
        if draft.span.end <= piece.end:
            found = index.get((speaker.start, speaker.end))
            if found is not None and (best is None or piece.end - piece.start < best[0]):
                best = (piece.end - piece.start, found)
    return best[1] if best else None
