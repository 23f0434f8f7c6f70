"""Positions that no word of wanting shows, only the mood: "will not talk", "must withdraw", "would strike if …"."""

from collections.abc import Iterator

from dragoman.coding.arguments import arguments_of
from dragoman.coding.fold import Folder
from dragoman.coding.happened import truth_at
from dragoman.coding.moods import is_obligation
from dragoman.coding.scene import Scene, parties
from dragoman.coding.stance import Stance
from dragoman.coding.stance_bounds import Bounds, condition_of, proposition_bounds
from dragoman.reading.syntax import Parse

_COPULAS = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re", "seem", "become", "depend"})
_IS = frozenset({"is", "are", "was", "were", "'s", "'re"})
_WILL = frozenset({"will", "'ll", "wo", "shall"})
_IFS = frozenset({"if", "unless", "when", "until", "once", "whether", "before", "after"})
_FIRST = frozenset({"we", "i"})
# What is not willed: "we do not know".
_UNWILLED = frozenset({"know", "think", "believe", "have", "see", "want", "need", "remember", "understand", "expect"})
_WISHES = frozenset({"seek", "want", "pursue", "demand", "like", "wish", "prefer", "welcome"})
_STATES = frozenset({"country", "group", "institution", "organisation"})
_OFFICES = frozenset({"GOV", "MIL", "REB", "UAF", "PRM", "PTY", "LEG", "SEP"})
_HARMS = frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "THREATEN", "REJECT", "PROTEST"})


def by_mood(scene: Scene, folder: Folder, index: int, reported: frozenset[int]) -> Iterator[Stance]:
    """What a speaker says that it will or will not do, and what it says others must do."""
    parse = scene.parse
    if index in reported and (is_obligation(scene, index) or _had_to(parse, index)) and not _is_own(parse, index):
        for verb in (index, *_twins(parse, index)):
            yield _obligation(scene, verb, index)
        return
    if index in reported:
        yield from _impersonal(scene, index)
    if parse.lower[index] in _COPULAS:
        return
    stance = _intention(scene, folder, index, told=index in reported)
    if stance is not None:
        yield stance
        for verb in _twins(parse, index):
            yield _twin(scene, verb, stance)


def _is_own(parse: Parse, index: int) -> bool:
    """ "I must answer you": nothing is asked of anyone."""
    subject = parse.kid(index, "nsubj")
    return subject is not None and parse.lower[subject] == "i"


def _had_to(parse: Parse, index: int) -> bool:
    """ "the Houthis had to leave", of a demand told in the past."""
    return parse.deps[index] == "xcomp" and parse.lower[parse.heads[index]] == "had" and _has_to(parse, index)


def _has_to(parse: Parse, index: int) -> bool:
    return any(parse.tags[kid] == "TO" for kid in parse.kids(index, "aux"))


def _impersonal(scene: Scene, index: int) -> Iterator[Stance]:
    """What a speaker refuses or demands without saying who: "there will be no dialogue", "no project can be
    carried out", "it is vital that they leave", "it is time for them to leave"."""
    parse = scene.parse
    aux = {parse.lower[kid] for kid in parse.kids(index, "aux")}
    if aux & (_WILL | {"can", "would"}) and (thing := _nothing(parse, index)) is not None:
        condition = condition_of(scene, index) or _condition_above(scene, index)
        words = proposition_bounds(parse, thing, -1, condition, keep_subject=True)
        yield Stance(index, "refusal", (), words, (), condition, "mood no", by_speaker=True, mood=True)
    if parse.lower[index] in _IS:
        for clause in _needed(scene, index):
            arguments = arguments_of(scene, clause)
            subject = arguments.slots.get("obj" if arguments.passive else "subj", ())
            toward = tuple(p for h in subject for p in parties(scene, h))
            yield Stance(
                clause,
                "demand",
                (),
                _words(parse, clause, None),
                toward,
                None,
                "mood vital",
                by_speaker=True,
                mood=True,
            )


def _nothing(parse: Parse, index: int) -> int | None:
    """The noun under "no" that is there, or is subject: "no dialogue", "no project"."""
    there = any(parse.lower[kid] == "there" for kid in parse.kids(index, "expl"))
    for kid in parse.kids(index, "attr" if there else "nsubjpass"):
        if any(parse.lower[d] == "no" for d in parse.kids(kid, "det")):
            return kid
    return None


def _needed(scene: Scene, copula: int) -> tuple[int, ...]:
    """The clauses after "it is vital that", "it is time for … to"."""
    parse = scene.parse
    heads = [k for k in parse.kids(copula, "acomp", "attr") if parse.lower[k] in scene.book.lists["hold_needed"]]
    if not heads or not any(parse.lower[k] == "it" for k in parse.kids(copula, "nsubj", "expl")):
        return ()
    for node in (copula, *heads):
        for clause in parse.kids(node, "ccomp", "xcomp", "advcl", "acl", "relcl"):
            if clause > heads[0] and parse.is_verb(clause):
                return parse.clause_conjuncts(clause)
    return ()


def _twins(parse: Parse, index: int) -> tuple[int, ...]:
    """Bare verbs coordinated with one under an auxiliary: "must free … and open …"."""
    return tuple(
        v
        for v in parse.conjuncts(index)[1:]
        if parse.tags[v] == "VB" and parse.kid(v, "nsubj", "nsubjpass", "aux") is None
    )


