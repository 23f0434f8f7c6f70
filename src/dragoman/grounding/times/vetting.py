"""Look-alikes: constructions that fit the pattern and tell no time."""

from collections.abc import Mapping, Sequence

from dragoman.grounding.times.token import Token

_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_AMOUNTS = frozenset(("hundred", "thousand", "million", "billion", "percent", "%", "cents"))
_NO_PLURAL = frozenset(
    ("is", "was", "as", "has", "takes", "lasts", "times", "this", "its", "plus", "versus", "less")
)
_WHOLE_UNITS = ("year", "quarter", "week", "month")


def holds(text: str, tokens: Sequence[Token], i: int, labels: Mapping[str, str]) -> bool:
    """Does the construction at index ``i`` tell a time where it stands?"""
    token = tokens[i]
    before = labels[tokens[i - 1].kind] if i else ""
    after = labels[tokens[i + 1].kind] if i + 1 < len(tokens) else ""
    words = text[token.start : token.end].lower()
    if before == "OPERATION":
        return False
    if token.sense == "year" and words.isdigit():
        return _bare_year(int(words), before, after)
    if token.sense == "the_unit":
        return words.endswith(_WHOLE_UNITS)
    if token.sense == "season":
        return not (words.endswith("fall") and after == "of")
    if token.sense == "one_unit" and labels[token.kind] == "AQUANT":
        return not _is_rate(text, token)
    if token.sense == "recur":
        return labels[token.needed("x").kind] != "RECURQ"
    if words.endswith(("quarter", "quarters")) and labels[token.kind] in ("QUANT", "AQUANT", "LENGTHP"):
        return after not in ("of", "in") or not _is_share(token, labels)
    return True


def _bare_year(year: int, before: str, after: str) -> bool:
    """Four digits are a year unless they number or count something."""
    return _FIRST_YEAR <= year <= _LAST_YEAR and before != "NUMBERED" and after != "COUNTED"


def _is_share(token: Token, labels: Mapping[str, str]) -> bool:
    """ "three quarters of the food", "a quarter of it": at most four of them."""
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
