"""The lists of small words that steer how a phrase is read for its actor: ``actors/words.txt``."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dragoman.codebook.files import read_data
from dragoman.errors import CodebookError


def words(name: str) -> frozenset[str]:
    """The words of a list; empty if there is no list of that name."""
    return _lists().get(name, frozenset())


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for number, line in enumerate(read_data("actors/words.txt").splitlines(), 1):
        if not line or line[0] == "#":
            continue
        name, colon, listed = line.partition(":")
        if not colon:
            raise CodebookError(f"words.txt:{number}", "no list's name", 'begin the line with "name:"')
        entries = frozenset([word.replace("_", " ") for word in listed.split()])
        lists[name] = lists.get(name, frozenset()) | entries
    return MappingProxyType(lists)
