"""Direct speech: which quotations a cue brings in, before it and after it, and who speaks them."""

import re

from dragoman.codebook.cues import Cue
from dragoman.coding.statements.clause import whole_phrase
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.quotations import Quotation
from dragoman.reading.syntax import Parse

# Between a quotation and its trailing cue stand at most this many words: the speaker with office and
# apposition.
_SPEAKER_WORDS = 35
# A cue at the end of its sentence may be followed by a day or place of this many words.
_ADVERBIAL_WORDS = 5
_ENDS = frozenset(",?!.-–—…;")
_STOP = re.compile(r"[a-z][.!?][\"”’']*\s+")
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def chunk(scene: Scene, group: tuple[int, int], speaker: int | None) -> tuple[int, int]:
    """(first, last) token of cue and speaker together, where they stand side by side: "said Ms. Rao"."""
    first, last = group
    if speaker is None:
        return group
    start, end = whole_phrase(scene.parse, speaker)
    if speaker < first:
        start = max([start, *(i + 1 for i in range(start, speaker) if _is_closing(scene, i))])
        return (start, last) if _only_marks_or_adverbs(scene, min(end, first) + 1, first) else group
    return first, max(last, end)


def _is_closing(scene: Scene, index: int) -> bool:
    """Is the token the last of a quotation that ends as speech does?"""
    quote = scene.quoted[index]
    return (
        quote >= 0 and scene.quotes[quote].end <= scene.parse.token_end(index) and is_speech(scene, scene.quotes[quote])
    )


def _only_marks_or_adverbs(scene: Scene, first: int, last: int) -> bool:
    return all(scene.is_mark(i) or scene.parse.tags[i] in ("RB", "MD") for i in range(first, last))


def is_speech(scene: Scene, quotation: Quotation) -> bool:
    """Do the marks close after a comma or a sentence's end, inside or right outside, as round words
    spoken?"""
    inside = scene.text[quotation.first : quotation.last].rstrip(" '\"’”")[-1:]
    return inside in _ENDS or scene.text[quotation.end : quotation.end + 1] in (",", "-", "–", "—")


def quotation_before(scene: Scene, verb: int, group: tuple[int, int]) -> tuple[Quotation, int] | None:
    """The quotation that a trailing cue closes, with the index of the first token after it: '"…," Ms. Rao
    said'."""
    parse = scene.parse
    if scene.quoted[verb] >= 0:
        return None
    quotes = scene.quotes if scene.ahead is None else (scene.ahead, *scene.quotes)
    for quotation in reversed(quotes):
        if quotation.end > parse.offsets[group[0]]:
            continue
        if quotation is scene.ahead and parse.kid(verb, "ccomp", "xcomp") is not None:
            return None
        following = next((i for i in range(len(parse)) if parse.offsets[i] >= quotation.end), len(parse))
        while following < group[0] and scene.is_mark(following):
            following += 1
        if not is_speech(scene, quotation) or not _is_speaker(scene, following, group[0]):
            return None
        return quotation, following
    return None


def _is_speaker(scene: Scene, first: int, end: int) -> bool:
    """Can the tokens between a quotation and a cue be the speaker alone? Empty, or a noun phrase."""
    if first >= end:
        return True
    parse = scene.parse
    if end - first > _SPEAKER_WORDS or parse.lower[first] in ("and", "but", "as", "that", "which", "because"):
        return False
    relative = False
    for index in range(first, end):
        relative = relative or parse.tags[index] in ("WP", "WDT", "WRB")
        if parse.tags[index] in _FINITE and not relative:
            return False
    return any(parse.is_noun(i) or parse.tags[i] in ("PRP", "DT", "CD") for i in range(first, end))


def speaker_between(parse: Parse, verb: int, first: int, end: int) -> int | None:
    """The head of the noun phrase in tokens [first, end): the verb's subject, or the last noun before a
    comma."""
    for index in parse.kids(verb, "nsubj"):
        if first <= index < end:
            return index
    head = None
    for index in range(first, end):
        if parse.words[index] == "," or (head is not None and parse.tags[index] in ("IN", "WP", "VBG", "VBN")):
            break
        if parse.is_noun(index) or parse.tags[index] == "PRP":
            head = index
    return head


def speaker_after(parse: Parse, verb: int, last: int) -> int | None:
    """The head of the noun phrase right after an inverted cue: "said Ms. Rao, the minister"."""
    if last + 1 >= len(parse) or not (
        parse.tags[last + 1] in ("DT", "PRP", "PRP$", "JJ", "CD") or parse.is_noun(last + 1)
    ):
        return None
    own = next(
        (kid for kid in parse.children[verb] if kid > last and parse.deps[kid] in ("nsubj", "dobj", "attr")),
        None,
    )
    return own if own is not None else speaker_between(parse, verb, last + 1, min(len(parse), last + 8))


def _sentence_start(text: str, offset: int) -> int:
    """Where the sentence of an offset begins: after the last stop, or at the head of the paragraph."""
    head = text.rfind("\n", 0, offset) + 1
    stops = list(_STOP.finditer(text, head, offset))
    return stops[-1].end() if stops else head


