"""The arguments of a verb: who, whom, with whom, on whom, by whom; also where they are not said but understood
(coordination, control, raising, participles, relative clauses)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from dragoman.codebook.words import word_list
from dragoman.coding.scene import Scene
from dragoman.reading.syntax import Parse

# Governors whose subject, not object, is the subject of their infinitive.
_SUBJECT_CONTROL = frozenset(["promise", "vow", "pledge", "threaten", "swear", "agree", "refuse"])
_OBJECT_PREPOSITIONS = frozenset({"to", "from", "into", "against", "on", "with", "for", "at", "over", "towards"})
# Particles that the model often takes for adverbs ("fell back", "stepped down").
_PARTICLES = frozenset({"back", "down", "off", "aside", "up", "out", "away", "over", "apart", "through"})
# What one writes or says to somebody: its author does what it does ("a letter urging …").
_TELLING_NOUNS = word_list("telling_nouns")
_WRITING = word_list("writing")
# Whom one calls or visits, and what one says then: "called the king to thank him".
_CONTACTING, _GREETING = word_list("contacting"), word_list("greeting")
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Heads of a verb's arguments by slot: ``subj obj dat by inf ing that that_subj prt attr oprd`` and prepositions.

    ``slots`` maps a slot to head tokens (coordination not yet spread); ``passive`` tells that the subject was
    grammatical only (it is in ``obj``).
    """

    slots: dict[str, tuple[int, ...]] = field(default_factory=dict)
    passive: bool = False

    def first(self, slot: str) -> int | None:
        """The first head in a slot, or None."""
        heads = self.slots.get(slot, ())
        return heads[0] if heads else None


def arguments_of(scene: Scene, verb: int, *, depth: int = 0) -> Arguments:
    """The arguments of the verb at a token."""
    parse = scene.parse
    slots: dict[str, list[int]] = {}
    passive = _is_passive(parse, verb)
    for kid in parse.children[verb]:
        _place(parse, verb, kid, slots)
    slots = {slot: kept for slot, heads in slots.items() if (kept := [h for h in heads if scene.kinds[h] != "time"])}
    if "oprd" in slots and "obj" not in slots and parse.lower[verb] in _CONTACTING and not passive:
        slots["obj"] = slots.pop("oprd")  # the model waits for what the king is called
    if passive and "obj" in slots and "subj" not in slots and parse.kid(verb, "nsubjpass") is not None:
        slots["dat"] = [k for k in slots["obj"] if parse.deps[k] == "nsubjpass"]
        slots["obj"] = [k for k in slots["obj"] if parse.deps[k] != "nsubjpass"] or slots["dat"]
    if "subj" not in slots and depth < 6:
        _understood_subject(scene, verb, slots, passive, depth)
    if "by" in slots and passive and "subj" not in slots:
        slots["subj"] = slots["by"]
    _share_objects(parse, verb, slots)
    _take_from_object(parse, slots)
    return Arguments({slot: tuple(dict.fromkeys(heads)) for slot, heads in slots.items()}, passive)


def adjective_arguments(scene: Scene, index: int) -> Arguments:
    """The arguments of a predicative adjective: its copula's subject, and what it governs itself."""
    parse = scene.parse
    slots: dict[str, list[int]] = {}
    for kid in parse.children[index]:
        _place(parse, index, kid, slots)
    head = parse.heads[index]
    if "subj" not in slots and parse.is_verb(head):
        above = arguments_of(scene, head)
        subject = above.slots.get("subj") or above.slots.get("obj", ())
        if subject:
            slots["subj"] = list(subject)
        for slot in ("inf",) if "inf" not in slots else ():
            if above.slots.get(slot):
                slots[slot] = list(above.slots[slot])
    return Arguments({slot: tuple(heads) for slot, heads in slots.items()})


