"""Verbs that may tell a deed though no entry of the codebook reads them (``plover/heard.txt``)."""

from functools import cache

from dragoman.codebook.book import irregular_forms
from dragoman.codebook.files import read_data
from dragoman.codebook.inflect import verb_forms


@cache
def heard_verbs() -> frozenset[str]:
    """All forms of the verbs, in lower case."""
    irregular = irregular_forms()
    lines = (line.strip() for line in read_data("plover/heard.txt").splitlines())
    return frozenset(form for line in lines if line and line[0] != "#" for form in verb_forms(line, irregular))