def _obligation(scene: Scene, verb: int, first: int) -> Stance:
    arguments = arguments_of(scene, first)
    toward = tuple(
        p for h in arguments.slots.get("obj" if arguments.passive else "subj", ()) for p in parties(scene, h)
    )
    condition = condition_of(scene, verb) or condition_of(scene, first)
    return Stance(
        verb,
        "demand",
        (),
        _words(scene.parse, verb, condition),
        toward,
        condition,
        "mood must",
        by_speaker=True,
        mood=True,
    )


def _intention(scene: Scene, folder: Folder, index: int, *, told: bool) -> Stance | None:
    arguments, parse = arguments_of(scene, index), scene.parse
    aux = {parse.lower[kid] for kid in parse.kids(index, "aux")}
    heads = {item for head in arguments.slots.get("subj", ()) for item in parse.conjuncts(head)}
    party = tuple(p for head in arguments.slots.get("subj", ()) for p in parties(scene, head) if p in heads)
    if not party or arguments.passive:
        return None
    if any(parse.lower[kid] in _IFS for kid in parse.kids(index, "mark", "advmod")):
        return None
    negated = "neg" in truth_at(scene, index, nominal=False, reported=told)
    if not _is_willed(scene, index, party, aux, told=told, negated=negated):
        return None
    condition = condition_of(scene, index) or _condition_above(scene, index)
    kind = "refusal" if negated else _conditional(scene, folder, index, condition)
    if not told and not negated and not condition and not folder.types_of(index) - _HARMS:
        return None
    return Stance(index, kind, party, _words(parse, index, condition), (), condition, "mood will", mood=True)


def _is_willed(scene: Scene, index: int, party: tuple[int, ...], aux: set[str], *, told: bool, negated: bool) -> bool:
    word = scene.parse.lower[index]
    if aux & {"do", "ca", "can"} and negated:
        return told and word not in _UNWILLED and any(scene.parse.lower[p] in _FIRST for p in party)
    planned = _is_to(scene.parse, index)
    if not (aux & _WILL or "would" in aux or planned) or (word in _WISHES and (negated or "would" in aux)):
        return False
    return told or any(
        scene.kinds[p] in _STATES or scene.sectors[p] in _OFFICES or scene.parse.lower[p] == "they" for p in party
    )


def _is_to(parse: Parse, index: int) -> bool:
    """ "is to hand over", "are going to move on"."""
    head = parse.heads[index]
    if parse.deps[index] != "xcomp" or parse.tags[index] != "VB" or not _has_to(parse, index):
        return False
    bare = parse.kid(head, "nsubj") is not None and parse.kid(head, "acomp", "attr", "neg") is None
    return parse.lower[head] == "going" or (parse.lower[head] in _IS and bare)


def _condition_above(scene: Scene, index: int) -> Bounds | None:
    """A condition that the parser hangs on the verb of saying."""
    head = scene.parse.heads[index]
    if scene.parse.deps[index] not in ("ccomp", "parataxis") or head == index:
        return None
    return condition_of(scene, head)


def _conditional(scene: Scene, folder: Folder, index: int, condition: Bounds | None) -> str:
    """What is said to follow is a warning if it harms, and an offer if it does not."""
    if condition is None:
        return "commitment"
    parse = scene.parse
    opening = {word.strip(",") for word in parse.lower[condition[0] : condition[0] + 3]}
    if _HARMS & folder.types_of(index) or _is_harm(scene, index):
        return "warning"
    if opening & {"once", "when", "before", "until", "after"}:
        return "commitment"
    return "warning" if "unless" in opening else "offer"


def _is_harm(scene: Scene, index: int) -> bool:
    parse, harms = scene.parse, scene.book.lists["hold_harms"]
    particles = [parse.lower[kid] for kid in parse.kids(index, "prt")]
    return parse.lower[index] in harms or any(f"{parse.lower[index]} {particle}" in harms for particle in particles)


def by_deadline(scene: Scene, index: int) -> Iterator[Stance]:
    """ "gave the junta a week to restore him", "had given them until Friday to leave": an ultimatum."""
    parse, arguments = scene.parse, arguments_of(scene, index)
    times = [k for k in parse.kids(index, "dobj", "npadvmod") if scene.kinds[k] == "time"]
    limits = [k for k in parse.kids(index, "prep") if parse.lower[k] in ("until", "till")]
    party = tuple(p for h in arguments.slots.get("subj", ()) for p in parties(scene, h))
    given = (*arguments.slots.get("dat", ()), *arguments.slots.get("obj", ()))
    toward = tuple(p for h in given for p in parties(scene, h))
    if not (times or limits) or not party or not toward:
        return
    for node in (index, *times, *(inner for k in limits for inner in parse.kids(k, "pobj"))):
        for clause in parse.kids(node, "xcomp", "advcl", "acl", "relcl"):
            if _has_to(parse, clause):
                words = _words(parse, clause, None)
                yield Stance(index, "demand", party, words, toward, None, "positions.py deadline")
                return


def _twin(scene: Scene, verb: int, stance: Stance) -> Stance:
    words = _words(scene.parse, verb, stance.condition)
    return Stance(verb, stance.kind, stance.party, words, (), stance.condition, stance.rule, mood=True)


def _words(parse: Parse, index: int, condition: Bounds | None) -> Bounds:
    """The clause from its verb on, without subject and auxiliaries."""
    first, last = proposition_bounds(parse, index, -1, condition, keep_subject=False)
    return max(first, min(index, last)), last
