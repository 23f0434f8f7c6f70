"""What a text has spoken of so far: the referents of its mentions, while they are being gathered."""

from dataclasses import dataclass, field

from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.terms import OFFICIAL_SECTORS
from dragoman.grounding.actors.types import Mention, Resolution

_COLLECTIVE_KINDS = frozenset({"group", "organisation", "institution", "country"})


_MALE, _FEMALE = words("male_names"), words("female_names")


@dataclass(slots=True)
class Referent:
    """One actor of the text, as known so far.

    ``titles``: agent nouns that the text called it by; ``heads``: further common nouns that may take it
    up again. ``names``: keys of its proper names. ``person`` and ``plural`` are ``None`` while unknown;
    ``gender`` is "m", "f" or empty.
    """

    name: str
    kind: str
    code: str | None
    sector: str | None
    others: tuple[str, ...]
    office: str | None
    id: str | None
    identifier_id: str | None
    reason: str
    person: bool | None
    plural: bool
    named: bool
    titles: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    gender: str = ""

    def learn(self, found: Resolution) -> None:
        """Fills what is still unknown from another mention; what the lexicon says stands."""
        official = self.sector in OFFICIAL_SECTORS and found.sector in (*OFFICIAL_SECTORS, "ELI")
        if self.kind == "person" and found.agent and not self.titles and official:
            # The first title in the text tells which of several offices is meant.
            self.sector, self.others = found.sector, found.other_sectors
            self.office = found.office or self.office
        if found.agent:
            self.titles.add(head_word(found.agent))
        if self.id and self.kind != "country":
            return
        if self.code is None and found.code:
            self.code, self.reason = found.code, _both(self.reason, found.reason)
        if self.sector in (None, "UNK") and found.sector:
            self.sector, self.others = found.sector, found.other_sectors
            self.reason = _both(self.reason, found.reason)
        self.office = self.office or found.office


def referent_of(found: Resolution, mention: Mention, *, collective: bool | None) -> Referent:
    """A new referent for a mention and its resolution."""
    named = mention.kind == "name" or found.id is not None
    person = _is_person(found, collective=collective)
    sector = found.sector
    if found.kind == "country" and sector is None:
        sector = "GOV"
    referent = Referent(
        name=found.name,
        kind=found.kind,
        code=found.code,
        sector=sector,
        others=found.other_sectors,
        office=found.office,
        id=found.id,
        identifier_id=found.identifier_id,
        reason=found.reason,
        person=person,
        plural=mention.plural or found.plural,
        named=named,
    )
    referent.heads.update(_heads(found, sector, mention))
    if found.agent:
        referent.titles.add(head_word(found.agent))
    referent.gender = gender_of(found.name) if person is not False else ""
    if named and found.kind != "agent":
        referent.names.append(name_key(found.name))
    return referent


def head_word(agent: str) -> str:
    """The noun at the head of an agent phrase: of "secretary of state" the secretary."""
    return agent.partition(" of ")[0].rpartition(" ")[2]


def gender_of(name: str) -> str:
    """ "m" or "f" by the given name, empty if it does not tell."""
    given = name_key(name).partition(" ")[0]
    return "m" if given in _MALE else "f" if given in _FEMALE else ""


def _is_person(found: Resolution, *, collective: bool | None) -> bool | None:
    if found.kind == "person":
        return True
    if found.kind in _COLLECTIVE_KINDS:
        return False
    if found.kind == "agent":
        return not collective
    return None


def _heads(found: Resolution, sector: str | None, mention: Mention) -> set[str]:
    heads = set(words(f"class_{found.kind}"))
    if found.kind in ("group", "organisation", "institution"):
        head = head_word(name_key(found.name))
        heads.update((head, head.removesuffix("s")))
        heads.update(words(f"class_{sector}"))
    if sector == "JRN":
        # News of conflict calls no news agency "the group".
        heads -= words("class_group") | words("class_organisation")
        heads.update(words("class_JRN"))
    if found.kind == "agent" and not found.agent:
        heads.add(mention.head)
    if found.office:
        # "Minister of Foreign Affairs of X": the words before the first "of" and the last of them.
        heads.update(found.office.lower().partition(" of ")[0].split())
    return heads


def _both(first: str, second: str) -> str:
    return f"{first}; {second}" if first and first != second else second
