"""From text to classed tokens, only near words that can be part of a time expression."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dragoman.codebook.times import Phrase, TimeGrammar, TimeWord, time_grammar
from dragoman.grounding.times.numbers import fraction, merge_numbers
from dragoman.grounding.times.token import Token

_REACH = 60  # characters on each side of a trigger: more than any expression spans
_SENTENCE_END = frozenset("`.!?:;\n\"“”'‘’(—–-•*|")
_MOST_DIGITS = 9  # no length of time is told with more
_GLUE = frozenset("$£€¥#@&_%°")


_TOKEN = re.compile(
    r"""
    (?P<WORD>[^\W\d_]+)
    |(?P<MARK>[,.\-–‑])
    |(?P<BREAK>\n[ \t]*\n\s*)
    |(?P<SERIAL>\b(?:19|20)\d\d[-/](?:\d{1,3}[-/])?[A-Z]{1,4}[-/]?\d+\b)
    |(?P<ISOTIME>\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)
    |(?P<ISO>\b\d{4}(?:-\d\d-|/\d\d/)\d\d(?!\d))
    |(?P<SLASH>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]))
    |(?P<CLOCK>\b\d{1,2}\.\d\d(?=[ ]?[ap]\.?m)|\b\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
    |(?P<ORD>\b\d{1,3}(?:st|nd|rd|th)\b)
    |(?P<DECADE>\b\d{2,3}0['’]?s\b|(?<![\w'’])['’]?\d0s\b)
    |(?P<SHORTYEAR>(?<![\w'’])['’]\d\d\b(?!['’]))
    |(?P<BIG>\b\d{1,3}(?:,\d\d\d)+(?:\.\d+)?)
    |(?P<FRACTION>\b\d{1,4}[ ]\d/[1-9]\b|\b\d{1,9}\.\d{1,4}(?!\.?\d))
    |(?P<DIGITS>\d+)
    |(?P<POSS>['’]s\b|(?<=s)['’](?!\w))
    |(?P<OTHER>[^\s\w]|_+)
    """,
    re.VERBOSE,
)


# A clock or slash date, "5 p.m", "B.C", "'98"; else one word or number, which the trigger words decide on.
_SCAN = re.compile(r"(\d\d?[:/]\d|\.\d\d[ ]?[ap]\.?m|\b(?:[apAP]\.[mM]|[Bb]\.[Cc]|A\.D)|['’]\d\d)|\w+")


@cache
def trigger_words() -> frozenset[str]:
    """Words and numbers without one of which there is no time expression, as they stand in a text."""
    grammar = time_grammar()
    forms = {
        form: all(entry.capital for entry in entries)
        for form, entries in grammar.words.items()
        if any(entry.kind in grammar.triggers for entry in entries)
    }
    single = {form: capital for form, capital in forms.items() if form.isalpha()}
    for form, capital in forms.items():
        words = re.findall(r"\w{3,}", form)
        if form not in single and words and not any(word in single for word in words):
            single[max(words, key=len)] = capital
    words = [case for form, capital in single.items() for case in _cases(form, capital)]
    numbers = [str(year) for year in range(1000, 2200)]
    decades = [f"{tens}0s" for tens in (*range(1, 10), *range(100, 220))]
    ordinals = [f"{day}{ending}" for day in range(1, 100) for ending in ("st", "nd", "rd", "th")]
    clocks = [f"{hour}{half}" for hour in range(1, 13) for half in ("am", "pm", "AM", "PM")]
    return frozenset((*words, *numbers, *decades, *ordinals, *clocks))


def _cases(form: str, capital: bool) -> tuple[str, ...]:
    cases = (form.capitalize(), form.upper())
    return cases if capital else (form, *cases)


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text round the triggers, at blanks, merged where they meet."""
    triggers = trigger_words()
    start, end = 0, -1
    for found in _SCAN.finditer(text):
        if found.group() not in triggers and found.lastindex is None:
            continue
        left = max(0, found.start() - _REACH)
        if left > end:
            if end >= 0:
                yield start, end
            start = _blank_near(text, left)
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
    other = kinds["OTHER"]
    words, phrases = grammar.words, grammar.phrases
    out: list[Token] = []
    done = start
    for found in _TOKEN.finditer(text, start, end):
        left, right = found.span()
        if left < done:
            continue
        group, word = found.lastgroup, found.group()
        if group == "WORD":
            small = word.lower()
            if small in phrases and (phrase := _phrase(grammar, text, left, phrases[small])) is not None:
                out.append(phrase)
                done = phrase.end
                continue
            entries = words.get(small)
            entry = _entry(entries, text, left, word) if entries else None
            out.append(Token(entry.kind, left, right, entry.value) if entry else Token(other, left, right, word))
        elif group == "MARK":
            out.append(Token(kinds[_MARKS[word]], left, right, word))
        elif group == "SERIAL":
            out.append(Token(other, left, right, word))  # "2011-02-S-154" numbers a document
        elif group in ("POSS", "BREAK", "OTHER"):
            out.append(Token(kinds[group], left, right, word))
        else:
            out.append(_number(kinds, text, group or "", Token("", left, right, word)))
    out.append(Token(kinds["BREAK"], end, end, ""))
    return merge_numbers(out, kinds)


def _phrase(grammar: TimeGrammar, text: str, left: int, phrases: tuple[Phrase, ...]) -> Token | None:
    """The phrase or name that begins here, if one does and ends with a word."""
    if left and text[left - 1].isalnum():
        return None
    for phrase in phrases:
        right = left + len(phrase.form)
        words = text[left:right].replace("\n", " ")
        if phrase.meaning is None:
            if words == phrase.form and not text[right : right + 1].isalnum():
                return Token(grammar.kinds["OTHER"], left, right, words)
        elif words.lower() == phrase.form and not text[right : right + 1].isalnum():
            entry = _entry((phrase.meaning,), text, left, words)
            if entry is not None:
                return Token(entry.kind, left, right, entry.value)
    return None


_MARKS = {",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "‑": "HYPHEN"}


def _entry(entries: tuple[TimeWord, ...], text: str, start: int, word: str) -> TimeWord | None:
    """The meaning that the word's capitals allow."""
    capital = word[0].isupper()
    small = None
    for entry in entries:
        if not entry.capital:
            small = entry
        elif capital:
            return entry
    if capital and small is not None and not opens_sentence(text, start) and not _shouted(text, start, word):
        return None
    return small


def opens_sentence(text: str, position: int) -> bool:
    """Is this the first word of a sentence, a line or a quotation?"""
    before = text[max(0, position - 3) : position].rstrip(" \t")
    return not before or before[-1] in _SENTENCE_END


def _shouted(text: str, start: int, word: str) -> bool:
    """Does the word stand in capitals among words in capitals, as in a headline?"""
    after = start + len(word)
    return len(word) > 3 and word.isupper() and text[after : after + 9].isupper()


def _number(kinds: Mapping[str, str], text: str, group: str, token: Token) -> Token:
    """A number as its class and value."""
    if group in ("DIGITS", "BIG", "FRACTION"):
        if len(token.value) > _MOST_DIGITS or _is_glued(text, token):
            return token._replace(kind=kinds["OTHER"])
        if group == "DIGITS":
            kind = _digits(token.value)
            if kind == "YEAR" and text[token.end : token.end + 1].isalpha():
                kind = "OTHER"  # 1500m
            return token._replace(kind=kinds[kind])
        value = token.value.replace(",", "") if group == "BIG" else fraction(token.value)
        return token._replace(kind=kinds["NUM"], value=value)
    if group == "ORD":
        return token._replace(kind=kinds["ORD"], value=token.value[:-2])
    return token._replace(kind=kinds[group])


def _is_glued(text: str, token: Token) -> bool:
    """Does the number hang on a letter, on other numbers, on a sign of money or of a unit?"""
    before, after = text[max(0, token.start - 2) : token.start], text[token.end : token.end + 1]
    if before[-1:] == ".":
        return before[:-1].isalnum()
    return before[-1:].isalnum() or before[-1:] in _GLUE or after in _GLUE


def _digits(word: str) -> str:
    if len(word) == 4 and "1000" <= word <= "2199":
        return "YEAR"
    return "DIG" if len(word) <= 2 and 0 < int(word) <= 31 else "NUM"
