"""Numbers in words: from tokens such as "twenty", "-", "four" to one token, 24."""

from collections.abc import Mapping

from dragoman.grounding.times.token import Token

_MOST_WORDS = 8  # "nine hundred and ninety-nine thousand ..." and no tale of hundreds without end


def fraction(word: str) -> str:
    """ "2 1/2" and "2.5" as decimal digits."""
    whole, _, part = word.partition(" ")
    if not part:
        return word
    above, _, below = part.partition("/")
    return plain(int(whole) + int(above) / int(below))


def plain(number: float) -> str:
    """A number without a needless decimal point."""
    return str(int(number)) if number == int(number) else f"{number:.2f}".rstrip("0")


def merge_numbers(tokens: list[Token], kinds: Mapping[str, str]) -> list[Token]:
    """Number words as one token: WNUM, YEAR ("nineteen ninety-six") or ORDWORD ("twenty-first")."""
    starters = {kinds["ONES"], kinds["TEENS"], kinds["TENS"], kinds["HUNDRED"], kinds["DOZEN"], kinds["a"]}
    if not any(token.kind in starters for token in tokens):
        return tokens
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        if tokens[i].kind in starters:
            merged, i = _run(tokens, i, kinds)
            out.append(merged)
        else:
            out.append(tokens[i])
            i += 1
    return out


def _run(tokens: list[Token], i: int, kinds: Mapping[str, str]) -> tuple[Token, int]:
    """The number that starts at token ``i``, and the index behind it."""
    first, start = tokens[i], i
    if first.kind == kinds["a"] and tokens[i + 1].kind not in (kinds["HUNDRED"], kinds["DOZEN"]):
        return first, i + 1
    words: list[int] = []
    simple = (kinds["ONES"], kinds["TEENS"], kinds["TENS"], kinds["HUNDRED"], kinds["DOZEN"])
    i += first.kind == kinds["a"]
    while True:
        words.append(int(tokens[i].value))
        i += 1
        ahead = i
        if tokens[ahead].kind == kinds["HYPHEN"] or (tokens[ahead].kind == kinds["and"] and words[-1] in (100, 1000)):
            ahead += 1
        if ahead < len(tokens) and tokens[ahead].kind in simple and _goes_on(words, tokens[ahead], kinds, ahead > i):
            i = ahead
            continue
        break
    ordinal = _ordinal_tail(tokens, i, words, kinds)
    end = i + 2 if ordinal else i
    value = _value(words) + ordinal
    kind = "ORDWORD" if ordinal else "YEAR" if _is_year(words) else "WNUM"
    return Token(kinds[kind], tokens[start].start, tokens[end - 1].end, str(value)), end


def _goes_on(words: list[int], token: Token, kinds: Mapping[str, str], hyphen: bool) -> bool:
    """May this word follow in the same number? ("two three" are two numbers, "nineteen ninety" a year.)"""
    word, last = int(token.value), words[-1]
    if len(words) == _MOST_WORDS:
        return False
    if word >= 100 or token.kind == kinds["DOZEN"]:
        return not hyphen
    if last in (100, 1000) or (last >= 20 and last < 100 and word < 10):
        return True
    return len(words) == 1 and 16 <= last <= 20 and word >= 10 and not hyphen


def _is_year(words: list[int]) -> bool:
    return len(words) in (2, 3) and 16 <= words[0] <= 20 and 10 <= words[1] < 100


def _ordinal_tail(tokens: list[Token], i: int, words: list[int], kinds: Mapping[str, str]) -> int:
    """The ones of an ordinal such as "twenty-first": its value, or 0."""
    if words[-1] % 10 or words[-1] > 90 or i + 1 >= len(tokens) or tokens[i].kind != kinds["HYPHEN"]:
        return 0
    tail = tokens[i + 1]
    if tail.kind == kinds["USECOND"]:
        return 2
    return int(tail.value) if tail.kind == kinds["ORDWORD"] and int(tail.value) < 10 else 0


def _value(words: list[int]) -> int:
    if _is_year(words):
        return words[0] * 100 + sum(words[1:])
    total = part = 0
    for word in words:
        if word == 100:
            part = max(part, 1) * 100
        elif word >= 1000:
            total, part = total + max(part, 1) * word, 0
        elif word == 12 and part:
            part *= 12
        else:
            part += word
    return total + part
