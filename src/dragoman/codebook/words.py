"""Plain word lists that the passes go by (``data/words.txt``): function words, auxiliaries, number words."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from dragoman.codebook.files import read_data
from dragoman.errors import CodebookError


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate(read_data("words.txt").splitlines(), 1):
        name, colon, words = line.partition(":")
        if line.startswith("#") or not line.strip():
            continue
        if not colon or name in found:
            raise CodebookError(
                f"words.txt:{number}", f"not a new list: {line[:40]!r}", "write 'name: word word …' once"
            )
        found[name.strip()] = frozenset(words.split())
    return MappingProxyType(found)


def word_list(name: str) -> frozenset[str]:
    """A word list by its name.

    Raises:
        CodebookError: there is no such list.
    """
    if name not in _lists():
        raise CodebookError("words.txt", f"no list {name!r}", "add a line 'name: word word …'")
    return _lists()[name]
