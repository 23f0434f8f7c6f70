"""Evidence of the words beside a mention, for and against its being a place."""

import re
from collections.abc import Sequence

from dragoman.codebook.gazetteer import MAIN
from dragoman.grounding.places.context import Around
from dragoman.grounding.places.lexicon import LISTED, words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.weights import OTHER_ADJECTIVE, STATE_ADJECTIVE
from dragoman.grounding.places.weights import RECOGNITION as WEIGHTS

_NAME = r"[A-Z][\w.-]+(?: [A-Z][\w.-]+)?"
# "Clay, Grant and Swift counties": the rest of a list that ends in what all its names are.
PLURAL = re.compile(rf"(?:, {_NAME}){{0,20}}(?:,? and {_NAME})? (counties|provinces|districts|states|Counties)\b")
_LISTED_DIVISION = re.compile(r",? ?(?:and )?[A-Z]")
_AGE = re.compile(r", (?:aged? )?\d{1,2}(?:[,;)]| (?:of|from|who)\b)")
_DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,24})?,?(?: \w{3,9}\.? \d{1,2}(?:, \d{4})?)?(?: ?\([^)\n]{2,40}\))?"
    r"[ ]*(?:—|–|--|- |\n?-- )"
)
_INITIAL = re.compile(r"(?<![.\w])[A-Z]\.[ \u00a0]\Z")
_PARTY = re.compile(r"\b(?:R|D|DFL|GOP|I|Lab|Con|LD|NDP|BJP)[-–]\Z")
_AGED_OF = re.compile(r"(?:\d|\d years old|-year-old [\w ]{3,20}),? (?:of|from) \Z")
_BY = frozenset(["by", "said", "says", "told", "with", "mr", "mrs", "ms", "dr", "coach"])
_NICKNAME = re.compile(r"""(?:\balias|\baka|a\.k\.a\.|known as|nicknamed),? ["'“‘]?\Z""")
_ARTICLES = frozenset(["a", "an", "this", "his", "her", "their"])
_LIST_GAP = re.compile(r",\s+|,? (?:and|or|&) ")
_COMMA_GAP = re.compile(r",\s{1,3}")
_QUALIFIER_GAP = re.compile(r",\s{1,3}|\s?\(")
_VERBS = "who|was|is|are|were|has|had|have|and|or|in|on|at|to|of|from|for|by|with|as|said|will|would|that|which|but"
_NOUN_FOLLOWS = re.compile(rf"(?:[-–]|\s{{1,3}})(?!(?:{_VERBS})\b)[A-Za-z]")
_JOINED = re.compile(r"(?:,? and|,| or|[-–/]) ?[A-Z]")
_TONGUES = frozenset(["English", "French", "Spanish"])
_TONGUE = re.compile(
    r"\b(?:in|into|speaks?|spoke|spoken|speaking|fluent|learn(?:ing|ed)?|taught|teach(?:ing)?|native) \Z"
)


def left_evidence(text: str, about: Around, mention: Mention, *, great: bool) -> float:
    """Evidence of the words to the left. ``great``: the name is a country's or as well known."""
    if about.left:
        return _hanging_left(about, great)
    behind = text[max(0, mention.start - 30) : mention.start]
    if _INITIAL.search(behind):
        return WEIGHTS["given name before"]
    if _NICKNAME.search(behind):
        return WEIGHTS["nickname"]
    if _PARTY.search(behind) or _AGED_OF.search(behind):
        return WEIGHTS["resident of"]
    last, titles = about.before[-1] if about.before else "", words("titles.txt")
    if last.rstrip(".") in titles and last != last.lower():
        return WEIGHTS["title before"] / (2 if great else 1)
    office = WEIGHTS["title before"] / 3 if last in titles and not great else 0.0
    return office + _small_word(about, last.lower())


def _hanging_left(about: Around, great: bool) -> float:
    """Evidence of a capitalised word that hangs on to the left."""
    low, titles = about.left.lower(), words("titles.txt")
    last = about.before[-1].lower() if about.before else ""
    if about.left in titles or (last in titles and not great):
        return WEIGHTS["title before"] / (2 if great else 1)
    if (
        about.left in words("given_names.txt")
        or about.left in words("name_particles.txt")
        or len(about.left.rstrip(".")) == 1
    ):
        return WEIGHTS["given name before"]
    if low in words("locative_words.txt"):
        return WEIGHTS["locative"]
    if low in words("place_nouns.txt"):
        return WEIGHTS["kind beside"]
    return WEIGHTS["name before country" if great else "name before"]


def _small_word(about: Around, low: str) -> float:
    """Evidence of the small word before a mention."""
    further = about.before[-2].lower() if len(about.before) > 1 else ""
    if low in words("locative_words.txt"):
        return WEIGHTS["locative"]
    if low == "of":
        return WEIGHTS["kind before" if further in words("place_nouns.txt") else "of"]
    if low in words("place_nouns.txt"):
        return WEIGHTS["people after"] / 2
    if low in words("towards_words.txt"):
        return WEIGHTS["towards"]
    if low in _BY:
        return WEIGHTS["by"]
    if low in _ARTICLES and not about.after:
        return WEIGHTS["article"]
    return WEIGHTS["in the"] if low == "the" and further in ("in", "near") else 0.0


