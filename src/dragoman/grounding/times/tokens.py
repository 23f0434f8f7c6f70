"""From text to classed tokens, only near words that can be part of a time expression."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dragoman.codebook.times import TimeGrammar, TimeWord, alternatives, time_grammar
from dragoman.grounding.times.numbers import fraction, merge_numbers
from dragoman.grounding.times.token import Token

_REACH = 90  # characters on each side of a trigger: more than any expression spans
_SENTENCE_END = frozenset(".!?:;\n\"“”'‘’(—–-•*|")
_GLUE = frozenset("$£€¥#@&_%°")


_NUMERIC = r"""
(?P<BREAK>\n[ \t]*\n\s*)
|(?P<ISO>\b\d{4}-\d\d-\d\d(?!\d))
|(?P<SLASH>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]))
|(?P<CLOCK>\b\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
|(?P<ORD>\b\d{1,3}(?:st|nd|rd|th)\b)
|(?P<DECADE>\b\d{3}0['’]?s\b|(?<![\w'’])['’]?\d0s\b)
|(?P<SHORTYEAR>(?<![\w'’])['’]\d\d\b(?!['’]))
|(?P<BIG>\b\d{1,3}(?:,\d\d\d)+(?:\.\d+)?)
|(?P<FRACTION>\b\d+[ ][1-9]/\d+\b|\b\d+\.\d+(?!\.?\d))
|(?P<DIGITS>\d+)
|(?P<PHRASE>(?<!\w)(?i:PHRASES)(?!\w))
|(?P<POSS>['’]s\b|(?<=s)['’](?!\w))
|(?P<WORD>[^\W\d_]+)
|(?P<MARK>[^\s\w])
|(?P<REST>_+)
"""


@cache
def token_pattern() -> re.Pattern[str]:
    """The tokeniser: numbers in their several forms, phrases, words, marks."""
    return re.compile(_NUMERIC.replace("PHRASES", time_grammar().phrases.replace("#", r"\#")), re.VERBOSE)


@cache
def trigger_pattern() -> re.Pattern[str]:
    """The cheap search that runs first: a word or number without which there is no time expression."""
    grammar = time_grammar()
    forms = [form for form, entries in grammar.words.items() if any(e.kind in grammar.triggers for e in entries)]
    return re.compile(rf"\b(?:\d\d(?:\d\d|:\d\d|st|nd|rd|th)|\d(?:[:/]\d|st|nd|rd|th|\d?[ ]?[ap]\.?m)|{alternatives(forms)})\b|['’]\d\d\b", re.IGNORECASE)


@cache
def name_pattern() -> re.Pattern[str]:
    """Names that hold a word of time and tell none."""
    return re.compile(rf"(?<!\w)(?:{time_grammar().names})(?!\w)")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text round the triggers, at blanks, merged where they meet."""
    start = end = -1
    for found in trigger_pattern().finditer(text):
        left = found.start() - _REACH
        if left > end:
            if end >= 0:
                yield start, end
            start = _blank_near(text, max(left, end, 0))
        end = _blank_near(text, found.end() + _REACH)
    if end >= 0:
        yield start, end


def _blank_near(text: str, position: int) -> int:
    """The next blank at or after a position, or the position itself where words have no end."""
    if position <= 0 or position >= len(text):
        return min(max(position, 0), len(text))
    blank = text.find(" ", position, position + _REACH // 2)
    return position if blank < 0 else blank


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Classed tokens of ``text[start:end]``, ending in a break."""
    grammar = time_grammar()
    kinds = grammar.kinds
    hidden = [(m.start(), m.end()) for m in name_pattern().finditer(text, start, end)]
    out: list[Token] = []
    for found in token_pattern().finditer(text, start, end):
        group = found.lastgroup or ""
        left, right, word = found.start(), found.end(), found.group()
        if hidden and any(a <= left < b for a, b in hidden):
            out.append(Token(kinds["OTHER"], left, right, word))
        elif group in ("WORD", "PHRASE"):
            out.append(_word(grammar, text, Token("", left, right, word)))
        elif group in ("POSS", "BREAK"):
            out.append(Token(kinds[group], left, right, word))
        elif group == "MARK":
            out.append(Token(kinds[_MARKS.get(word, "OTHER")], left, right, word))
        else:
            out.append(_number(kinds, text, group, Token("", left, right, word)))
    out.append(Token(kinds["BREAK"], end, end, ""))
    return merge_numbers(out, kinds)


_MARKS = {",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "‑": "HYPHEN", "—": "OTHER"}


def _word(grammar: TimeGrammar, text: str, token: Token) -> Token:
    entries = grammar.words.get(token.value.lower().replace("\n", " "))
    entry = _entry(entries, text, token) if entries else None
    if entry is None:
        return token._replace(kind=grammar.kinds["OTHER"])
    return token._replace(kind=entry.kind, value=entry.value)


def _entry(entries: tuple[TimeWord, ...], text: str, token: Token) -> TimeWord | None:
    """The meaning that the word's capitals allow."""
    capital = token.value[0].isupper()
    for entry in entries:
        if entry.capital and capital:
            return entry
    small = next((entry for entry in entries if not entry.capital), None)
    if capital and small is not None and not opens_sentence(text, token.start) and not _titled(text, token):
        return None
    return small


def opens_sentence(text: str, position: int) -> bool:
    """Is this the first word of a sentence, a line or a quotation?"""
    before = text[max(0, position - 3) : position].rstrip(" \t")
    return not before or before[-1] in _SENTENCE_END


def _titled(text: str, token: Token) -> bool:
    """Do the words round it stand in capitals as well, as in a headline or after a title-cased number?"""
    return token.value.isupper() and len(token.value) > 3 and text[token.end : token.end + 9].isupper()


def _number(kinds: Mapping[str, str], text: str, group: str, token: Token) -> Token:
    """A number as its class; one that hangs on a letter, a sign of money or a unit is none."""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if group in ("DIGITS", "BIG", "FRACTION") and (
        before.isalnum() or before in _GLUE or after in _GLUE or (before == "." and text[token.start - 2 : token.start - 1].isalnum())
    ):
        return token._replace(kind=kinds["OTHER"])
    if group == "DIGITS":
        return token._replace(kind=kinds[_digits(token.value)])
    if group == "BIG":
        return token._replace(kind=kinds["NUM"], value=token.value.replace(",", ""))
    if group == "FRACTION":
        return token._replace(kind=kinds["NUM"], value=fraction(token.value))
    if group == "ORD":
        return token._replace(kind=kinds["ORD"], value=token.value[:-2])
    return token._replace(kind=kinds.get(group, kinds["OTHER"]))


def _digits(word: str) -> str:
    if len(word) == 4 and "1000" <= word <= "2199":
        return "YEAR"
    return "DIG" if len(word) <= 2 and 0 < int(word) <= 31 else "NUM"
