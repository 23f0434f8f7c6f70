"""What a party wants, offers, refuses, disclaims, warns of and has promised: over the same predications as events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.codebook.positions import PositionEntry, load_position_table
from dragoman.coding.arguments import Arguments, arguments_of
from dragoman.coding.fold import Folder
from dragoman.coding.happened import truth_at
from dragoman.coding.moods import is_obligation
from dragoman.coding.scene import Scene, parties
from dragoman.coding.senses import condition_holds
from dragoman.reading.syntax import Parse

_COPULAS = frozenset(["be", "is", "are", "was", "were", "been", "being", "'s", "'re", "remain", "remains", "remained"])
_WILL = frozenset({"will", "'ll", "wo", "shall"})
_CONDITION_MARKS = frozenset({"if", "unless", "until", "once", "provided", "when", "before", "till", "should"})
_OPENERS = frozenset({"that", "to", "for", "on", "of", "against", "with", "out", "about", "over", "'s"})
_CLAUSE_SLOTS = frozenset({"inf", "that", "ing"})


@dataclass(frozen=True, slots=True)
class Stance:
    """A position in the making, as token indices of one sentence.

    ``party`` are heads (empty where ``by_speaker``: whoever says the words); ``proposition`` and ``condition``
    are (first, last) tokens; ``trigger`` is the word that shows the stance.
    """

    trigger: int
    kind: str
    party: tuple[int, ...]
    proposition: tuple[int, int]
    toward: tuple[int, ...]
    condition: tuple[int, int] | None
    rule: str
    by_speaker: bool = False


def stances_of(scene: Scene, folder: Folder, *, reported: frozenset[int]) -> tuple[Stance, ...]:
    """All positions of a sentence, in text order."""
    table, parse, found = load_position_table(), scene.parse, []
    for index, word in enumerate(parse.lower):
        if parse.is_verb(index):
            found.extend(_by_word(scene, folder, index, table.verbs.get(word, ()), reported))
            found.extend(_by_mood(scene, index, reported))
        elif parse.is_noun(index) and parse.tags[index] not in ("NNP", "NNPS"):
            found.extend(_by_word(scene, folder, index, table.nouns.get(word, ()), reported))
        if parse.tags[index] in ("JJ", "VBN") and word in table.adjectives:
            found.extend(_by_adjective(scene, index, table.adjectives[word], reported))
    words = {stance.trigger for stance in found if not _mood_only(stance)}
    kept = [stance for stance in found if not (_mood_only(stance) and stance.trigger in words)]
    return tuple(_distinct(sorted(kept, key=lambda stance: stance.trigger)))


def _distinct(stances: Sequence[Stance]) -> Iterator[Stance]:
    """One position a proposition: the word that governs says more than the mood of what it governs."""
    taken: list[tuple[int, int]] = []
    for stance in stances:
        first, last = stance.proposition
        if any(a <= first and last <= b and (first, last) != (a, b) and _mood_only(stance) for a, b in taken):
            continue
        if (first, last) in taken:
            continue
        taken.append((first, last))
        yield stance


def _mood_only(stance: Stance) -> bool:
    return stance.rule.startswith("mood")


def _by_word(
    scene: Scene, folder: Folder, index: int, entries: Sequence[PositionEntry], reported: frozenset[int]
) -> Iterator[Stance]:
    arguments = folder.args(index)
    nominal = scene.parse.is_noun(index)
    for entry in entries:
        if not all(condition_holds(scene, need, arguments, folder.types_of) for need in entry.needs):
            continue
        truth = truth_at(scene, index, nominal=nominal, reported=index in reported)
        kind = entry.negated if "neg" in truth else entry.kind
        if not kind or ("hyp" in truth and not nominal):
            return
        party = _party(scene, index, arguments, nominal)
        slot, heads = _proposition_heads(scene, arguments, entry)
        if nominal and not heads and "that" in entry.proposition:
            slot, heads = "that", _clause_beside(scene, index)
        if not party or not heads:
            continue
        toward = _toward(scene, arguments, entry.toward, slot, party)
        for head in heads:
            yield _stance(scene, index, kind, party, head, slot, toward, f"positions.tsv {entry.word}")
        return


def _clause_beside(scene: Scene, noun: int) -> tuple[int, ...]:
    """ "delivered a warning on Tuesday that …": the clause hangs on the verb or on a word between."""
    parse = scene.parse
    head = parse.heads[noun]
    if not parse.is_verb(head) or parse.deps[noun] != "dobj":
        return ()
    for node in (head, *parse.children[head]):
        for kid in parse.kids(node, "ccomp", "acl", "relcl", "advcl"):
            if kid > noun and any(parse.lower[m] == "that" for m in parse.kids(kid, "mark")):
                return (kid,)
    return ()


def _party(scene: Scene, index: int, arguments: Arguments, nominal: bool) -> tuple[int, ...]:
    slots = ("poss", "by", "adj", "from") if nominal else ("subj",)
    for slot in slots:
        found = tuple(p for head in arguments.slots.get(slot, ()) for p in parties(scene, head))
        if found:
            return found
    if nominal:
        head = scene.parse.heads[index]
        if scene.parse.is_verb(head) and scene.parse.deps[index] == "dobj":
            return tuple(p for h in arguments_of(scene, head).slots.get("subj", ()) for p in parties(scene, h))
    return ()


def _proposition_heads(scene: Scene, arguments: Arguments, entry: PositionEntry) -> tuple[str, tuple[int, ...]]:
    for slot in entry.proposition:
        heads = arguments.slots.get(slot, ())
        if not heads:
            continue
        if slot == "obj" and all(
            (scene.can_act(h) and scene.kinds[h] != "agent") or scene.kinds[h] == "pronoun" for h in heads
        ):
            continue
        spread = [
            h for head in heads for h in (scene.parse.clause_conjuncts(head) if slot in _CLAUSE_SLOTS else (head,))
        ]
        return slot, tuple(h for h in spread if slot not in _CLAUSE_SLOTS or scene.parse.is_verb(h) or h in heads)
    return "", ()


def _toward(
    scene: Scene, arguments: Arguments, slots: Sequence[str], taken: str, party: tuple[int, ...]
) -> tuple[int, ...]:
    for slot in slots:
        if slot == taken:
            continue
        found = tuple(p for head in arguments.slots.get(slot, ()) for p in parties(scene, head) if p not in party)
        if found:
            return found
    for head in arguments.slots.get(taken, ()) if taken in ("that", "for") else ():
        if scene.parse.is_verb(head):
            inner = arguments_of(scene, head)
            subject = inner.slots.get("obj" if inner.passive else "subj", ())
            return tuple(p for h in subject for p in parties(scene, h) if p not in party)
    return ()


def _stance(
    scene: Scene,
    index: int,
    kind: str,
    party: tuple[int, ...],
    head: int,
    slot: str,
    toward: tuple[int, ...],
    rule: str,
) -> Stance:
    condition = condition_of(scene.parse, head) or condition_of(scene.parse, index)
    bounds = proposition_bounds(scene.parse, head, index, condition, keep_subject=slot in ("that", "for"))
    return Stance(index, kind, party, bounds, toward, condition, rule)


def proposition_bounds(
    parse: Parse, head: int, trigger: int, condition: tuple[int, int] | None, *, keep_subject: bool
) -> tuple[int, int]:
    """(first, last) token of a proposition: the subtree of its head, without "to" and "that", without what is
    coordinated with it and without its condition."""
    dropped: set[int] = set()
    for kid in parse.children[head]:
        if parse.deps[kid] in ("conj", "cc", "punct") and (parse.is_verb(head) or kid > head + 12):
            dropped |= set(parse.subtree(kid))
        if not keep_subject and parse.deps[kid] in ("nsubj", "nsubjpass") and parse.is_verb(head) and kid < head:
            dropped |= set(parse.subtree(kid))
    if condition:
        dropped |= set(range(condition[0], condition[1] + 1))
    tokens = sorted(t for t in parse.subtree(head) if t not in dropped and t != trigger)
    tokens = [t for t in tokens if (t > trigger) == (head > trigger)] or [head]
    while len(tokens) > 1 and (parse.lower[tokens[0]] in _OPENERS or parse.deps[tokens[0]] in ("punct", "cc")):
        tokens = tokens[1:]
    while len(tokens) > 1 and (parse.deps[tokens[-1]] in ("punct", "cc") and parse.words[tokens[-1]] not in '”"'):
        tokens = tokens[:-1]
    return tokens[0], tokens[-1]


def condition_of(parse: Parse, head: int) -> tuple[int, int] | None:
    """(first, last) token of what sets a proposition off or holds it up: "if …", "unless …", "on condition that …"."""
    for kid in parse.kids(head, "advcl", "prep"):
        marks = [m for m in parse.kids(kid, "mark", "advmod") if parse.lower[m] in _CONDITION_MARKS]
        if marks:
            return parse.bounds(kid)
        if parse.deps[kid] == "prep" and parse.lower[kid] == "on":
            inner = parse.kid(kid, "pobj")
            if inner is not None and parse.lower[inner] == "condition":
                return parse.bounds(kid)
        if parse.deps[kid] == "prep" and parse.lower[kid] in ("until", "unless", "without"):
            return parse.bounds(kid)
    for kid in parse.kids(head, "nsubj", "nsubjpass"):
        # "any government that takes power by force would not be recognised"
        if any(parse.lower[d] in ("any", "anyone", "whoever") for d in (kid, *parse.kids(kid, "det"))):
            for clause in parse.kids(kid, "relcl"):
                first, last = parse.bounds(clause)
                return (first + 1 if parse.lower[first] in ("that", "who", "which") else first), last
    return None


def _by_mood(scene: Scene, index: int, reported: frozenset[int]) -> Iterator[Stance]:
    """What a speaker says that it will or will not do, and what it says others must do."""
    parse = scene.parse
    if index not in reported or parse.lower[index] in _COPULAS:
        return
    aux = {parse.lower[kid] for kid in parse.kids(index, "aux")}
    arguments = arguments_of(scene, index)
    condition = condition_of(parse, index)
    if is_obligation(scene, index):
        toward = tuple(
            p for h in arguments.slots.get("obj" if arguments.passive else "subj", ()) for p in parties(scene, h)
        )
        bounds = proposition_bounds(parse, index, -1, condition, keep_subject=False)
        yield Stance(
            index, "demand", (), _after_aux(parse, index, bounds), toward, condition, "mood must", by_speaker=True
        )
    elif aux & _WILL or "would" in aux:
        party = tuple(p for h in arguments.slots.get("subj", ()) for p in parties(scene, h))
        if not party or arguments.passive:
            return
        negated = "neg" in truth_at(scene, index, nominal=False, reported=True)
        if parse.lower[index] in ("seek", "want", "pursue", "demand") and negated:
            return
        bounds = proposition_bounds(parse, index, -1, condition, keep_subject=False)
        kind = "refusal" if negated else "commitment"
        yield Stance(index, kind, party, _after_aux(parse, index, bounds), (), condition, "mood will")


def _after_aux(parse: Parse, index: int, bounds: tuple[int, int]) -> tuple[int, int]:
    """Without the auxiliaries before the verb."""
    return max(bounds[0], min(index, bounds[1])), bounds[1]


def _by_adjective(
    scene: Scene, index: int, entries: Sequence[PositionEntry], reported: frozenset[int]
) -> Iterator[Stance]:
    """ "is ready to talk", "remains opposed to a deal"."""
    parse = scene.parse
    verb = parse.heads[index] if parse.deps[index] in ("acomp", "oprd", "attr") else index
    if parse.lower[verb] not in _COPULAS and verb != index:
        return
    arguments = arguments_of(scene, verb)
    own = arguments_of(scene, index) if verb != index else arguments
    for entry in entries:
        slot, heads = _proposition_heads(scene, own, entry)
        subjects = arguments.slots.get("subj", ()) or arguments.slots.get("obj", ())
        party = tuple(p for h in subjects for p in parties(scene, h))
        if not party or not heads:
            continue
        truth = truth_at(scene, verb, nominal=False, reported=index in reported)
        kind = entry.negated if "neg" in truth else entry.kind
        if kind:
            for head in heads:
                yield _stance(scene, index, kind, party, head, slot, (), f"positions.tsv {entry.word}")
        return