def right_evidence(text: str, about: Around, mention: Mention, *, great: bool) -> float:
    """Evidence of the words to the right."""
    if about.right:
        return _hanging_right(mention.name, about, great)
    if _AGE.match(text, mention.end):
        return WEIGHTS["age"]
    low = about.after.lower()
    if about.hyphened:
        return WEIGHTS["based"] if low in ("based", "area", "born", "bound", "wide") else 0.0
    if mention.name.isupper() and text[mention.end : mention.end + 1] in ("$", "€", "£"):
        return WEIGHTS["money"]
    if about.after in words("administrative_nouns.txt"):
        return WEIGHTS["division after"]
    if low in words("place_nouns.txt"):
        return WEIGHTS["people after"]
    if low == "based":
        return WEIGHTS["based"]
    return 0.0 if about.possessive else _person_or_thing(text, mention, low, great)


def _person_or_thing(text: str, mention: Mention, low: str, great: bool) -> float:
    """Evidence of words that follow persons ("said", "who") or things named after places ("virus")."""
    if low in words("thing_nouns.txt"):
        return WEIGHTS["thing after"]
    if great:
        return 0.0
    if low in words("speech_verbs.txt"):
        return WEIGHTS["speech"]
    return WEIGHTS["who"] if low == "who" or text.startswith(", who", mention.end) else 0.0


def _hanging_right(name: str, about: Around, great: bool) -> float:
    """Evidence of capitalised words that hang on to the right."""
    kept, dropped = words("heads_kept.txt"), words("heads_dropped.txt")
    if about.right in kept:
        return WEIGHTS["head kept"] if great or about.tail not in dropped else 0.0
    if about.right in dropped:
        return WEIGHTS["head dropped"]
    if about.tail in dropped:
        return WEIGHTS["head dropped later" if great else "head dropped"]
    if about.right in words("titles.txt"):
        return WEIGHTS["head kept"]
    if about.right in words("function_words.txt"):
        return 0.0
    if name in words("given_names.txt"):
        return WEIGHTS["given name before"]
    return WEIGHTS["name after country" if great else "name after"]


def neighbour_evidence(text: str, named: Sequence[Mention], i: int) -> float:
    """Evidence of other known names beside: a state after a comma ("Salem, Ore."), a list; and of a dateline."""
    mention, score = named[i], 0.0
    if i + 1 < len(named):
        score += _following(text[mention.end : named[i + 1].start], named[i + 1])
    if i:
        between = text[named[i - 1].end : mention.start]
        score += WEIGHTS["listing"] if _LIST_GAP.fullmatch(between) else 0.0
        score += WEIGHTS["qualifier"] if _COMMA_GAP.fullmatch(between) and is_container(mention) else 0.0
    if _LISTED_DIVISION.match(text, mention.end) and PLURAL.match(text, mention.end, mention.end + 400):
        score += WEIGHTS["division after"]
    return score + (WEIGHTS["dateline"] if _opens(text, mention) and _DATELINE.match(text, mention.end) else 0.0)


def _following(between: str, following: Mention) -> float:
    if is_container(following):
        if _QUALIFIER_GAP.fullmatch(between):
            return WEIGHTS["qualified"]
        if between in (" in ", " in the "):
            return WEIGHTS["qualifier"]
    return WEIGHTS["listing"] if _LIST_GAP.fullmatch(between) else 0.0


def _opens(text: str, mention: Mention) -> bool:
    """Does a mention begin a paragraph or a sentence?"""
    behind = text[max(0, mention.start - 40) : mention.start]
    return not behind[-2:].strip() or behind.rstrip()[-1:] in ("", ".", "\n")


def is_container(mention: Mention) -> bool:
    """Does it name a country or first-level division?"""
    return mention.role == "abbreviation" or any(
        option.place.feature_code in ("PCLI", "ADM1") and option.kind in (LISTED, MAIN) for option in mention.found[:3]
    )


def adjective_score(text: str, about: Around, mention: Mention) -> float:
    """Adjectives count before a noun; a person ("an American") or a language does not count."""
    if not _JOINED.match(text, mention.end) and not _NOUN_FOLLOWS.match(text, mention.end):
        return -1.0
    if mention.name in _TONGUES and _TONGUE.search(text, max(0, mention.start - 16), mention.start):
        return -1.0
    paired = text[mention.end : mention.end + 1] in ("-", "–") and about.after[:1].isupper()  # "Egyptian-US"
    return STATE_ADJECTIVE if paired or about.after in words("state_nouns.txt") else OTHER_ADJECTIVE
