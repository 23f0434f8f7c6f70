"""Who the mentions of a document stand for.

Mentions are read in text order. A name is looked up, or matched with a fuller name before it; a
definite description ("the group") takes up an actor that it fits, or else the country in the focus of
the text; pronouns come by salience; "I" and "we" are whoever speaks the quotation.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dragoman.codebook.actors import ActorLexicon
from dragoman.codebook.actors_names import name_key
from dragoman.grounding.actors.discourse import Referent
from dragoman.grounding.actors.focus import text_focus
from dragoman.grounding.actors.names import find_names
from dragoman.grounding.actors.pronouns import CLASS_OF
from dragoman.grounding.actors.reader import Reader
from dragoman.grounding.actors.types import Grounding, Mention, NameHit
from dragoman.record.types import Entity, Party, Span


def ground_mentions(
    text: str,
    mentions: Sequence[Mention],
    *,
    lexicon: ActorLexicon,
    published: str | None,
    focus: str | None = None,
    towns: Mapping[int, str] = MappingProxyType({}),
) -> Grounding:
    """Who the mentions of a document stand for.

    Args:
        text: the document, that all offsets index.
        mentions: in any order; ``appositive_of`` and ``quoted_speaker`` index this list.
        published: ISO date or datetime of the document; without it people have their latest office.
        focus: alpha-3 code of the country that the text is about; found from its names if not given.
        towns: alpha-3 code of the country in which a town lies, by the offset at which the text names it.

    Returns:
        Entities in the order of their first mention, and for each mention its entity and party.
    """
    names = find_names(text, lexicon=lexicon)
    about = focus or text_focus(names)
    people = _people_by_surname(text, names)
    capitals = {hit.start: towns[hit.start] for hit in names if hit.start in towns and _is_capital(hit)}
    reader = Reader(text, mentions, lexicon=lexicon, date=published, focus=about, people=people, capitals=capitals)
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, -mentions[i].end))
    first_person = []
    for i in order:
        if _spoken_of_self(mentions[i]):
            first_person.append(i)
        else:
            reader.read(i)
    for i in first_person:
        reader.read_first_person(i)
    return _grounding(mentions, reader.of)


def _is_capital(hit: NameHit) -> bool:
    return any(name.form in ("capital", "seat") for name in hit.names)


def _people_by_surname(text: str, names: Sequence[NameHit]) -> Mapping[str, str]:
    people: dict[str, str] = {}
    for hit in names:
        if hit.kind == "person":
            key = name_key(text[hit.start : hit.end])
            if " " in key:
                people.setdefault(key.rpartition(" ")[2], text[hit.start : hit.end])
    return people


def _spoken_of_self(mention: Mention) -> bool:
    first = mention.text.split(" ", 1)[0].lower()
    return CLASS_OF.get(first) == "speaker" and not mention.text.startswith("US")


def _grounding(mentions: Sequence[Mention], referent_of: Mapping[int, Referent]) -> Grounding:
    ids: dict[int, str] = {}
    referents: list[Referent] = []
    for i in sorted(referent_of, key=lambda i: (mentions[i].start, mentions[i].end)):
        if id(referent_of[i]) not in ids:
            referents.append(referent_of[i])
            ids[id(referent_of[i])] = f"a{len(referents)}"
    entity_of: list[str | None] = [None] * len(mentions)
    parties: list[Party | None] = [None] * len(mentions)
    for i, referent in referent_of.items():
        entity_of[i] = ids[id(referent)]
        parties[i] = _party(mentions[i], referent, ids[id(referent)])
    entities = tuple(_entity(referent, mentions, ids[id(referent)]) for referent in referents)
    return Grounding(entities, tuple(entity_of), tuple(parties))


def _entity(referent: Referent, mentions: Sequence[Mention], identity: str) -> Entity:
    spoken = sorted((mentions[i] for i in referent.mentions), key=lambda mention: (mention.start, mention.end))
    return Entity(
        id=identity,
        name=referent.name,
        code=referent.code,
        sector=referent.sector,
        other_sectors=referent.others,
        office=referent.office,
        identifier_id=referent.identifier_id,
        mentions=tuple(Span(mention.start, mention.end, mention.said or mention.text) for mention in spoken),
        reason=referent.reason,
    )


def _party(mention: Mention, referent: Referent, identity: str) -> Party:
    return Party(
        start=mention.start,
        end=mention.end,
        text=mention.said or mention.text,
        entity=identity,
        name=referent.name,
        code=referent.code,
        sector=referent.sector,
        other_sectors=referent.others,
        office=referent.office,
        identifier_id=referent.identifier_id,
    )
