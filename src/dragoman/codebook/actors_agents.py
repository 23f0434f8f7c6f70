"""Agent nouns: what sector a soldier, a ministry or a spokesman stands for.

Read from ``agents.tsv``: the singular is given, plurals are derived here, irregular ones from the
file's own ``note`` (``plural: men``).
"""

import re
from collections.abc import Iterator, Mapping
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
_PLURAL_NOTE = re.compile(r"plural:\s*([^;]+)")
_POSTMODIFIER = re.compile(r" (?:of|in|at|for|to|from|on|without) |-in-|-at-|-de-")


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
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line[0] == "#" or line.startswith("noun\t"):
            continue
        for key, agent in _forms(line.split("\t"), place=f"{place}:{number}"):
            agents.setdefault(key, agent)
    return agents


def _forms(cells: list[str], *, place: str) -> Iterator[tuple[str, Agent]]:
    nouns, sector, others, note = (*cells, "", "", "", "")[:4]
    own = sector.lstrip("=").strip()
    if own not in SECTORS and not (own == "" and sector.startswith("=")):
        raise CodebookError(
            place, f"{nouns!r} has the sector {sector!r}", "give a PLOVER sector, = or =SECTOR"
        )
    other_sectors = tuple(others.split("|")) if others else ()
    modifier, collective = note.startswith("adjective"), note.startswith("collective")
    for noun in nouns.split("|"):
        agent = Agent(noun, own or None, other_sectors, sector.startswith("="), modifier, collective, False)
        yield name_key(noun), agent
        if not modifier:
            plural = agent._replace(plural=True)
            yield name_key(plural_of(noun, note=note)), plural
            if noun.endswith("person"):
                yield name_key(noun + "s"), plural


def plural_of(noun: str, *, note: str = "") -> str:
    """The plural of an agent noun or phrase, e.g. ``head of state`` → ``heads of state``."""
    given = _PLURAL_NOTE.search(note)
    if given:
        return given[1].strip()
    post = _POSTMODIFIER.search(noun)
    if post:
        return plural_of(noun[: post.start()]) + noun[post.start() :]
    start, last = noun.rpartition(" ")[::2]
    plural = _plural_word(last)
    return f"{start} {plural}" if start else plural


def _plural_word(word: str) -> str:
    for singular, plural in _IRREGULAR.items():
        if word.endswith(singular):
            return word[: -len(singular)] + plural
    if _ES_ENDINGS.search(word):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
