"""Is a mention of a known name a place here? Evidence for and against is summed; every weight stands in
``WEIGHTS``."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.codebook.gazetteer import ALTERNATE, DERIVED, MAIN
from dragoman.grounding.places.context import Around, around, people
from dragoman.grounding.places.lexicon import LISTED, Candidate, words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.runs import Word

WEIGHTS = {
    "country": 3.4,
    "division": 2.6,
    "listed": 2.6,
    "million": 2.2,
    "city": 1.3,
    "town": 0.3,
    "village": -0.7,
    "hamlet": -1.3,
    "alternate": -1.3,
    "acronym": -3.0,
    "thing after": -3.5,
    "derived": -1.8,
    "district": 0.4,
    "several words": 1.2,
    "ordinary word": -3.0,
    "given name": -3.0,
    "family name": -1.3,
    "person in document": -3.2,
    "locative": 2.2,
    "towards": 1.5,
    "of": 0.6,
    "by": -0.8,
    "kind before": 3.5,
    "resident of": 5.0,
    "people after": 1.8,
    "qualified": 4.5,
    "qualifier": 2.0,
    "dateline": 4.0,
    "listing": 0.8,
    "based": 3.0,
    "title before": -6.0,
    "given name before": -6.0,
    "name before": -2.6,
    "name before country": -0.8,
    "name after": -2.6,
    "name after country": -0.4,
    "head kept": 1.2,
    "head dropped": -3.2,
    "speech": -1.8,
    "age": -6.0,
    "who": -1.6,
    "article": -0.9,
    "sentence start": -0.3,
    "same name elsewhere": 1.6,
}
THRESHOLD = 0.0
STATE_ADJECTIVE, OTHER_ADJECTIVE = 3.0, 2.5
STRONG = 2.0

_NAME = r"[A-Z][\w.-]+(?: [A-Z][\w.-]+)?"
# "Clay, Grant and Swift counties": the rest of a list that ends in what all its names are.
PLURAL = re.compile(
    rf"(?:, {_NAME}){{0,20}}(?:,? and {_NAME})? (counties|provinces|districts|states|Counties)\b"
)
_AGE = re.compile(r", (?:aged? )?\d{1,2}(?:[,;)]| (?:of|from|who)\b)")
_DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,24})?,?(?: \w{3,9}\.? \d{1,2}(?:, \d{4})?)?(?: ?\([^)\n]{2,40}\))?"
    r"[ ]*(?:—|–|--|- |\n?-- )"
)
_BY = frozenset(["by", "said", "says", "told", "with", "mr", "mrs", "ms", "dr", "coach"])
_INITIAL = re.compile(r"(?<![.\w])[A-Z]\.[ \u00a0]\Z")
_PARTY = re.compile(r"\b(?:R|D|DFL|GOP|I|Lab|Con|LD|NDP|BJP)[-–]\Z")
_AGED_OF = re.compile(r"(?:\d|\d years old|-year-old [\w ]{3,20}),? (?:of|from) \Z")


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention with its evidence: ``score`` in all and ``signs``, the part that comes from the words about
    it."""

    mention: Mention
    around: Around
    score: float
    signs: float


def _standing(options: Sequence[Candidate], name: str) -> str:
    """How well known the best candidate is."""
    best = "hamlet"
    order = ("country", "listed", "division", "million", "city", "town", "village", "hamlet")
    for option in options:
        place, kind = option.place, option.kind
        if kind == LISTED:
            level = "country" if place.feature_code == "PCLI" else "listed"
        elif kind == MAIN and place.feature_code == "PCLI":
            level = "country"
        elif kind == MAIN and place.feature_code == "ADM1":
            level = "division" if place.population > 100_000 else "town"
        elif place.feature_code == "ADM2" or kind == DERIVED:
            level = "hamlet"
        else:
            people_there = place.population if kind == MAIN else place.population // 3
            level = (
                "million"
                if people_there >= 500_000
                else "city"
                if people_there >= 100_000
                else "town"
                if people_there >= 15_000
                else "village"
                if people_there >= 2_000
                else "hamlet"
            )
        if order.index(level) < order.index(best):
            best = level
    return best


