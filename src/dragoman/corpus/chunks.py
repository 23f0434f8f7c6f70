"""The inputs in chunks: each the same whenever they are read, named by its number and the digest of its items."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from dragoman.errors import InputError
from dragoman.record.types import Document
from dragoman.sources import Meter, Placed

DOCUMENTS = 100
"""Most documents of a chunk: a few seconds of work, which is what a killed run loses."""

CHARACTERS = 200_000
"""A chunk with so many characters of text is full, so that long documents do not fill the memory."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of the inputs. ``first`` is the number of its first item in the inputs, from 0; ``read`` how many
    bytes of the inputs had been read when it was full."""

    number: int
    first: int
    items: tuple[Placed, ...]
    digest: str
    read: int


def chunks(placed: Iterable[Placed], *, meter: Meter) -> Iterator[Chunk]:
    """The items of the inputs in chunks, in their order; one chunk is in memory at a time."""
    number = first = length = 0
    items: list[Placed] = []
    for place, item in placed:
        items.append((place, item))
        length += len(item.text) if isinstance(item, Document) else 0
        if len(items) >= DOCUMENTS or length >= CHARACTERS:
            yield _chunk(number, first, items, meter)
            number, first, length, items = number + 1, first + len(items), 0, []
    if items:
        yield _chunk(number, first, items, meter)


def _chunk(number: int, first: int, items: list[Placed], meter: Meter) -> Chunk:
    digest = hashlib.sha256()
    for place, item in items:
        fields = str(item) if isinstance(item, InputError) else astuple(item)
        digest.update(json.dumps([place, fields]).encode())
    return Chunk(number, first, tuple(items), digest.hexdigest(), meter.read)
