"""Modes from instruments and manner, contexts from the paragraph, numbers of dead, injured and arrested."""

import re
from functools import cache

from dragoman.codebook.book import Codebook
from dragoman.codebook.phrases import PhraseIndex
from dragoman.coding.deeds import Deed
from dragoman.coding.scene import TRANSPARENT, Scene
from dragoman.reading.syntax import Parse
from dragoman.record.types import Count, Range, Size

_NUMBERS = {
    word: value
    for value, words in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
    for word in [words]
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ROUGH = {
    "several": 3,
    "multiple": 3,
    "few": 3,
    "dozen": 12,
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "couple": 2,
    "both": 2,
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|upwards of|a minimum of)\s*$", re.I)
_AT_MOST = re.compile(r"\b(?:at most|up to|as many as|fewer than|less than|under|no more than|nearly|almost)\s*$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|approximately|roughly)\s*$", re.I)
_PEOPLE_VERBS = {
    "dead": frozenset(
        [
            "kill",
            "killed",
            "killing",
            "kills",
            "die",
            "died",
            "dies",
            "dead",
            "slain",
            "massacred",
            "executed",
            "murdered",
            "shot",
        ]
    ),
    "injured": frozenset(["wound", "wounded", "wounding", "injure", "injured", "injuring", "hurt"]),
    "arrested": frozenset(
        [
            "arrest",
            "arrested",
            "arresting",
            "detain",
            "detained",
            "detaining",
            "jailed",
            "captured",
            "capturing",
            "rounded",
            "apprehended",
        ]
    ),
}
_WORD_TO_KIND = {word: kind for kind, words in _PEOPLE_VERBS.items() for word in words}


# Types whose modes the words of the clause show; those of the others are in the entries.
_SHOWN_BY_MANNER = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "PROTEST"})


@cache
def _mode_patterns(digest: str) -> "dict[str, list[tuple[str, re.Pattern[str]]]]":
    """By type the patterns of a codebook's modes, made when the first deed asks for one."""
    return {}


def _patterns_of(book: Codebook, type_: str) -> "list[tuple[str, re.Pattern[str]]]":
    known = _mode_patterns(book.digest)
    if type_ not in known:
        known[type_] = [
            (mode.name, _any_of(tuple(sorted(mode.words, key=len, reverse=True))))
            for mode in book.modes
            if mode.type == type_ and mode.words
        ]
    return known[type_]


def modes_of(scene: Scene, deed: Deed) -> tuple[str, ...]:
    """The deed's own modes, or else those that its clause shows."""
    if deed.modes:
        return deed.modes
    if deed.type not in _SHOWN_BY_MANNER:
        return ()
    words = clause_text(scene.parse, deed)
    found = [mode for mode, pattern in _patterns_of(scene.book, deed.type) if pattern.search(words)]
    if deed.type == "ASSAULT" and "drone" in found and "aerial" in found:
        found.remove("aerial")
    if deed.type == "ASSAULT" and "suicide-attack" in found and "explosives" in found:
        found.remove("explosives")
    return tuple(found[:2])


def clause_text(parse: Parse, deed: Deed) -> str:
    """The words of the deed's clause: what hangs on its predicates, without finite clauses inside."""
    words: set[int] = set(deed.used)
    stack = list(deed.used)
    while stack:
        node = stack.pop()
        for kid in parse.children[node]:
            if kid not in words and not (
                parse.deps[kid] in ("ccomp", "conj", "advcl", "relcl", "parataxis") and parse.is_verb(kid)
            ):
                words.add(kid)
                stack.append(kid)
    return " ".join(parse.words[i] for i in sorted(words))


def contexts_of(book: Codebook, paragraph: str) -> tuple[str, ...]:
    """Contexts whose words stand in the paragraph, in the codebook's order."""
    if book.digest not in _CONTEXTS:
        _CONTEXTS[book.digest] = PhraseIndex(book.contexts)
    found = _CONTEXTS[book.digest].find(paragraph)
    return tuple(name for name in book.contexts if name in found)


def _any_of(words: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.I)


# The words of a codebook's contexts, indexed when the first text is held against them.
_CONTEXTS: dict[str, PhraseIndex] = {}


def size_of(scene: Scene, deed: Deed, elsewhere: frozenset[str] = frozenset()) -> Size | None:
    """Numbers of people killed, injured and arrested that the sentence tells with this deed.

    ``elsewhere``: what other deeds of the sentence count themselves, lest the dead be counted twice.
    """
    parse = scene.parse
    if deed.type not in ("ASSAULT", "COERCE", "PROTEST"):
        return None
    found: dict[str, Count] = {}
    if deed.size and deed.counted is not None and not _are_people(scene, deed.counted):
        return None
    if deed.size and deed.counted is not None:
        count = count_all(scene, deed.counted)
        if count is not None:
            found[deed.size] = count
    for index, word in enumerate(parse.lower):
        kind = _WORD_TO_KIND.get(word)
        if kind == "arrested" and deed.type == "ASSAULT" and index not in deed.used:
            continue
        if kind in elsewhere and not deed.size and index not in deed.used:
            continue
        if kind is None or kind in found or (deed.size and index == deed.head):
            continue
        count = _victims(scene, index)
        if count is not None and not (
            kind == "arrested" and deed.type == "ASSAULT" and word.startswith("captur") and index != deed.head
        ):
            found[kind] = count
    return Size(**found) if found else None


