"""Who does it and to whom: the parties of a deed, as far as the sentence, the document and the place tell."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.words import word_list
from dragoman.coding.deeds import Deed
from dragoman.coding.scene import ACTING_KINDS, OWNERS, Scene
from dragoman.coding.sentence import CodedDeed
from dragoman.grounding.grounds import Grounds
from dragoman.record.types import Entity, Event, Party, Place, Span

# Deeds that are done to those who live where they are done, if nobody else is named.
_DONE_TO_PLACES = frozenset({"ASSAULT", "COERCE", "AID", "SANCTION", "CONSULT", "RETREAT", "CONCEDE"})
# Sectors of those who live where things are done to them.
_RESIDENTS = frozenset({"CVL", "REF", "COP", "MED", "EDU", "JRN", "LAB", "REL", "AGR", "OPP", "LEG", "JUD", "SOC"})
_WHERE = word_list("where")
_OTHER_CLAUSES = frozenset({"relcl", "advcl", "parataxis", "appos", "ccomp"})
# Deeds that move what is one's own.
_OF_ONES_OWN = frozenset({"RETREAT", "CONCEDE", "MOBILIZE", "SANCTION", "AGREE"})
_OBJECT_PRONOUNS = frozenset({"him", "her", "it", "them"})
# Only a state's forces have these.
_MILITARY_MODES = frozenset({"aerial", "drone", "heavy-weapons"})


def parties(scene: Scene, heads: Sequence[int], grounds: Grounds) -> tuple[Party, ...]:
    return tuple(map(grounds.named, grounds.parties(scene, heads)))


def not_own(parties: Sequence[Party], actors: Sequence[Party], type_: str) -> tuple[Party, ...]:
    """ "Pulled back its soldiers", "recalled its ambassador": what is moved is the actor's, not whom it is done to."""
    if type_ not in _OF_ONES_OWN or not actors:
        return tuple(parties)
    codes = {actor.code for actor in actors if actor.code}
    return tuple(p for p in parties if not (p.text.split()[0].lower() in OWNERS and p.code in codes))


def not_the_actor(scene: Scene, deed: Deed, actors: Sequence[Party], grounds: Grounds) -> tuple[Party, ...]:
    """ "Police fired tear gas at them": an object pronoun is not who does it, but whoever was named before."""
    doers = {party.entity for party in actors}
    for head in deed.recipients:
        party = grounds.party(scene, head)
        if scene.parse.lower[head] not in _OBJECT_PRONOUNS or party is None or party.entity not in doers:
            continue
        plural = scene.parse.lower[head] == "them"
        for earlier in reversed(range(grounds.table.at(party.start, party.end) or 0)):
            mention, other = grounds.table.mentions[earlier], grounds.grounding.parties[earlier]
            fits = mention.plural == plural and mention.kind != "pronoun"
            if other is not None and other.entity not in doers and fits:
                return (other,)
    return ()


def concerned_party(scene: Scene, deed: Deed, actors: Sequence[Party], grounds: Grounds) -> Party | None:
    """The named party nearest below the predicate that no other clause has for itself ("agreed on the terms of a
    loan from China"): whom the deed concerns, where its words name nobody else. Where it happens is no party."""
    parse, doers = scene.parse, {party.entity for party in actors}
    layer, seen = [deed.head], {deed.head}
    while layer:
        below = [
            kid
            for node in layer
            for kid in parse.children[node]
            if parse.deps[kid] not in _OTHER_CLAUSES and parse.lower[kid] not in _WHERE
        ]
        layer = [kid for kid in below if kid not in seen and not (parse.deps[kid] == "conj" and parse.is_verb(kid))]
        seen.update(layer)
        for kid in layer:
            named = (
                scene.kinds[kid] in ACTING_KINDS
                and kid > deed.head
                and parse.deps[kid] in ("pobj", "dobj", "dative", "poss", "conj")
            )
            party = grounds.party(scene, kid) if named else None
            if party is not None and party.entity not in doers:
                return grounds.named(party)
    return None


def located(party: Party, scene: Scene, place: Place | None) -> Party:
    """People without a country are those of the place where it was done to them ("ten villagers were killed in
    Mali"), if the sentence names it."""
    known = party.code or party.sector not in _RESIDENTS or place is None
    if known or place is None or not scene.parse.start <= place.start < scene.parse.end:
        return party
    return replace(party, code=place.country_code)


def without(parties: Sequence[Party], others: Sequence[Party]) -> tuple[Party, ...]:
    """Nobody does a deed to himself."""
    entities = {party.entity for party in others}
    return tuple(party for party in parties if party.entity not in entities)


def parted(actors: Sequence[Party], partners: Sequence[Party]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Those who do a mutual deed together as actors and recipients: what is still to come is one side's promise."""
    others = {party.entity for party in partners}
    return tuple(p for p in actors if p.entity not in others), tuple(p for p in actors if p.entity in others)


def in_arms(actors: tuple[Party, ...], type_: str, modes: Sequence[str]) -> tuple[Party, ...]:
    """Of a state that strikes with what only armies have, its army."""
    if type_ != "ASSAULT" or not set(modes) & _MILITARY_MODES:
        return actors
    return tuple(replace(p, sector="MIL") if p.sector == "GOV" else p for p in actors)


def are_protesters(scene: Scene, actors: Sequence[Party]) -> bool:
    """Is one of them called by what protesters are called?"""
    protesters = scene.book.lists["protesters"]
    return any(party.text.split()[-1].lower() in protesters for party in actors)


def by_whom(scene: Scene, coded: CodedDeed, actors: Sequence[Party]) -> tuple[str, tuple[str, ...]]:
    """What protesters do by force is a riot, and what several states train for together is cooperation (PLOVER); all
    else is what its words say."""
    together = len({party.code for party in actors if party.code}) > 1
    if (
        coded.deed.type == "MOBILIZE"
        and together
        and scene.parse.lower[coded.deed.core] in scene.book.lists["coop_drills"]
    ):
        return "COOPERATE", ()
    armed = set(coded.modes) & (_MILITARY_MODES | {"firearms", "explosives", "suicide-attack"})
    if coded.deed.type == "ASSAULT" and are_protesters(scene, actors) and not armed:
        return "PROTEST", ("riot",)
    return coded.deed.type, coded.modes


def place_party(scene: Scene, deed: Deed, grounds: Grounds) -> Party | None:
    """The country of the place that suffers the deed ("bombed Aleppo"), as recipient of last resort."""
    if deed.target is None or deed.type not in _DONE_TO_PLACES:
        return None
    offset = scene.parse.offsets[deed.target]
    place = next(iter(grounds.places_at.at(offset)), None)
    if place is None or not place.country_code:
        return None
    name = place.resolved_place or place.text
    return Party(place.start, place.end, place.text, f"place:{name}", name, place.country_code, None)


def place_entities(events: Sequence[Event]) -> tuple[Entity, ...]:
    """Entities for the places that stand as recipients."""
    found: dict[str, list[Party]] = {}
    for event in events:
        if event.recipient_from == "place":
            for party in event.recipient:
                found.setdefault(party.entity, []).append(party)
    return tuple(
        Entity(
            id=id_,
            name=held[0].name,
            code=held[0].code,
            sector=None,
            other_sectors=(),
            office=None,
            identifier_id=None,
            mentions=tuple(sorted({Span(p.start, p.end, p.text) for p in held}, key=lambda s: s.start)),
            reason="country of the place, as recipient of last resort",
        )
        for id_, held in found.items()
    )
