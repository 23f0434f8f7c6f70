"""Look-alikes: constructions that fit the pattern and tell no time."""

from collections.abc import Mapping, Sequence

from dragoman.grounding.times.token import Token


def holds(text: str, tokens: Sequence[Token], i: int, labels: Mapping[str, str]) -> bool:
    """Does the construction at index ``i`` tell a time where it stands?"""
    token = tokens[i]
    if token.sense == "year" and token.end - token.start == 4:
        return _bare_year(text, token)
    if token.sense == "the_unit":
        return text[token.start : token.end].lower().endswith(("year", "quarter", "week", "month"))
    return True


def _bare_year(text: str, token: Token) -> bool:
    """Four digits are a year unless they count or name something."""
    return 1400 <= int(text[token.start : token.end]) <= 2100 if text[token.start : token.end].isdigit() else True
