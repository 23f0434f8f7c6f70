"""English word forms from lemmas: enough for the verbs and nouns of a codebook."""

import re
from collections.abc import Mapping

from dragoman.codebook.words import word_list

_VOWELS = "aeiou"
_DOUBLE = re.compile(r"(?:^|[^aeiou])[aeiou][bcdfgklmnprtvz]$")


def verb_forms(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All forms of a verb, the base form first; ``irregular`` maps a lemma to its past forms."""
    if lemma in ("be", "have", "do"):
        return {
            "be": ("be", "is", "are", "was", "were", "been", "being", "am"),
            "have": ("have", "has", "had", "having"),
            "do": ("do", "does", "did", "done", "doing"),
        }[lemma]
    past = irregular.get(lemma) or (_past(lemma),)
    american = (lemma + "ed", lemma + "ing") if lemma in _EITHER else ()
    return tuple(dict.fromkeys((lemma, third_person(lemma), gerund(lemma), *past, *american)))


def third_person(lemma: str) -> str:
    """``attack`` → ``attacks``, ``push`` → ``pushes``, ``deny`` → ``denies``."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else "s")


def gerund(lemma: str) -> str:
    """``strike`` → ``striking``, ``ban`` → ``banning``, ``flee`` → ``fleeing``."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ing"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ed"


_DOUBLING = word_list("doubling")


# Doubled in British spelling only.
_EITHER = frozenset(["cancel", "signal", "travel", "label", "model", "quarrel", "equip", "kidnap"])


def _doubles(lemma: str) -> bool:
    """Is the last letter doubled before -ed and -ing? One-syllable verbs and those stressed at the end."""
    if lemma in _DOUBLING:
        return True
    return bool(_DOUBLE.search(lemma)) and len(re.findall(r"[aeiouy]+", lemma)) == 1


def noun_forms(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Singular and plural of a noun; a lemma given in the plural ("talks") has no other form."""
    if lemma in irregular:
        return tuple(dict.fromkeys((lemma, third_person(lemma), *irregular[lemma])))
    if lemma.endswith("s") and not lemma.endswith(("ss", "us", "is")):
        return (lemma,)
    if lemma.endswith("man"):
        return (lemma, lemma[:-2] + "en")
    return (lemma, third_person(lemma))