def prior(mention: Mention) -> tuple[float, bool]:
    """What the name itself says, and whether it is a country's or another great name."""
    options, name = mention.found, mention.name
    standing = _standing(options, name)
    score = WEIGHTS[standing]
    great = standing in ("country", "division", "listed", "million")
    kinds = {option.kind for option in options}
    great = great and not kinds <= {ALTERNATE, DERIVED}
    if kinds <= {ALTERNATE, DERIVED}:
        score += WEIGHTS["alternate"] / (2 if standing in ("city", "million") else 1)
    if name.isupper() and len(name) <= 5 and LISTED not in kinds:
        score += WEIGHTS["acronym"]
    if kinds == {DERIVED}:
        score += WEIGHTS["derived"] - WEIGHTS["alternate"]
    if mention.last > mention.first:
        score += WEIGHTS["several words"]
        if any(o.kind == MAIN and o.place.feature_code == "ADM2" for o in options):
            score, great = max(score, 2.5), True
    else:
        if name.lower() in words("ordinary_words.txt") and standing != "country":
            score += WEIGHTS["ordinary word"]
        if name in words("given_names.txt") and standing != "country":
            score += WEIGHTS["given name"] * (0.3 if great else 1)
        elif name in words("surnames.txt"):
            score += WEIGHTS["family name"]
    return score, great


def _before(text: str, about: Around, mention: Mention, great: bool) -> float:
    """Evidence of the words to the left."""
    score = 0.0
    titles, given = words("titles.txt"), words("given_names.txt")
    last = about.before[-1] if about.before else ""
    low = last.lower()
    if about.left:
        if about.left in titles or (low in titles and not great):
            score += WEIGHTS["title before"] if not great else WEIGHTS["title before"] / 2
        elif about.left in given or len(about.left.rstrip(".")) == 1:
            score += WEIGHTS["given name before"]
        elif low in words("locative_words.txt"):
            score += WEIGHTS["locative"]
        elif low in words("place_nouns.txt"):
            score += 0.5
        else:
            score += WEIGHTS["name before country" if great else "name before"]
        return score
    behind = text[max(0, mention.start - 30) : mention.start]
    if _INITIAL.search(behind):
        return WEIGHTS["given name before"]
    if _PARTY.search(behind) or _AGED_OF.search(behind):
        return WEIGHTS["resident of"]
    if last.rstrip(".") in titles and last != low:
        return WEIGHTS["title before"] / (2 if great else 1)
    if last in titles and not great:
        score += WEIGHTS["title before"] / 3
    if low in words("locative_words.txt"):
        score += WEIGHTS["locative"]
    elif low == "of" and len(about.before) > 1 and about.before[-2].lower() in words("place_nouns.txt"):
        score += WEIGHTS["kind before"]
    elif low in words("place_nouns.txt"):
        score += WEIGHTS["people after"] / 2
    elif low in words("towards_words.txt"):
        score += WEIGHTS["towards"]
    elif low == "of":
        score += WEIGHTS["of"]
    elif low in _BY:
        score += WEIGHTS["by"]
    elif low in ("a", "an", "this", "his", "her", "their") and not about.after:
        score += WEIGHTS["article"]
    elif low == "the" and len(about.before) > 1 and about.before[-2].lower() in ("in", "near"):
        score += 0.6
    return score


def _after(text: str, about: Around, mention: Mention, great: bool) -> float:
    """Evidence of the words to the right."""
    low = about.after.lower()
    if about.right:
        return _right(mention.name, about, great)
    if _AGE.match(text, mention.end):
        return WEIGHTS["age"]
    if about.hyphened:
        return WEIGHTS["based"] if low in ("based", "area", "born", "born", "bound", "wide") else 0.0
    if low in words("thing_nouns.txt") and not about.possessive:
        return WEIGHTS["thing after"]
    if low in words("place_nouns.txt"):
        return WEIGHTS["people after"]
    if low == "based":
        return WEIGHTS["based"]
    if text[mention.end : mention.end + 1] in "$€£" and mention.name.isupper():
        return WEIGHTS["age"]
    if low in words("speech_verbs.txt") and not about.possessive:
        return 0.0 if great else WEIGHTS["speech"]
    if text[mention.end : mention.end + 5] == ", who" or low == "who":
        return 0.0 if great else WEIGHTS["who"]
    return 0.0


def _right(name: str, about: Around, great: bool) -> float:
    """Evidence of capitalised words that hang on to the right."""
    function = words("function_words.txt")
    if about.right in words("heads_kept.txt"):
        return WEIGHTS["head kept"] if about.tail not in words("heads_dropped.txt") or great else 0.0
    if about.right in words("heads_dropped.txt") or about.tail in words("heads_dropped.txt"):
        return WEIGHTS["head dropped"] if about.right in words("heads_dropped.txt") or not great else -1.0
    if about.right in words("titles.txt"):
        return WEIGHTS["head kept"]
    if about.right in function:
        return 0.0
    if name in words("given_names.txt"):
        return WEIGHTS["given name before"]
    return WEIGHTS["name after country" if great else "name after"]


