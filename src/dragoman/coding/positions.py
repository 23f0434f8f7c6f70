"""What a party wants, offers, refuses, disclaims, warns of and has promised: over the same predications as events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.codebook.positions import PositionEntry, load_position_table
from dragoman.coding.arguments import Arguments, adjective_arguments, arguments_of
from dragoman.coding.fold import Folder
from dragoman.coding.happened import truth_at
from dragoman.coding.scene import Scene, parties
from dragoman.coding.senses import condition_holds
from dragoman.coding.stance import Stance
from dragoman.coding.stance_bounds import condition_of, proposition_bounds
from dragoman.coding.stance_moods import by_deadline, by_mood
from dragoman.coding.stance_slots import in_slot, proposition_heads
from dragoman.coding.stance_toward import toward_inside

_COPULAS = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re", "remain", "remains", "remained"})
_GIVING = frozenset({"give", "gives", "gave", "given", "giving"})
_DENIALS = frozenset({"deny", "denies", "denied", "denying"})
_LISTING = frozenset({"include", "includes", "included", "including"})
_THERE = frozenset({"there"})


def stances_of(scene: Scene, folder: Folder, *, reported: frozenset[int]) -> tuple[Stance, ...]:
    """All positions of a sentence, in text order."""
    table, parse = load_position_table(), scene.parse
    found: list[Stance] = []
    for index, word in enumerate(parse.lower):
        if parse.is_verb(index):
            found.extend(_by_word(scene, folder, index, table.verbs.get(word, ()), reported))
            found.extend(by_mood(scene, folder, index, reported))
            if word in _GIVING:
                found.extend(by_deadline(scene, index))
        elif parse.is_noun(index) and parse.tags[index] not in ("NNP", "NNPS"):
            found.extend(_by_word(scene, folder, index, table.nouns.get(word, ()), reported))
        if parse.tags[index] in ("JJ", "VBN") and word in table.adjectives:
            found.extend(_by_adjective(scene, index, table.adjectives[word], reported))
    words = {stance.trigger for stance in found if not stance.mood}
    found = [stance if stance.toward else replace(stance, toward=toward_inside(scene, stance)) for stance in found]
    kept = [stance for stance in found if not (stance.mood and stance.trigger in words)]
    return tuple(_distinct(sorted(kept, key=lambda stance: stance.trigger)))


def _distinct(stances: Sequence[Stance]) -> Iterator[Stance]:
    """One position a proposition: the word that governs says more than what it governs says again."""
    taken: list[Stance] = []
    for stance in stances:
        first, last = stance.proposition
        if not any(_is_said_by(other, stance) or other.proposition == (first, last) for other in taken):
            taken.append(stance)
            yield stance


def _is_said_by(outer: Stance, inner: Stance) -> bool:
    """Does a stance only repeat one that governs it: "refused to recognise", "promised that it would leave"?"""
    (a, b), (first, last) = outer.proposition, inner.proposition
    if inner.mood:
        return a <= first and last <= b and (a, b) != (first, last)
    return a <= inner.trigger <= b and inner.kind == outer.kind and outer.trigger != inner.trigger


def _by_word(
    scene: Scene, folder: Folder, index: int, entries: Sequence[PositionEntry], reported: frozenset[int]
) -> Iterator[Stance]:
    if not entries:
        return
    arguments = folder.args(index)
    nominal = scene.parse.is_noun(index)
    for entry in entries:
        if not all(condition_holds(scene, need, arguments, folder.types_of) for need in entry.needs):
            continue
        truth = truth_at(scene, index, nominal=nominal, reported=index in reported)
        kind = entry.negated if "neg" in truth or _is_denied(scene, index) else entry.kind
        if not kind or ("hyp" in truth and not nominal) or _is_yet_to_come(scene, index):
            continue
        party = _party(scene, index, arguments, nominal)
        slot, heads = proposition_heads(scene, arguments, entry)
        if not heads:
            slot, heads = _beyond(scene, index, entry, nominal)
        by_speaker = not party and nominal and index in reported and _is_there(scene, index)
        if not heads or not (party or by_speaker):
            continue
        toward = _toward(scene, arguments, entry, slot, party)
        for head in heads:
            stance = _stance(scene, index, kind, party, head, slot, toward, f"positions.tsv {entry.word}")
            yield replace(stance, by_speaker=by_speaker)
        return


def _is_denied(scene: Scene, index: int) -> bool:
    """ "denies that it wants …"."""
    parse = scene.parse
    return parse.deps[index] in ("ccomp", "xcomp", "pcomp") and parse.lower[parse.heads[index]] in _DENIALS


def _is_yet_to_come(scene: Scene, index: int) -> bool:
    """ "have not yet agreed" neither commits nor refuses."""
    return any(scene.parse.lower[kid] == "yet" for kid in scene.parse.kids(index, "advmod"))


def _is_there(scene: Scene, noun: int) -> bool:
    """ "there was no plan to leave", said by the one who has none."""
    head = scene.parse.heads[noun]
    return any(scene.parse.lower[kid] in _THERE for kid in scene.parse.kids(head, "expl"))


def _beyond(scene: Scene, index: int, entry: PositionEntry, nominal: bool) -> tuple[str, tuple[int, ...]]:
    """A proposition that stands apart: "What it wants is …", "its condition is that …", "a warning today that …"."""
    parse = scene.parse
    head = parse.heads[index]
    if parse.deps[index] in ("csubj", "nsubj") and parse.lower[head] in _COPULAS:
        told = [k for k in parse.kids(head, "attr", "ccomp", "xcomp", "advcl") if k > head]
        if told and (nominal or any(parse.lower[k] == "what" for k in parse.children[index])):
            return ("that" if parse.is_verb(told[0]) else "obj"), (told[0],)
    if nominal and parse.deps[index] == "nsubj" and parse.lower[head] in _LISTING:
        return "obj", tuple(k for kid in parse.kids(head, "dobj", "ccomp", "attr") for k in parse.conjuncts(kid))
    if nominal and "that" in entry.proposition:
        return "that", _clause_beside(scene, index)
    return "", ()


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
        for head in sorted(arguments.slots.get(slot, ()), key=lambda h: abs(index - h)):
            if found := parties(scene, head):
                return found
    if nominal:
        head = scene.parse.heads[index]
        if scene.parse.deps[index] == "pobj" and scene.parse.lower[head] in ("on", "for"):
            head = scene.parse.heads[head]
        if scene.parse.is_verb(head) and scene.parse.deps[index] in ("dobj", "pobj"):
            return tuple(p for h in arguments_of(scene, head).slots.get("subj", ()) for p in parties(scene, h))
    return ()


def _toward(
    scene: Scene, arguments: Arguments, entry: PositionEntry, taken: str, party: tuple[int, ...]
) -> tuple[int, ...]:
    for slot in entry.toward:
        heads = arguments.slots.get(slot, ()) if slot != taken else ()
        if found := tuple(p for head in heads for p in parties(scene, head) if p not in party):
            return found
    if entry.kind != "demand" or taken not in ("that", "for", "should"):
        return ()
    for head in in_slot(scene, arguments, taken):
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
    condition = condition_of(scene, head) or condition_of(scene, index)
    bounds = proposition_bounds(scene.parse, head, index, condition, keep_subject=slot in ("that", "for", "should"))
    return Stance(index, kind, party, bounds, toward, condition, rule)


def _by_adjective(
    scene: Scene, index: int, entries: Sequence[PositionEntry], reported: frozenset[int]
) -> Iterator[Stance]:
    """ "is ready to talk", "remains opposed to a deal"."""
    parse = scene.parse
    verb = parse.heads[index] if parse.deps[index] in ("acomp", "oprd", "attr") else index
    if parse.lower[verb] not in _COPULAS and verb != index:
        return
    arguments = arguments_of(scene, verb)
    own = adjective_arguments(scene, index) if verb != index else arguments
    for entry in entries:
        slot, heads = proposition_heads(scene, own, entry)
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
