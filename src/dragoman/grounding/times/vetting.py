"""Look-alikes: constructions that fit the pattern and tell no time."""

import re
from collections.abc import Mapping, Sequence

from dragoman.grounding.times.token import Token

_CODE = re.compile(r"(?:\b[A-Z]{1,3}|\b\d{1,3}|\d{5})[-–]$")  # "F-1998", "555-1998"
_DATED = frozenset(("in", "since", "until", "by", "from", "during", "of"))
_NO_LENGTHS = frozenset(("the minutes", "the seconds"))
_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_AMOUNTS = frozenset(("hundred", "thousand", "million", "billion", "percent", "%", "cents"))
_NO_PLURAL = frozenset(("is", "was", "as", "has", "takes", "lasts", "times", "this", "its", "plus", "versus", "less"))
_WHOLE_UNITS = ("year", "quarter", "week", "month")


def holds(text: str, tokens: Sequence[Token], i: int, labels: Mapping[str, str]) -> bool:
    """Does the construction at index ``i`` tell a time where it stands?"""
    token = tokens[i]
    before = labels[tokens[i - 1].kind] if i else ""
    after = labels[tokens[i + 1].kind] if i + 1 < len(tokens) else ""
    words = text[token.start : token.end].lower()
    if before == "OPERATION":
        return False
    if words[-4:].isdigit() and not _is_year(text, token, before, after):
        return False
    if words.endswith(("quarter", "quarters")) and after in ("of", "in") and _is_share(token, labels):
        return False
    if words.endswith("quarter") and before != "HYPHEN" and after == "HYPHEN":
        return False
    if token.sense == "the_unit":
        return words.endswith(_WHOLE_UNITS)
    if token.sense == "season":
        return not (words.endswith("fall") and after == "of")
    if token.sense == "recur":
        return labels[token.needed("x").kind] != "RECURQ"
    if labels[token.kind] == "AQUANT":
        return not _is_rate(text, token)
    return words not in _NO_LENGTHS


def _is_year(text: str, token: Token, before: str, after: str) -> bool:
    """Four digits are a year unless they number or count something."""
    core = token
    while (within := core.slot("x")) is not None:
        core = within
    if core.sense != "year":
        return True
    if before == "NUMBERED" or (after == "COUNTED" and before not in _DATED):
        return False
    if core is not token or token.end - token.start != 4:
        return True
    if before in ("DIG", "NUM") or _CODE.search(text[max(0, token.start - 8) : token.start]):
        return False
    return _FIRST_YEAR <= int(text[token.start : token.end]) <= _LAST_YEAR


def _is_share(token: Token, labels: Mapping[str, str]) -> bool:
    """ "three quarters of the food", "a quarter of it": at most four of them."""
    if labels[token.kind] not in ("QUANT", "AQUANT", "LENGTHP"):
        return False
    within = token.slot("q") or token
    count = within.slot("n")
    return count.value in ("1", "2", "3", "4") if count else labels[within.kind] == "AQUANT"


def _is_rate(text: str, token: Token) -> bool:
    """ "$500 million a year", "four flights a week" are rates."""
    before = text[max(0, token.start - 20) : token.start]
    words = before.lower().split()
    if not words or not before.endswith(" ") or text[token.start].isupper():
        return False
    word = words[-1]
    return word[-1].isdigit() or word in _AMOUNTS or (word.endswith("s") and word not in _NO_PLURAL)
