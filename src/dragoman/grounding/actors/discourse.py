"""What a text has spoken of so far: the referents of its mentions, while they are being gathered."""

from dataclasses import dataclass, field

from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.types import Mention, Resolution

_COLLECTIVE_KINDS = frozenset({"group", "organisation", "institution", "country"})


@dataclass(slots=True)
class Referent:
    """One actor of the text, as known so far.

    ``heads``: common nouns that may take it up again. ``names``: keys of its proper names. ``person``
    and ``plural`` are ``None`` while unknown; ``gender`` is "m", "f" or empty.
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
    heads: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    gender: str = ""

    def learn(self, found: Resolution) -> None:
        """Fills what is still unknown from another mention; what the lexicon says stands."""
        if found.agent:
            self.heads.add(found.agent.rpartition(" ")[2])
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
    if named and found.kind != "agent":
        referent.names.append(name_key(found.name))
    return referent


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
        heads.update(name_key(found.name).split())
        heads.update(words(f"class_{sector}"))
    if found.agent:
        heads.add(found.agent.rpartition(" ")[2])
    elif found.kind == "agent":
        heads.add(mention.head)
    if found.office:
        # "Minister of Foreign Affairs of X": the words before the first "of" and the last of them.
        heads.update(found.office.lower().partition(" of ")[0].split())
    return heads


def _both(first: str, second: str) -> str:
    return f"{first}; {second}" if first and first != second else second
