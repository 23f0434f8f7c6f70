"""Reading documents from files, folders, tables and standard input."""

from dragoman.sources.dates import parse_published
from dragoman.sources.inputs import read_inputs
from dragoman.sources.rows import FIELDS

__all__ = ["FIELDS", "parse_published", "read_inputs"]