_NOUN_FOLLOWS = re.compile(
    r"(?:[-–]|\s{1,3})(?!(?:who|was|is|are|were|has|had|have|and|or|in|on|at|to|of|from|for|by|with|as|said|will|would|that|which|but)\b)[A-Za-z]"
)
_TONGUE = re.compile(
    r"\b(?:in|into|speaks?|spoke|spoken|speaking|fluent|learn(?:ing|ed)?|taught|teach(?:ing)?|native) \Z"
)


def _adjective(text: str, about: Around, mention: Mention) -> float:
    """Adjectives count where they stand before a noun; a person ("an American") or a language does not
    count."""
    joined = re.match(r"(?:,? and|,| or|[-–/]) ?[A-Z]", text[mention.end : mention.end + 8])
    if not joined and not _NOUN_FOLLOWS.match(text, mention.end):
        return -1.0
    if mention.name in ("English", "French", "Spanish") and _TONGUE.search(
        text[max(0, mention.start - 16) : mention.start]
    ):
        return -1.0
    paired = (
        text[mention.end : mention.end + 1] in "-–" and about.after[:1].isupper()
    )  # "Egyptian-US relations"
    return STATE_ADJECTIVE if paired or about.after in words("state_nouns.txt") else OTHER_ADJECTIVE


def _qualified(text: str, named: Sequence[Mention], i: int) -> float:
    """Evidence of a country or state after a comma ("Salem, Ore."), a dateline, or neighbours in a list."""
    mention = named[i]
    score = 0.0
    if i + 1 < len(named):
        following = named[i + 1]
        between = text[mention.end : following.start]
        if re.fullmatch(r",\s{1,3}|\s?\(", between) and _is_container(following):
            score += WEIGHTS["qualified"]
        elif re.fullmatch(r",\s+|,? (?:and|or|&) ", between):
            score += WEIGHTS["listing"]
        elif between in (" in ", " in the ") and _is_container(following):
            score += WEIGHTS["qualifier"]
    if PLURAL.match(text, mention.end, mention.end + 400):
        score += WEIGHTS["people after"]
    if i:
        between = text[named[i - 1].end : mention.start]
        if re.fullmatch(r",\s+|,? (?:and|or|&) ", between):
            score += WEIGHTS["listing"]
        if re.fullmatch(r",\s{1,3}", between) and _is_container(mention):
            score += WEIGHTS["qualifier"]
    opening = not text[max(0, mention.start - 2) : mention.start].strip() or text[
        max(0, mention.start - 40) : mention.start
    ].rstrip()[-1:] in ("", ".", "\n")
    if opening and _DATELINE.match(text, mention.end):
        score += WEIGHTS["dateline"]
    return score


def _is_container(mention: Mention) -> bool:
    """Does it name a country or first-level division?"""
    return mention.role == "abbreviation" or any(
        option.place.feature_code in ("PCLI", "ADM1") and option.kind in (LISTED, MAIN)
        for option in mention.found[:3]
    )


def judge(text: str, found: Sequence[Word], named: Sequence[Mention]) -> list[Judged]:
    """The evidence on every mention, with what other mentions of the same name lend it."""
    persons = people(found, named)
    first: list[Judged] = []
    for i, mention in enumerate(named):
        about = around(text, found, mention)
        if mention.role == "adjective":
            score = _adjective(text, about, mention)
            first.append(Judged(mention, about, score, score))
            continue
        if mention.role != "name":
            first.append(Judged(mention, about, 3.0, 3.0))
            continue
        base, great = prior(mention)
        before = _before(text, about, mention, great)
        after = _after(text, about, mention, great)
        if before >= WEIGHTS["towards"] and not about.right and after > WEIGHTS["age"]:
            after = max(after, 0.0)  # "a nurse in Austin told", "a man from Tyler who"
        signs = before + after + _qualified(text, named, i)
        if mention.last == mention.first and mention.name in persons:
            signs += WEIGHTS["person in document"] * (0.5 if great else 1)
        if about.initial and not great:
            signs += WEIGHTS["sentence start"]
        first.append(Judged(mention, about, base + signs, signs))
    return _lend(first)


def _lend(judged: Sequence[Judged]) -> list[Judged]:
    """A name that is surely a place once is more likely one elsewhere in the document."""
    sure: dict[str, float] = defaultdict(lambda: -math.inf)
    for item in judged:
        sure[item.mention.name] = max(
            sure[item.mention.name], item.signs if item.score > THRESHOLD else -math.inf
        )
    return [
        Judged(item.mention, item.around, item.score + WEIGHTS["same name elsewhere"], item.signs)
        if item.signs < STRONG <= sure[item.mention.name]
        else item
        for item in judged
    ]