def _place(parse: Parse, verb: int, kid: int, slots: dict[str, list[int]]) -> None:
    """Put one child of a verb in its slot."""
    dep, word = parse.deps[kid], parse.lower[kid]
    if dep in ("nsubj", "csubj"):
        slots.setdefault("subj", []).append(_relative(parse, verb, kid))
    elif dep in ("nsubjpass", "csubjpass") or dep == "dobj":
        slots.setdefault("obj", []).append(_relative(parse, verb, kid))
    elif dep == "dative":
        inner = parse.kid(kid, "pobj")
        slots.setdefault("dat", []).append(kid if inner is None else inner)
    elif dep in ("prep", "agent"):
        _place_prep(parse, kid, "by" if dep == "agent" else word, slots)
    elif dep == "prt" or (dep == "advmod" and word in _PARTICLES and 0 < kid - verb <= 3):
        slots.setdefault("prt", []).append(kid)
        for prep in parse.kids(kid, "prep"):
            _place_prep(parse, prep, parse.lower[prep], slots)
    elif dep in ("attr", "oprd", "acomp"):
        slots.setdefault("attr" if dep == "attr" else "oprd", []).append(kid)
    elif dep in ("xcomp", "ccomp", "advcl") and _has_mark(parse, kid, "for"):
        slots.setdefault("for", []).append(kid)  # "called for the president to resign"
        subjects = parse.kids(kid, "nsubj", "nsubjpass") or [
            inner for mark in parse.kids(kid, "mark") for inner in parse.kids(mark, "pobj")
        ]
        if parse.kid(verb, "dobj") is None:
            slots.setdefault("obj", []).extend(subjects)
    elif dep in ("xcomp", "ccomp"):
        _place_clause(parse, verb, kid, slots)
    elif dep == "advcl" and _is_infinitive(parse, kid) and kid > verb:
        slots.setdefault("purpose", []).append(kid)
    elif dep == "advcl" and parse.tags[kid] == "VBG" and kid > verb:
        slots.setdefault("while", []).append(kid)


def _place_prep(parse: Parse, prep: int, word: str, slots: dict[str, list[int]]) -> None:
    if word == "according":
        return
    for kid in parse.children[prep]:
        if parse.deps[kid] == "pobj":
            slots.setdefault(word, []).append(kid)
        elif parse.deps[kid] == "pcomp":
            slots.setdefault(word, []).append(kid)
            slots.setdefault("ing", []).append(kid)
        elif parse.deps[kid] == "prep" and parse.lower[kid] != word:
            _place_prep(parse, kid, parse.lower[kid], slots)  # "out of", "away from"


def _place_clause(parse: Parse, verb: int, kid: int, slots: dict[str, list[int]]) -> None:
    if _is_infinitive(parse, kid):
        slots.setdefault("inf", []).append(kid)
        subject = parse.kid(kid, "nsubj", "nsubjpass")
        if subject is not None and parse.deps[kid] == "ccomp" and parse.kid(kid, "mark") is None:
            # "urged X to stop": the model makes X the subject of the infinitive; it is also the one addressed.
            slots.setdefault("obj", []).append(subject)
    elif parse.tags[kid] == "VBG" and parse.kid(kid, "aux", "mark") is None:
        slots.setdefault("ing", []).append(kid)
    elif parse.is_verb(kid) or parse.kid(kid, "nsubj", "nsubjpass", "cop") is not None:
        slots.setdefault("that", []).append(kid)
        slots.setdefault("that_subj", []).extend(parse.kids(kid, "nsubj"))
    else:
        slots.setdefault("oprd", []).append(kid)


def _has_mark(parse: Parse, kid: int, word: str) -> bool:
    return any(parse.lower[mark] == word for mark in parse.kids(kid, "mark"))


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return parse.tags[verb] in ("VB", "VBN", "VBG") and any(
        parse.tags[kid] == "TO" and parse.deps[kid] == "aux" for kid in parse.children[verb]
    )


def _is_passive(parse: Parse, verb: int) -> bool:
    if parse.kid(verb, "auxpass", "nsubjpass") is not None:
        return True
    if parse.tags[verb] == "VBN" and parse.kid(verb, "aux") is None:
        return parse.deps[verb] in ("acl", "advcl", "amod", "oprd") or parse.kid(verb, "agent") is not None
    if parse.deps[verb] == "conj" and parse.tags[verb] == "VBN" and parse.kid(verb, "aux", "nsubj") is None:
        return _is_passive(parse, parse.heads[verb])
    return False


def _relative(parse: Parse, verb: int, kid: int) -> int:
    """The noun that a relative pronoun stands for, if it is one."""
    if parse.lower[kid] not in _RELATIVE:
        return kid
    for node in (verb, *parse.ancestors(verb)):
        if parse.deps[node] == "relcl":
            return parse.heads[node]
        if parse.deps[node] not in ("conj", "xcomp", "ccomp", "advcl"):
            break
    return kid


