"""Composition, the heart of coding: fold the tree of predicates from the inside, ``type = operator(outer, inner)``."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dragoman.codebook.book import Cell
from dragoman.codebook.language import Entry, Meaning, Sense
from dragoman.coding.arguments import Arguments, adjective_arguments, arguments_of
from dragoman.coding.deeds import Deed
from dragoman.coding.nominals import nominal_arguments
from dragoman.coding.scene import ACTING_KINDS, Scene, concerned, named_place, parties
from dragoman.coding.senses import matches, noun_entries, predicates

# Where an operator looks for what it works on, in this order.
_INNER = (
    "inf",
    "ing",
    "that",
    "obj",
    "for",
    "on",
    "of",
    "in",
    "against",
    "with",
    "about",
    "over",
    "from",
    "to",
    "at",
    "into",
    "as",
    "through",
    "subj",
)
_ADDRESSEE = ("obj", "dat", "on", "upon", "to", "with", "from", "against")
_LIGHT_WHOM = ("against", "on", "to", "with", "at", "dat", "for", "from", "in")
_ACCUSED = ("against", "on", "at", "into", "of", "over")
_MAX_DEPTH = 8
_SHIFTS = ("fut", "hyp", "neg", "den")


@dataclass(slots=True)
class Folder:
    """Folds the predicates of one scene; every token is folded once."""

    scene: Scene
    memo: dict[int, tuple[Deed, ...]] = field(default_factory=dict)
    arguments: dict[int, Arguments] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def fold(self, index: int, depth: int = 0) -> tuple[Deed, ...]:
        """All deeds that the predicate at a token stands for; none if it is no predicate of the codebook."""
        if index not in self.memo:
            self.memo[index] = ()  # a cycle in a bad parse gives nothing
            if depth <= _MAX_DEPTH:
                self.memo[index] = self._fold(index, depth)
        return self.memo[index]

    def types_of(self, index: int) -> frozenset[str]:
        """Types that the deeds of a token can have."""
        return frozenset(deed.type for deed in self.fold(index, 1))

    def args(self, index: int) -> Arguments:
        """Arguments of the predicate at a token."""
        if index not in self.arguments:
            self.arguments[index] = self._make_arguments(index)
        return self.arguments[index]

    def _make_arguments(self, index: int) -> Arguments:
        parse = self.scene.parse
        if parse.is_noun(index):
            return nominal_arguments(self.scene, index)
        if parse.is_verb(index):
            return arguments_of(self.scene, index)
        return adjective_arguments(self.scene, index)

    def _fold(self, index: int, depth: int) -> tuple[Deed, ...]:
        parse = self.scene.parse
        if self.scene.kinds[index] == "time":
            return ()  # "March" in a date marches nowhere
        if parse.is_verb(index):
            for entry in self.scene.book.verbs.get(parse.lower[index], ()):
                found = self._senses(entry, index, depth)
                if found is not None:
                    return found
        elif parse.is_noun(index) and not self._is_in_a_name(index):
            for noun in noun_entries(self.scene, index):
                found = self._senses(noun.entry, index, depth)
                if found is not None:
                    before = tuple(range(index - len(noun.before), index))
                    return tuple(replace(deed, words=(*before, *deed.words)) for deed in found)
        if parse.lower[index] in self.scene.book.adjectives and parse.deps[index] in (
            "acomp",
            "oprd",
            "attr",
            "ROOT",
            "conj",
        ):
            for entry in self.scene.book.adjectives[parse.lower[index]]:
                found = self._senses(entry, index, depth)
                if found is not None:
                    return found
        return ()

    def _is_in_a_name(self, index: int) -> bool:
        """ "Support" in "UN Support Mission" is no event; in a headline, where all words are capital, it may be."""
        if self.scene.kinds[index] in ACTING_KINDS:
            return True
        return self.scene.parse.tags[index] in ("NNP", "NNPS") and not self.scene.is_headline

    def _senses(self, entry: Entry, index: int, depth: int) -> tuple[Deed, ...] | None:
        """Deeds of the first sense that holds; None if none does."""
        arguments = self.args(index)
        for sense in entry.senses:
            if not matches(self.scene, sense, arguments, self.types_of):
                continue
            found = self._interpret(entry, sense, sense.meaning, index, depth)
            if found is not None:
                return found
            self.missing.append(f"{entry.lemma}: nothing it could work on ({sense.place})")
        return None

    def _interpret(
        self, entry: Entry, sense: Sense, meaning: Meaning, index: int, depth: int
    ) -> tuple[Deed, ...] | None:
        if meaning.kind == "none":
            return ()
        if meaning.kind == "light":
            return self._light(entry, sense, index, depth)
        if meaning.kind == "event":
            return (self._event(entry, sense, meaning, index, depth),)
        inner = self._inner(sense, index, depth)
        results = tuple(d for found in inner if (d := self._operate(entry, sense, meaning, found, index)) is not None)
        if results:
            return results
        if meaning.fallback and not inner:
            return self._interpret(entry, sense, meaning.fallback, index, depth)
        return () if inner else None

    # Events

    def _event(self, entry: Entry, sense: Sense, meaning: Meaning, index: int, depth: int) -> Deed:
        scene, arguments = self.scene, self.args(index)
        nominal = scene.parse.is_noun(index)
        info = scene.book.types[meaning.type]
        who = sense.roles.who or (info.noun_who if nominal else ("subj",))
        whom = sense.roles.whom or (info.noun_whom if nominal else info.whom)
        by_event = not nominal and self._subject_is_event(arguments, depth)
        mutual = sense.roles.mutual or (info.mutual and meaning.modes[:1] not in (("visit",), ("third-party",)))
        actors, used_slots = ((), frozenset()) if by_event else self._actors(arguments, who, mutual=mutual)
        recipients = self._first_parties(arguments, whom, used_slots, skip=actors)
        if (
            nominal
            and not actors
            and recipients
            and "of" in who
            and not info.mutual
            and meaning.type not in _OF_IS_RECIPIENT
        ):
            actors = recipients if self._stands_in(arguments, recipients, "of") else actors
            recipients = () if actors == recipients else recipients
        partners: tuple[int, ...] = ()
        if mutual:
            subjects = self._parties(arguments, "subj") if not nominal else ()
            actors = tuple(dict.fromkeys((*actors, *recipients)))
            partners = tuple(p for p in actors if p not in subjects) if subjects else ()
            recipients = ()
        if meaning.modes[:1] == ("visit",):
            recipients = self._hosts(arguments, actors) or recipients
        target: int | None = None
        if not recipients and "none" not in sense.roles.whom and meaning.type == "AID":
            recipients, target = self._helped(arguments, actors)
        if not recipients and not nominal and "none" not in sense.roles.whom:
            recipients = self._concerned(arguments, actors, sense.roles.mutual or mutual)
        deed = Deed(
            type=meaning.type,
            modes=meaning.modes,
            actors=actors,
            recipients=recipients,
            words=self._words(sense, index),
            head=index,
            core=index,
            rules=(f"{sense.place} {entry.lemma}",),
            steps=(
                f"“{scene.parse.words[index]}” is {shown(meaning.type, meaning.modes)} ({entry.lemma}, {sense.place})",
            ),
            used=frozenset({index, *self._said(sense, arguments)}),
            shifts=frozenset(({"fut"} if sense.roles.future else set()) | ({"own"} if sense.roles.claimed else set())),
            size=sense.roles.size,
            counted=arguments.first("obj") if sense.roles.size else None,
            nominal=nominal,
            target=None if recipients else target if target is not None else self._target(arguments, whom),
            partners=partners,
            of_protest=any("@PROTEST" in condition.fillers for condition in sense.conditions),
        )
        return self._with_subject_event(deed, arguments, depth) if not nominal and not deed.actors else deed

    def _actors(
        self, arguments: Arguments, who: tuple[str, ...], *, mutual: bool
    ) -> tuple[tuple[int, ...], frozenset[str]]:
        """Parties in the first actor slot that has any; of a mutual event, in all of them."""
        found: list[int] = []
        used: set[str] = set()
        for slot in (*who, "with", "between", "among") if mutual else who:
            if slot in ("of", "from") and found:
                continue
            here = self._parties(arguments, slot)
            if here:
                found.extend(here)
                used.add(slot)
                if not mutual:
                    break
        return tuple(dict.fromkeys(found)), frozenset(used)

    def _subject_is_event(self, arguments: Arguments, depth: int) -> bool:
        """ "The bombing killed five": the subject is an event itself, not who did it."""
        return any(
            self.scene.parse.is_noun(head)
            and not self.scene.can_act(head)
            and any(d.type == "ASSAULT" for d in self.fold(head, depth + 1))
            for head in arguments.slots.get("subj", ())
        )

    def _parties(self, arguments: Arguments, slot: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(p for head in arguments.slots.get(slot, ()) for p in parties(self.scene, head)))

    def _first_parties(
        self, arguments: Arguments, slots: Iterable[str], used: frozenset[str], *, skip: tuple[int, ...]
    ) -> tuple[int, ...]:
        for slot in slots:
            if slot in used and slot != "obj":
                continue
            found = tuple(p for p in self._parties(arguments, slot) if p not in skip)
            if found:
                return found
        return ()

    def _concerned(self, arguments: Arguments, actors: tuple[int, ...], mutual: bool) -> tuple[int, ...]:
        """The party whom the thing acted on concerns, where none is acted on itself."""
        if mutual:
            return ()
        for head in (h for slot in ("obj", "from", "of", "against") for h in arguments.slots.get(slot, ())):
            found = tuple(p for p in concerned(self.scene, head) if p not in actors)
            if found:
                return found
        return ()

    def _helped(self, arguments: Arguments, actors: tuple[int, ...]) -> tuple[tuple[int, ...], int | None]:
        """Whom help is for, where only its purpose or its place tells: "gave tents to house refugees", "spent the
        money on feeding Sudan", "funds to fight cholera in Haiti"."""
        scene = self.scene
        things = arguments.slots.get("obj", ())
        inside = (kid for thing in things for node in scene.parse.subtree(thing) for kid in scene.parse.children[node])
        clauses = [
            *(kid for slot in ("purpose", "inf", "ing") for kid in arguments.slots.get(slot, ())),
            *(kid for kid in inside if scene.parse.deps[kid] in ("acl", "relcl", "advcl")),
        ]
        for clause in clauses:
            if scene.parse.lower[clause] in scene.book.lists["helping"]:
                found = tuple(p for p in self._parties(self.args(clause), "obj") if p not in actors)
                if found:
                    return found, None
        heads = [*arguments.slots.get("in", ()), *arguments.slots.get("for", ())]
        heads += [h for clause in clauses for slot in ("obj", "in") for h in self.args(clause).slots.get(slot, ())]
        return (), next((place for h in heads if (place := named_place(scene, h)) is not None), None)

    def _hosts(self, arguments: Arguments, actors: tuple[int, ...]) -> tuple[int, ...]:
        """With whom the visitor will talk, rather than the town: "arrived in Riga for talks with the government"."""
        for head in (*arguments.slots.get("for", ()), *arguments.slots.get("purpose", ())):
            if self.types_of(head) & {"CONSULT", "AGREE"}:
                inner = self.args(head)
                found = self._parties(inner, "with") or self._parties(inner, "obj")
                if found:
                    return tuple(p for p in found if p not in actors)
        return ()

    def _said(self, sense: Sense, arguments: Arguments) -> frozenset[int]:
        """The predicate of a clause that the sense has read itself ("said that X was responsible")."""
        if not any(condition.slot == "that" and condition.fillers for condition in sense.conditions):
            return frozenset()
        clauses = arguments.slots.get("that", ())
        return frozenset(kid for c in clauses for kid in (c, *predicates(self.scene, c)))

    def _target(self, arguments: Arguments, slots: Iterable[str]) -> int | None:
        """The place in a recipient's slot: "bombed Aleppo", "the siege of Vukovar", "aid to the town of Douma"."""
        for slot in slots:
            for head in arguments.slots.get(slot, ()) if slot not in ("in", "with", "for") else ():
                found = named_place(self.scene, head)
                if found is not None:
                    return found
        return None

    def _stands_in(self, arguments: Arguments, heads: tuple[int, ...], slot: str) -> bool:
        return set(heads) <= set(self._parties(arguments, slot))

    def _with_subject_event(self, deed: Deed, arguments: Arguments, depth: int) -> Deed:
        """ "The air strike killed five": the strike's actor is the killer, its manner the killing's."""
        for head in arguments.slots.get("subj", ()):
            for subject in self.fold(head, depth + 1):
                if subject.type == deed.type:
                    return replace(
                        deed,
                        actors=subject.actors,
                        recipients=deed.recipients or subject.recipients,
                        modes=deed.modes or subject.modes,
                        used=deed.used | subject.used,
                        rules=deed.rules + subject.rules,
                        steps=deed.steps + subject.steps,
                    )
        return deed

    def _words(self, sense: Sense, index: int) -> tuple[int, ...]:
        """The predicate with its particle and the preposition its sense asks for."""
        parse = self.scene.parse
        words = [index, *parse.kids(index, "prt")]
        for condition in sense.conditions:
            for prep in parse.kids(index, "prep", "agent"):
                if parse.lower[prep] == condition.slot and prep - index <= 2:
                    words.append(prep)
        return tuple(sorted(set(words)))

    # Light verbs

    def _light(self, entry: Entry, sense: Sense, index: int, depth: int) -> tuple[Deed, ...] | None:
        """The object noun is the event; the verb lends it its subject and what it governs."""
        arguments = self.args(index)
        found = [
            self._lend(entry, sense, deed, index, arguments)
            for head in arguments.slots.get("obj", ())
            for item in self.scene.parse.conjuncts(head)
            for deed in self.fold(item, depth + 1)
        ]
        return tuple(found) or None

    def _lend(self, entry: Entry, sense: Sense, deed: Deed, index: int, arguments: Arguments) -> Deed:
        info = self.scene.book.types[deed.type]
        subjects = self._parties(arguments, "subj")
        # "opened talks on Sudan" holds no talks with Sudan.
        whom = sense.roles.whom or (info.whom if info.mutual else (*info.whom, *_LIGHT_WHOM))
        lent = self._first_parties(arguments, [s for s in whom if s != "obj"], frozenset(), skip=subjects)
        if deed.type == "ACCUSE" and not sense.roles.whom:  # a complaint is lodged with a court, against somebody
            lent = self._first_parties(arguments, _ACCUSED, frozenset(), skip=subjects)
        actors = subjects or deed.actors
        own = tuple(p for p in deed.recipients if p not in actors)
        accused = self._first_parties(arguments, ("against",), frozenset(), skip=subjects)
        recipients = (accused if deed.type == "ACCUSE" else ()) or own or lent
        if subjects and deed.actors and not deed.recipients and not lent:
            recipients = tuple(p for p in deed.actors if p not in subjects)
        away = [slot for slot in whom if slot != "obj"] if not info.mutual else []
        target = deed.target if deed.target is not None else self._target(arguments, away)
        partners: tuple[int, ...] = ()
        if info.mutual and deed.modes[:1] not in (("visit",), ("third-party",)):
            actors = tuple(dict.fromkeys((*actors, *deed.actors, *recipients)))
            partners = tuple(p for p in actors if p not in subjects) if subjects else ()
            recipients = ()
        return replace(
            deed,
            actors=actors,
            recipients=recipients,
            words=tuple(sorted({index, *self.scene.parse.kids(index, "prt"), *deed.words})),
            head=index,
            rules=(f"{sense.place} {entry.lemma}", *deed.rules),
            steps=(*deed.steps, f"“{self.scene.parse.words[index]}” lends it its subject ({sense.place})"),
            used=deed.used | {index},
            nominal=False,
            target=None if recipients else target,
            partners=partners,
        )

    # Operators

    def _inner(self, sense: Sense, index: int, depth: int) -> tuple[Deed, ...]:
        """Deeds in the first slot that holds any."""
        arguments = self.args(index)
        for slot in sense.roles.inner or _INNER:
            found = tuple(
                deed
                for head in arguments.slots.get(slot, ())
                for item in self._spread(head)
                for deed in self.fold(item, depth + 1)
                if deed.type and index not in deed.used
            )
            if found:
                return found
        return ()

    def _spread(self, head: int) -> tuple[int, ...]:
        parse = self.scene.parse
        return parse.clause_conjuncts(head) if parse.is_verb(head) else parse.conjuncts(head)

    def _operate(self, entry: Entry, sense: Sense, meaning: Meaning, inner: Deed, index: int) -> Deed | None:
        operator = self.scene.book.operators[meaning.operator]
        cell = operator.cells.get(inner.type, Cell(same=False))
        if not cell.same and cell.meaning is None:
            return replace(inner, type="", used=inner.used | {index})
        type_ = inner.type if cell.same else cell.meaning.type  # type: ignore[union-attr]
        modes = inner.modes if cell.same else cell.meaning.modes  # type: ignore[union-attr]
        actors, recipients = self._composed_parties(sense, operator.policy, inner, index, type_)
        if cell.same and inner.actors and self.scene.parse.kid(inner.head, "nsubj", "nsubjpass") is not None:
            actors, recipients = inner.actors, inner.recipients  # "admitted that its troops had …"
        if operator.policy == "other" and cell.same and inner.actors:
            actors, recipients = inner.actors, inner.recipients
        partners: tuple[int, ...] = ()
        together = self.scene.book.types[type_].mutual and modes[:1] not in (("visit",), ("third-party",))
        if together and operator.policy == "self":
            partners = tuple(p for p in (*inner.actors, *inner.recipients, *recipients) if p not in actors)
            actors, recipients = tuple(dict.fromkeys((*actors, *partners))), ()
        own = self._words(sense, index)
        shifts = inner.shifts | ({cell.shift} if cell.shift else frozenset())
        told = f"{shown(type_, modes)} {_TOLD[cell.shift]}".rstrip()
        return replace(
            inner,
            type=type_,
            modes=modes,
            actors=actors,
            recipients=recipients,
            words=tuple(sorted({*own, *inner.words})) if cell.same else own,
            head=index,
            rules=(f"{sense.place} {entry.lemma}", f"algebra.tsv {operator.name} × {inner.type}", *inner.rules),
            steps=(
                *inner.steps,
                f"“{self.scene.parse.words[index]}” ({operator.name}) × {inner.type} → {told} ({sense.place})",
            ),
            used=inner.used | {index},
            shifts=shifts if cell.same else frozenset(s for s in shifts if s not in _SHIFTS or s == "den"),
            partners=partners,
            nominal=self.scene.parse.is_noun(index),
            target=None
            if recipients
            else inner.target
            if inner.target is not None
            else self._target(self.args(index), _ADDRESSEE),
        )

    def _composed_parties(
        self, sense: Sense, policy: str, inner: Deed, index: int, type_: str
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Who does the composed deed, and to whom. Whoever suffers what is condemned or demanded is not the one who is
        condemned or asked."""
        arguments = self.args(index)
        nominal = self.scene.parse.is_noun(index)
        who = sense.roles.who or (("poss", "by", "adj", "from", "of") if nominal else ("subj",))
        actors, used = self._actors(arguments, who, mutual=False)
        taken = set(inner.used)
        addressee = self._addressee(sense, arguments, used, actors, taken) or (
            self._concerned(arguments, (*actors, *inner.actors), False)
            if not inner.recipients and not inner.actors
            else ()
        )
        if policy == "other":
            others = addressee or tuple(p for p in inner.actors if p not in actors)
            if not others and type_ not in ("ACCUSE", "REQUEST"):
                others = inner.recipients
            return actors, tuple(p for p in others if p not in actors)
        recipients = tuple(p for p in inner.recipients if p not in actors) or addressee
        if not recipients:
            recipients = tuple(p for p in inner.actors if p not in actors and actors)
        return actors or inner.actors, recipients

    def _addressee(
        self, sense: Sense, arguments: Arguments, used: frozenset[str], actors: tuple[int, ...], taken: set[int]
    ) -> tuple[int, ...]:
        for slot in sense.roles.whom or _ADDRESSEE:
            if slot in used:
                continue
            heads = [h for h in arguments.slots.get(slot, ()) if h not in taken]
            found = tuple(p for h in heads for p in parties(self.scene, h) if p not in actors)
            if found:
                return found
        return ()


# What a shift does to the truth of a deed, in words.
_TOLD = {"": "", "fut": "still to come", "hyp": "uncertain", "neg": "not done", "den": "denied"}


def shown(type_: str, modes: Iterable[str]) -> str:
    """A type and its modes as people write them."""
    return " ".join((type_, *modes))


# Types whose noun has its recipient in "of" ("the killing of X"), never its actor.
_OF_IS_RECIPIENT = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "ACCUSE"})