def inverted(scene: Scene, verb: int, group: tuple[int, int], cue: Cue) -> int | None:
    """The head of a proper name that speaks after a cue with no quotation before it: "The bridge was mined,
    stated Minister Rao." Only a cue whose object is never a person can stand so."""
    parse, (first, last) = scene.parse, group
    if first < 4 or parse.words[first - 1] != "," or not cue.governs >= {"that", "quote"} or "whom" in cue.governs:
        return None
    if parse.tags[verb] not in _FINITE or any(parse.tags[i] == "NNP" for i in range(first, last + 1)):
        return None
    if last + 1 >= len(parse) or parse.tags[last + 1] != "NNP":
        return None
    return speaker_after(parse, verb, last)


def said_before(scene: Scene, verb: int, group: tuple[int, int], part: tuple[int, int]) -> Range | None:
    """The range said before a trailing cue, quoted or not, or None if the cue does not trail."""
    parse = scene.parse
    if ":" in parse.words[part[1] + 1 : part[1] + 2]:
        return None
    closed = quotation_before(scene, verb, group)
    clause = _clause_before(scene, verb, part[0])
    if closed is not None:
        quotation = closed[0]
        start = quotation.start
        if scene.text[quotation.first].islower():
            start = _sentence_start(scene.text, quotation.start)
        elif clause is not None and not _is_direct(scene, quotation):
            start = min(start, parse.offsets[clause])
        return trimmed(scene.text, (start, quotation.end))
    if any(parse.tags[i] == "MD" for i in parse.kids(verb, "aux")):
        return None
    if clause is None and scene.quoted[verb] < 0 and _is_last(scene, part):
        clause = 0
    if clause is None or not _ends_clause(scene, part[0] - 1):
        return None
    return trimmed(scene.text, (parse.offsets[clause], parse.token_end(part[0] - 1)))


def _is_last(scene: Scene, part: tuple[int, int]) -> bool:
    """Does nothing but a short adverbial follow cue and speaker? "…, an official said on Sunday"."""
    rest = [i for i in range(part[1] + 1, len(scene.parse)) if not scene.is_mark(i)]
    return len(rest) <= _ADVERBIAL_WORDS and not any(scene.parse.is_verb(i) for i in rest) and part[0] > 3


def parenthesis(scene: Scene, part: tuple[int, int]) -> tuple[Range, ...]:
    """The two halves round a cue between commas: "The wells, farmers say, are dry"."""
    parse, (first, last) = scene.parse, part
    if first < 2 or last + 2 >= len(parse) or parse.words[first - 1] != "," or parse.words[last + 1] != ",":
        return ()
    start = 1 if parse.tags[0] == "CC" else 0
    end = len(parse) - 1
    if scene.quoted[last + 2] >= 0:
        quotation = scene.quotes[scene.quoted[last + 2]]
        if quotation.first >= len(scene.text) or not scene.text[quotation.first].islower():
            return ()
    elif parse.tags[last + 2] in ("VBG", "IN", "CC", "WP", "WDT", "WRB"):
        return ()
    return tuple(
        trimmed(scene.text, (parse.offsets[a], parse.token_end(b))) for a, b in ((start, first - 1), (last + 2, end))
    )


def _ends_clause(scene: Scene, index: int) -> bool:
    return index > 0 and (
        scene.parse.words[index] in (",", "?", "!", "--", "-", "—", "–")
        or (scene.is_mark(index) and scene.quoted[index] >= 0)
    )


def _clause_before(scene: Scene, verb: int, first: int) -> int | None:
    """The first token of the clause that the parser hangs on a trailing cue from the left."""
    parse = scene.parse
    if first < 2:
        return None
    for kid in parse.kids(verb, "ccomp"):
        if kid < first and scene.same_side(kid, verb):
            return parse.bounds(kid)[0]
    head = parse.heads[verb]
    if parse.deps[verb] in ("parataxis", "ccomp") and head < first and parse.is_verb(head):
        return min(parse.subtree(head)) if scene.same_side(head, verb) else None
    return None


def _is_direct(scene: Scene, quotation: Quotation) -> bool:
    """Does the quotation fill the sentence up to its end?"""
    return not any(char.isalnum() for char in scene.text[scene.parse.start : quotation.start])


def after(scene: Scene, part: tuple[int, int], *, limit: int) -> Quotation | None:
    """The quotation that a cue brings in on its right: the first one, with no more than ``limit`` words
    between."""
    parse = scene.parse
    for quotation in scene.quotes:
        if quotation.start >= parse.token_end(part[1]):
            between = scene.text[parse.token_end(part[1]) : quotation.start]
            return quotation if len(between.split()) <= limit else None
    return None


def is_overtaken(scene: Scene, quotation: Quotation, group: tuple[int, int]) -> bool:
    """Does the cue bring in a sentence of speech on its right, after quoted words that only stand in the
    clause before it? 'Speaking of his "luck", Rao said, "We were …"'."""
    if _is_direct(scene, quotation) or quotation is scene.ahead:
        return False
    brought = after(scene, group, limit=12)
    return (
        brought is not None and is_set_off(scene, brought) and scene.text[brought.first : brought.first + 1].isupper()
    )


def is_set_off(scene: Scene, quotation: Quotation) -> bool:
    """Is a quotation set off by a comma or colon, or does it open a sentence?"""
    ahead = scene.text[max(0, quotation.start - 3) : quotation.start].rstrip()
    return not ahead or ahead[-1] in ",:.!?"
