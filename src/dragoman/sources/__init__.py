"""Reading documents from files, folders, tables, web archives and standard input."""

from dragoman.sources.dates import parse_published
from dragoman.sources.inputs import Item, Placed, read_inputs, read_placed
from dragoman.sources.opening import Meter, filesystem, is_address, matching, size_of
from dragoman.sources.rows import FIELDS

__all__ = [
    "FIELDS",
    "Item",
    "Meter",
    "Placed",
    "filesystem",
    "is_address",
    "matching",
    "parse_published",
    "read_inputs",
    "read_placed",
    "size_of",
]
