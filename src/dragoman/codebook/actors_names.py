"""How names are cut into tokens and made comparable.

A key is the tokens of a name in lower case without diacritics, full stops and inner apostrophes, joined
by blanks; hyphens part tokens and a possessive ``'s`` is a token of its own. So "al-Shabaab" and
"al Shabaab", "U.S." and "US", "Erdoğan" and "Erdogan" share their keys.
"""

import re
import unicodedata

TOKEN = re.compile(r"['’]s\b|[A-Z](?:\.[A-Z])+\b\.?|[^\W_]+(?:['’ʼ‘`](?!s\b)[^\W_]+)*")

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans("øØłŁđĐıðæœ", "oOlLdDidao", ".'’ʼ‘`")
_MARKS = re.compile(r"[\u0300-\u036f]")
_POSSESSIVE = ("'s", "’s")


def token_key(token: str) -> str:
    """The comparable form of one token, e.g. ``U.S.`` → ``us``, ``Vučić`` → ``vucic``."""
    if token in _POSSESSIVE:
        return "'s"
    if token.isascii():
        return token.lower() if token.isalnum() else token.lower().replace(".", "").replace("'", "")
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", token.translate(_LETTERS)))
    return plain.casefold()


def name_key(name: str) -> str:
    """The comparable form of a whole name.

    Most names are plain words, for which the lower case is nearly the key.
    """
    if name.isascii():
        plain = name.lower()
        if "-" in plain:
            plain = plain.replace("-", " ")
        if plain.isalpha() or plain.replace(" ", "").isalnum():
            return plain
    return " ".join([token_key(token) for token in TOKEN.findall(name)])
