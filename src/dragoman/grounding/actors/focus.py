"""The country that a text is about."""

from collections import Counter
from collections.abc import Iterable

from dragoman.grounding.actors.types import NameHit

_NO_STATE = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
_SHARE = 0.4


def text_focus(hits: Iterable[NameHit]) -> str | None:
    """Alpha-3 code of the country that a text names most, counting its people, towns, groups and leaders.

    ``None`` where no country has two fifths of all that is named.
    """
    counts: Counter[str] = Counter()
    for hit in hits:
        code = hit.names[0].entry.code
        if not code or code in _NO_STATE or (hit.focus_only and hit.kind != "country"):
            continue
        counts[code] += 2 if hit.kind == "country" and not hit.focus_only else 1
    if not counts:
        return None
    code, count = counts.most_common(1)[0]
    return code if count >= _SHARE * counts.total() else None
