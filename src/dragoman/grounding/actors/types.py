"""Values of the grounding of actors: what goes in and what comes out."""

from dataclasses import dataclass
from typing import Literal

from dragoman.codebook.actors import EntryKind, Name
from dragoman.record.types import Entity, Party

ResolutionKind = Literal[
    "country", "group", "organisation", "person", "agent", "people", "institution", "pronoun", "unknown"
]
Role = Literal["subject", "object", "oblique", "possessor", "appositive", "other"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a phrase stands for.

    ``code`` and ``sector`` are PLOVER's, ``None`` where the words do not tell. ``id`` is the lexicon's
    id of a named actor, ``identifier_id`` its Wikidata id if the lexicon has one. ``reason`` says in
    words how code and sector were found. ``headed`` is false where the phrase is not headed by an
    actor ("Syrian island", "police violence"), so that in a text it is none. ``agent`` is the agent
    noun at its head, singular. ``weak``: the country is only that of a town of such a name.
    """

    name: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    office: str | None
    id: str | None
    identifier_id: str | None
    kind: ResolutionKind
    reason: str
    headed: bool = True
    agent: str | None = None
    plural: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the lexicon in running text: ``text[start:end]``.

    ``names`` are the lexicon's readings of it. ``focus_only``: all of them count only in a text about
    their country.
    """

    start: int
    end: int
    kind: EntryKind
    names: tuple[Name, ...]
    focus_only: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a document that may stand for an actor.

    ``text`` is what it is read as, and what stands there unless ``said`` differs: one of several sides that share a
    noun is read with it ("*Israeli* and Palestinian negotiators" as "Israeli negotiators").
    ``head`` is the head word in lower case, ``sentence`` the number of the sentence. ``joined``: "and" joins it with
    others as the subject of a clause. ``appositive_of``
    and ``quoted_speaker`` are indexes into the same list of mentions: whom this one renames, and who
    speaks where this one stands inside a quotation.
    """

    start: int
    end: int
    text: str
    head: str
    sentence: int
    role: Role
    kind: Literal["name", "nominal", "pronoun"]
    plural: bool = False
    joined: bool = False
    appositive_of: int | None = None
    quoted_speaker: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Grounding:
    """The actors of a document.

    ``entity_of`` and ``parties`` run parallel to the mentions that were given: the id of the entity
    (``None`` if the mention stands for no actor) and the party it makes in a record.
    """

    entities: tuple[Entity, ...]
    entity_of: tuple[str | None, ...]
    parties: tuple[Party | None, ...]
