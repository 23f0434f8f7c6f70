"""Moods that change what is done: "will not talk" refuses talks; "must withdraw", said by someone, asks for it."""

from dataclasses import replace

from dragoman.codebook.book import Cell
from dragoman.codebook.words import word_list
from dragoman.coding.arguments import arguments_of
from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene, parties
from dragoman.reading.syntax import Parse

_OBLIGATION = frozenset({"must", "should", "ought", "shall"})
_LEAVE = word_list("leave")
_PERMITTING = "algebra.tsv permit "
_DONE = frozenset({"did", "has", "have", "had"})
_NEED = frozenset({"need", "needs", "has", "have"})


def refused(scene: Scene, deed: Deed, truth: frozenset[str]) -> tuple[Deed, frozenset[str]]:
    """A deed that its doer says will not be done is a refusal, where the algebra knows one."""
    if "neg" not in truth or deed.nominal or not ("fut" in truth or _stands_refused(scene, deed)):
        return deed, truth
    cell = scene.book.operators["refuse"].cells.get(deed.type, Cell(same=False))
    if cell.meaning is None or "refuse" in " ".join(deed.rules[:2]):
        return deed, truth
    actors, recipients = deed.actors, deed.recipients
    if deed.partners and not scene.book.types[cell.meaning.type].mutual:  # "will not talk with rebels" refuses them
        actors, recipients = tuple(a for a in actors if a not in deed.partners), deed.partners
    step = f"will not × {deed.type} → {' '.join((cell.meaning.type, *cell.meaning.modes))}"
    changed = replace(
        deed,
        type=cell.meaning.type,
        modes=cell.meaning.modes,
        actors=actors,
        recipients=recipients,
        partners=(),
        rules=(f"algebra.tsv refuse × {deed.type}", *deed.rules),
        steps=(*deed.steps, step),
    )
    return changed, truth - {"neg", "fut"}


def _stands_refused(scene: Scene, deed: Deed) -> bool:
    """ "does not recognise", "do not accept": a stance, not a deed left undone."""
    aux = {scene.parse.lower[kid] for kid in scene.parse.kids(deed.head, "aux")}
    if aux & _DONE and any(rule.split()[-1] in _LEAVE or rule.startswith(_PERMITTING) for rule in deed.rules):
        return True  # "did not give permission", "has not allowed"
    return deed.type in ("SUPPORT", "AGREE", "CONCEDE") and bool(aux & {"do", "does", "can", "ca", "could"})


def is_obligation(scene: Scene, verb: int) -> bool:
    """Does the clause say what someone must do?"""
    parse = scene.parse
    if any(parse.lower[kid] in _OBLIGATION and not _is_inverted(parse, kid, verb) for kid in parse.kids(verb, "aux")):
        return True
    head = parse.heads[verb]
    return (
        parse.deps[verb] == "xcomp"
        and parse.lower[head] in _NEED
        and any(parse.tags[kid] == "TO" for kid in parse.kids(verb, "aux"))
    )


def _is_inverted(parse: Parse, aux: int, verb: int) -> bool:
    """ "Should it be given a seat, …": a condition, not a duty. The model may hang it on a verb before it."""
    return aux > verb or any(aux < subject < verb for subject in parse.kids(verb, "nsubj", "nsubjpass"))


def demanded(scene: Scene, verb: int, deeds: tuple[Deed, ...]) -> Deed:
    """What a speaker demands by "must": a REQUEST whose actor is the speaker (left open here), of whoever must."""
    inner = next((deed for deed in deeds if deed.head == verb or verb in deed.used), None)
    if inner is not None:
        cell = scene.book.operators["request"].cells.get(inner.type, Cell(same=False))
        modes = cell.meaning.modes if cell.meaning else ()
        return replace(
            inner,
            type="REQUEST",
            modes=modes,
            actors=(),
            recipients=inner.actors or inner.recipients,
            rules=(f"algebra.tsv request × {inner.type}", *inner.rules),
            steps=(*inner.steps, f"must × {inner.type} → REQUEST of the speaker"),
            shifts=frozenset(),
        )
    arguments = arguments_of(scene, verb)
    heads = arguments.slots.get("obj" if arguments.passive else "subj", ())
    return Deed(
        type="REQUEST",
        modes=(),
        actors=(),
        recipients=tuple(p for head in heads for p in parties(scene, head)),
        words=tuple(sorted({verb, *scene.parse.kids(verb, "aux")})),
        head=verb,
        core=verb,
        rules=("operator must",),
        steps=(f"“must {scene.parse.words[verb]}”, said by another, is a REQUEST of the speaker",),
        used=frozenset({verb}),
    )
