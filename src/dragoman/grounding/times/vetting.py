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
    if token.sense == "season":
        after = tokens[i + 1] if i + 1 < len(tokens) else token
        return not (text[token.start : token.end].lower().endswith("fall") and labels[after.kind] == "of")
    if token.sense == "one_unit" and labels[token.kind] == "AQUANT":
        return not _rate(text, token)
    if token.sense == "recur" and token.slots:
        return labels[token.slots[0][1].kind] != "RECURQ"
    if labels[token.kind] == "QUANT" and token.slot("u") is not None and labels[token.needed("u").kind] in ("UQUARTER", "UQUARTERS"):
        return not text[token.end :].startswith(" of ")
    return True


def _rate(text: str, token: Token) -> bool:
    """"$500 million a year", "four flights a week" are rates."""
    before = text[max(0, token.start - 20) : token.start].split()
    word = before[-1].lower() if before and text[token.start - 1].isspace() else ""
    return bool(word) and (word[-1].isdigit() or word in _AMOUNTS or (word.endswith("s") and word not in _NO_PLURAL))


_AMOUNTS = frozenset(("hundred", "thousand", "million", "billion", "percent", "%", "cents"))
_NO_PLURAL = frozenset(("is", "was", "as", "has", "takes", "lasts", "times", "this", "its", "needs", "plus", "versus", "less", "wants"))


def _bare_year(text: str, token: Token) -> bool:
    """Four digits are a year unless they count or name something."""
    return 1400 <= int(text[token.start : token.end]) <= 2100 if text[token.start : token.end].isdigit() else True
