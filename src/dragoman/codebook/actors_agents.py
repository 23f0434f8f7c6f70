"""Agent nouns: what sector a soldier, a ministry or a spokesman stands for.

Read from ``agents.tsv``: the singular is given, plurals are derived here, irregular ones from the
file's own ``note`` (``plural: men``).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from dragoman.codebook.actors_names import name_key
from dragoman.errors import CodebookError

# PLOVER's sectors.
SECTORS = frozenset(
    {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"}
    | {"EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
)

_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children", "wife": "wives"}
_ES_ENDINGS = re.compile(r"(?:s|x|z|ch|sh)$")
_POSTMODIFIER = re.compile(r" (?:of|in|at|for|to|from|on) |-in-|-at-")


class Agent(NamedTuple):
    """One agent noun or short phrase.

    ``inherits``: it takes the sector of the one it belongs to or speaks for, and ``sector`` only where
    there is none. ``modifier``: an adjective, never the head of a phrase by itself. ``collective``: a
    body, that "it" refers to, not a person.
    """

    noun: str
    sector: str | None
    other_sectors: tuple[str, ...]
    inherits: bool
    modifier: bool
    collective: bool
    plural: bool


def parse_agents(text: str, *, place: str) -> Mapping[str, Agent]:
    """Agents by key, singular and plural.

    Args:
        text: the file ``agents.tsv``.
        place: its name, for error messages.

    Raises:
        CodebookError: a row without sector, or with one that PLOVER does not have.
    """
    agents: dict[str, Agent] = {}
    plurals: dict[str, Agent] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line[0] == "#" or line.startswith("noun\t"):
            continue
        noun, sector, others, note = [*line.split("\t"), "", "", ""][:4]
        agent = _agent(noun, sector, others, note, place=f"{place}:{number}")
        agents.setdefault(name_key(noun), agent)
        if not agent.modifier:
            _add_plurals(plurals, Agent(*agent[:-1], True), note=note)
    # What the file gives itself ("deputies": parliament) wins over a derived plural ("deputy").
    return {**plurals, **agents}


def _agent(noun: str, sector: str, others: str, note: str, *, place: str) -> Agent:
    own = sector.removeprefix("=")
    if own not in SECTORS and sector != "=":
        raise CodebookError(place, f"{noun!r} has the sector {sector!r}", "give a PLOVER sector, = or =SECTOR")
    kind = note.partition(";")[0]
    other_sectors = tuple(others.split("|")) if others else ()
    inherits = sector[0] == "="
    return Agent(noun, own or None, other_sectors, inherits, kind == "adjective", kind == "collective", False)


def _add_plurals(agents: dict[str, Agent], agent: Agent, *, note: str) -> None:
    noun = agent.noun
    agents.setdefault(name_key(plural_of(noun, note=note)), agent)
    if noun.endswith("person"):
        agents.setdefault(name_key(noun + "s"), agent)


def plural_of(noun: str, *, note: str = "") -> str:
    """The plural of an agent noun or phrase, e.g. ``head of state`` → ``heads of state``."""
    if "plural:" in note:
        return note.partition("plural:")[2].strip()
    post = _POSTMODIFIER.search(noun) if " " in noun or "-" in noun else None
    if post:
        return plural_of(noun[: post.start()]) + noun[post.start() :]
    if noun[-1] in "trdlgkpcfiou" and not noun.endswith(("ch", "child")):
        return noun + "s"
    start, space, last = noun.rpartition(" ")
    return start + space + _plural_word(last)


def _plural_word(word: str) -> str:
    for singular, plural in _IRREGULAR.items():
        if word.endswith(singular):
            return word[: -len(singular)] + plural
    if _ES_ENDINGS.search(word):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