def _understood_subject(scene: Scene, verb: int, slots: dict[str, list[int]], passive: bool, depth: int) -> None:
    """Fill in the subject (or, of a passive, the object) that the syntax leaves unsaid."""
    parse = scene.parse
    dep, head = parse.deps[verb], parse.heads[verb]
    target = "obj" if passive else "subj"
    if passive and "obj" in slots:
        return
    if dep in ("acl", "relcl") and (passive or parse.tags[verb] in ("VBG", "VBD") or _is_infinitive(parse, verb)):
        if _is_infinitive(parse, verb):
            _subject_through_noun(scene, head, slots, depth)
        elif not passive and parse.lower[head] in _TELLING_NOUNS:
            _author(scene, head, slots, depth)
            _reader(scene, head, slots)
        else:
            slots[target] = [head]
    elif dep == "relcl" and "obj" not in slots and parse.kid(verb, "nsubj") is not None:
        slots["obj"] = [head]
    elif dep == "conj" and (parse.is_verb(head) or parse.kid(head, "nsubj", "nsubjpass") is not None):
        if parse.is_stray(verb):
            head = _main_verb(parse, head)
        above = arguments_of(scene, head, depth=depth + 1)
        shared = above.slots.get("obj" if above.passive else "subj", ())
        if shared:
            slots[target] = list(shared)
    elif is_greeting(parse, verb):
        _greeting(scene, head, slots, depth)
    elif dep in ("xcomp", "ccomp", "advcl", "dep", "parataxis"):
        _controller(scene, verb, head, target, slots, depth)
        if dep == "advcl" and parse.tags[verb] == "VBG" and parse.lower[head] in _WRITING:
            _reader(scene, head, slots)
    elif dep in ("pcomp",):
        governor = parse.heads[head]
        _after_preposition(scene, verb, head, governor, target, slots, depth)
    elif dep == "amod" and not passive and parse.tags[verb] == "VBG":
        slots["subj"] = [head]
    elif dep == "amod" and passive:
        slots["obj"] = [head]


def is_greeting(parse: Parse, verb: int) -> bool:
    """Is it what a call or a visit was made to say ("called the king to thank him")? The call has said it."""
    return (
        parse.lower[verb] in _GREETING
        and parse.deps[verb] in ("xcomp", "ccomp", "advcl")
        and parse.lower[parse.heads[verb]] in _CONTACTING
        and _is_infinitive(parse, verb)
    )


def _greeting(scene: Scene, call: int, slots: dict[str, list[int]], depth: int) -> None:
    """Who calls says it, to whom is called."""
    above = arguments_of(scene, call, depth=depth + 1)
    slots["subj"] = list(above.slots.get("subj", ()))
    if above.slots.get("obj"):
        slots.setdefault("to", list(above.slots["obj"]))


def _after_preposition(
    scene: Scene, verb: int, prep: int, governor: int, target: str, slots: dict[str, list[int]], depth: int
) -> None:
    """Subject of a gerund: "accused the junta of killing" the junta, "left after signing" who left."""
    parse = scene.parse
    of_object = parse.lower[prep] in ("of", "for", "from", "into", "against")
    if (
        parse.is_noun(governor)
        and of_object
        and parse.deps[governor] in ("dobj", "nsubjpass")
        and scene.can_act(governor)
    ):
        slots[target] = [governor]
        return
    if of_object and parse.is_verb(governor):
        above = arguments_of(scene, governor, depth=depth + 1)
        acting = [head for head in above.slots.get("obj", ()) if scene.can_act(head)]
        if acting:
            slots[target] = acting
            return
    _controller(scene, verb, governor, target, slots, depth)


def _main_verb(parse: Parse, index: int) -> int:
    """The verb that governs the clause of a verb."""
    for node in (index, *parse.ancestors(index)):
        head = parse.heads[node]
        if parse.deps[node] in ("ccomp", "xcomp", "advcl") and parse.is_verb(head):
            return head
    return index


