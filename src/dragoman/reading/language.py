"""Is a text English? Function words tell nearly always; only doubtful texts are shown to a classifier."""

import re

from dragoman.codebook.words import word_list

_COMMON = word_list("common")
_LETTERS = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.12
_TOO_FEW = 0.04
_SHORT = 8


def is_english(text: str) -> bool:
    """Does the text (its first 3,000 characters) read as English? Very short texts get the benefit of the doubt
    where they are in Latin letters."""
    sample = text[:3000]
    words = [word.lower() for word in _LETTERS.findall(sample)]
    if not words:
        return True
    if sum(word.isascii() for word in words) < 0.6 * len(words):
        return False
    share = sum(word in _COMMON for word in words) / len(words)
    if share >= _ENOUGH or len(words) < _SHORT:
        return True
    if len(words) >= 60 and share < _TOO_FEW:
        return False
    return _classified(sample)


def _classified(sample: str) -> bool:
    import py3langid  # noqa: PLC0415 - heavy, and rarely needed

    language, _ = py3langid.classify(sample)
    return str(language) == "en"