def _are_people(scene: Scene, head: int) -> bool:
    """Is it people that a noun phrase counts, rather than towns or tanks?"""
    parse = scene.parse
    if parse.tags[head] == "CD":
        of = [parse.kid(prep, "pobj") for prep in parse.kids(head, "prep")]
        return any(o is not None and scene.can_act(o) for o in of) or not _counts_places(parse, scene, head)
    return scene.can_act(head) or parse.lower[head] in TRANSPARENT or parse.lower[head] in scene.book.lists["people"]


def _counts_places(parse: Parse, scene: Scene, head: int) -> bool:
    return any(parse.lower[i] in scene.book.lists["place_nouns"] and parse.tags[i] == "NNS" for i in range(head))


def _victims(scene: Scene, index: int) -> Count | None:
    """The number of those who were killed, hurt or held by the word at an index."""
    parse = scene.parse
    slots = (
        ("dobj", "nsubjpass") if parse.lower[index] not in ("die", "died", "dies", "dead") else ("nsubj", "nsubjpass")
    )
    holds = parse.lower[index] in _PEOPLE_VERBS["arrested"]  # hills are captured too
    for kid in parse.kids(index, *slots):
        count = count_all(scene, kid)
        if count is not None and (not holds or _are_people(scene, kid)):
            return count
    head = parse.heads[index]
    alone = not parse.kids(index, "nsubj", "dobj")
    if parse.deps[index] in ("acl", "amod", "acomp", "oprd", "advcl", "appos") and head != index and alone:
        for node in (head, *parse.kids(head, "nsubj", "dobj")):
            count = count_all(scene, node)
            if count is not None and (parse.is_noun(node) or parse.tags[node] == "CD"):
                return count
    return count_of(parse, index) if parse.lower[index] == "dead" else None


def count_all(scene: Scene, head: int) -> Count | None:
    """How many all that is coordinated counts: "a commander and two of his men" are three."""
    counts = [_count_or_one(scene, item) for item in scene.parse.conjuncts(head)]
    known = [count for count in counts if count is not None]
    if not known or len(known) == 1:
        return known[0] if known else None
    low = sum(c if isinstance(c, int) else c.min or 0 for c in known)
    if all(isinstance(c, int) for c in known):
        return low
    highs = [c if isinstance(c, int) else c.max for c in known]
    return Range(low, None if None in highs else sum(h for h in highs if h is not None))


def _count_or_one(scene: Scene, head: int) -> Count | None:
    """A number, or one for a person named or spoken of in the singular."""
    count = count_of(scene.parse, head)
    if count is not None or scene.parse.lower[head] in TRANSPARENT:
        return count
    person = scene.kinds[head] == "person" or (
        scene.kinds[head] in ("agent", "proper") and scene.parse.tags[head] in ("NN", "NNP")
    )
    word = scene.parse.lower[head]
    things = scene.book.lists["collectives"] | scene.book.lists["aircraft"] | scene.book.lists["vessels"]
    return 1 if person and word not in things else None


def count_of(parse: Parse, head: int) -> Count | None:
    """How many a noun phrase counts: "at least 12 people", "dozens of soldiers", "between 30 and 40"."""
    number = head if parse.tags[head] == "CD" or parse.lower[head] in _ROUGH else parse.kid(head, "nummod")
    if number is None:
        for kid in parse.kids(head, "amod", "det", "predet"):
            if parse.lower[kid] in _ROUGH:
                return Range(_ROUGH[parse.lower[kid]], None)
        return 1 if _is_one(parse, head) else None
    value = number_value(parse, number)
    if value is None:
        return None
    if parse.lower[number] in _ROUGH:
        return Range(value, None)
    before = parse.text[: parse.offsets[_first_of(parse, number)] - parse.start]
    span = re.search(r"between\s+$", before, re.I)
    following = re.match(r"\s+and\s+(\d[\d,]*)", parse.text[parse.token_end(number) - parse.start :])
    if span and following:
        return Range(value, int(following.group(1).replace(",", "")))
    if _AT_LEAST.search(before):
        return Range(value, None)
    return Range(None, value) if _AT_MOST.search(before) else value


def _first_of(parse: Parse, number: int) -> int:
    kids = [kid for kid in parse.kids(number, "compound", "nummod") if kid < number and parse.tags[kid] == "CD"]
    return min([number, *kids])


def _is_one(parse: Parse, head: int) -> bool:
    """ "a soldier was killed": one, if the noun is singular and indefinite."""
    return parse.tags[head] == "NN" and any(
        parse.lower[kid] in ("a", "an", "another") for kid in parse.kids(head, "det")
    )


def number_value(parse: Parse, index: int) -> int | None:
    """The value of a number word, with what is compounded to it ("two hundred", "1,200", "twenty-five")."""
    word = parse.lower[index].replace(",", "")
    if word.isdigit():
        value = int(word)
    elif word in _ROUGH:
        value = _ROUGH[word]
        if word == "dozen":
            value = 12 * (_small(parse, index) or 1)
    elif word in _SCALES:
        value = _SCALES[word] * (_small(parse, index) or 1)
    else:
        parts = word.split("-")
        if not all(part in _NUMBERS for part in parts):
            return None
        value = sum(_NUMBERS[part] for part in parts)
    return value


def _small(parse: Parse, index: int) -> int | None:
    for kid in parse.kids(index, "compound", "nummod", "quantmod"):
        word = parse.lower[kid].replace(",", "")
        if word.isdigit():
            return int(word)
        if word in _NUMBERS:
            return _NUMBERS[word]
    return None
