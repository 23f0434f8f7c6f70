"""Which deeds are worth a record: those of politics and force, not of sport, business or film."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from dragoman.codebook.tables import read_table, split_list
from dragoman.codebook.words import word_list
from dragoman.record.types import Party

# Sectors whose doings among themselves are no political events.
_PRIVATE = frozenset({"BUS", "CVL", "MED", "EDU", "JRN", "AGR", None})
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "COP", "MIL", "SPY", "REB", "PRM", "UAF"})
# "21-16", "6-1, 6-2", "No. 19 Iowa", "39-7 win": how results are written.
_RESULT = re.compile(r"(?<![\d-])1?\d{1,2}-1?\d{1,2}(?![\d-])|\bNo\. \d{1,2}\b")
_LIKE_RESULT = re.compile(r"\d-\d")
# Leagues of states and parties, which are no sport.
_LEAGUES = re.compile("|".join(rf"\b{name.replace('_', ' ')}\b" for name in word_list("leagues")), re.IGNORECASE)
_SHORT, _FEW = 60, 2
_WORD = re.compile(r"[A-Za-z][\w'-]*")


@cache
def _domains() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """(name, all words, sure words) of each domain."""
    found = []
    for row in read_table("plover/domains.tsv"):
        words = split_list(row["words"])
        sure = frozenset(word[:-1] for word in words if word.endswith("!"))
        found.append((row["domain"], frozenset(word.rstrip("!") for word in words), sure))
    return tuple(found)


@cache
def _cues() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The domains that each word counts for, and those that it shows for sure."""
    cues: dict[str, tuple[str, ...]] = {}
    sure: dict[str, tuple[str, ...]] = {}
    for name, words, certain in _domains():
        for word in words:
            cues[word] = (*cues.get(word, ()), name)
        for word in certain:
            sure[word] = (*sure.get(word, ()), name)
    return cues, sure


def domain_of(text: str) -> str:
    """The domain that a stretch of text is about: ``politics``, or ``sport``, ``business`` and so on where
    words of that domain outweigh those of politics and force."""
    words = [word.lower() for word in _WORD.findall(_LEAGUES.sub(" ", text))]
    counts = Counter(words)
    cues, sure = _cues()
    score = {name: 0 for name, _, _ in _domains()}
    for word in counts.keys() & cues.keys():
        for name in cues[word]:
            score[name] += counts[word]
    certain = {name for word in counts.keys() & sure.keys() for name in sure[word]}
    if "No. " in text or _LIKE_RESULT.search(text):
        score["sport"] = score.get("sport", 0) + 2 * len(_RESULT.findall(text))
    politics = score.pop("politics", 0)
    name, best = max(score.items(), key=lambda item: item[1], default=("politics", 0))
    if name in certain and best >= politics:
        return name
    # In a short text a few stray words of business must not decide: states trade too.
    enough = _FEW + 2 if name == "business" and len(words) <= _SHORT else _FEW
    return name if best >= enough and best > politics else "politics"


def are_public(parties: Sequence[Party]) -> bool:
    """Is one of them a state, a body or somebody of public life?"""
    return any(party.code or party.sector not in _PRIVATE for party in parties)


def is_official(parties: Sequence[Party]) -> bool:
    """Is one of them of the state or in arms?"""
    return any(p.sector in _OFFICIAL for p in parties)


def is_political(actors: Sequence[Party], recipients: Sequence[Party], type_: str) -> bool:
    """Does the dyad belong in a record of politics? At least one side must be known, and not both private."""
    sides = (*actors, *recipients)
    if not sides:
        return False
    if type_ == "PROTEST":
        return True  # whoever takes to the streets or stops work
    if type_ in ("ASSAULT", "COERCE", "MOBILIZE"):
        # Private persons who do it to each other are a matter for the police; what is done to journalists is not.
        return any(p.code or p.sector not in _PRIVATE or p.sector == "JRN" for p in sides)
    private = [p for p in sides if p.sector in (_PRIVATE - {None}) | {"SOC"} or (p.sector is None and not p.code)]
    if type_ == "CONSULT" and len(sides) > 1 and any(p.sector == "GOV" and p.office for p in sides):
        private = [p for p in private if p.sector]  # whoever meets somebody in office by name
    if type_ == "CONSULT" and len(sides) > 1 and len(private) >= len(sides) - 1:
        return False  # a minister who speaks to the press
    # A body without a sector (the United Nations, an alliance) is political; a place alone is not.
    return any(
        p.sector not in _PRIVATE or (p.code and p.sector is None and not p.entity.startswith("place:")) for p in sides
    )