def _controller(scene: Scene, verb: int, governor: int, target: str, slots: dict[str, list[int]], depth: int) -> None:
    """Subject of an infinitive or participle from the verb or noun that governs it."""
    parse = scene.parse
    if parse.is_noun(governor):
        _subject_through_noun(scene, governor, slots, depth)
        return
    if not parse.is_verb(governor):
        slots.setdefault(target, []).extend(adjective_arguments(scene, governor).slots.get("subj", ()))
        return
    above = arguments_of(scene, governor, depth=depth + 1)
    controls_object = parse.deps[verb] in ("xcomp", "ccomp") and parse.lower[governor] not in _SUBJECT_CONTROL
    if controls_object and above.slots.get("obj") and not _same_clause_subject(parse, governor):
        candidates = above.slots["obj"]
    else:
        candidates = above.slots.get("subj") or (above.slots.get("obj", ()) if above.passive else ())
    if candidates:
        slots[target] = list(candidates)


def _same_clause_subject(parse: Parse, governor: int) -> bool:
    return parse.kid(governor, "nsubjpass") is not None


def _subject_through_noun(scene: Scene, noun: int, slots: dict[str, list[int]], depth: int) -> None:
    """ "its decision to attack", "an effort to end": the owner of the noun, or the subject of its verb."""
    parse = scene.parse
    owner = parse.kid(noun, "poss")
    if owner is not None:
        slots.setdefault("subj", []).append(owner)
        return
    for node in parse.ancestors(noun):
        if parse.is_verb(node):
            above = arguments_of(scene, node, depth=depth + 1)
            if above.slots.get("subj"):
                slots["subj"] = list(above.slots["subj"])
            return


def _author(scene: Scene, noun: int, slots: dict[str, list[int]], depth: int) -> None:
    """ "put out a report accusing X", "a report by Amnesty accusing X": whoever wrote it accuses."""
    parse = scene.parse
    for prep in parse.kids(noun, "prep"):
        inner = parse.kid(prep, "pobj")
        if parse.lower[prep] in ("by", "from", "of") and inner is not None and scene.can_act(inner):
            slots["subj"] = [inner]
            return
    if parse.deps[noun] in ("dobj", "nsubjpass") or parse.kid(noun, "poss") is not None:
        _subject_through_noun(scene, noun, slots, depth)
    slots.setdefault("subj", [noun])


def _reader(scene: Scene, letter: int, slots: dict[str, list[int]]) -> None:
    """ "Sent a letter asking for help to the king", "wrote to the king asking for help": who reads it is asked, but
    the press only passes it on. ``letter``: the noun, or the verb of writing."""
    parse = scene.parse
    for head in (letter, parse.heads[letter]) if parse.is_noun(letter) else (letter,):
        for prep in parse.kids(head, "prep", "dative"):
            inner = parse.kid(prep, "pobj")
            if inner is not None and parse.lower[prep] == "to" and scene.sectors[inner] != "JRN":
                slots.setdefault("dat", []).append(inner)
                return


def _take_from_object(parse: Parse, slots: dict[str, list[int]]) -> None:
    """ "Cancelled flights to Syria": the model hangs on the object what belongs to the verb as well as to it; and
    "against" on any name before it ("complained to the court against the mayor")."""
    _lift(parse, slots, slots.get("obj", ()), _OBJECT_PREPOSITIONS)
    named = [head for slot in ("with", "to", "before", "at") for head in slots.get(slot, ())]
    _lift(parse, slots, named, {"against"})


def _lift(parse: Parse, slots: dict[str, list[int]], heads: Iterable[int], words: Collection[str]) -> None:
    for head in tuple(heads):
        for prep in parse.kids(head, "prep"):
            word = parse.lower[prep]
            if word in words and word not in slots:
                _place_prep(parse, prep, word, slots)


def _share_objects(parse: Parse, verb: int, slots: dict[str, list[int]]) -> None:
    """ "attacked and destroyed the base": the object after the last verb belongs to the first too."""
    if "obj" in slots or parse.deps[verb] not in ("ROOT", "conj", "relcl", "advcl", "ccomp", "xcomp"):
        return
    if slots.keys() - {"subj", "purpose", "while"}:
        return
    for kid in parse.kids(verb, "conj"):
        if parse.is_verb(kid) and kid - verb <= 3:
            shared = parse.kid(kid, "dobj")
            if shared is not None:
                slots["obj"] = [shared]
            return
