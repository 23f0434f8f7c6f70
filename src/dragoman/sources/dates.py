"""Publication dates: ISO 8601 dates and datetimes, nothing else.

Other ways of writing a date are refused and not guessed: 04/05/2021 is a day in April or in May.
"""

from datetime import date, datetime

from dragoman.errors import DateError


def parse_published(value: str, *, place: str) -> str:
    """The ISO date or datetime that a publication date stands for.

    Args:
        value: e.g. ``2021-08-10`` or ``2021-08-10T14:30:00Z``.
        place: file and row, or option, for the message.

    Raises:
        DateError: it is neither.
    """
    words = value.strip()
    iso = _iso(words)
    if iso is None:
        shown = words if len(words) <= 40 else words[:39] + "…"
        mend = "write it as YYYY-MM-DD, e.g. 2021-08-10"
        raise DateError(place, f"“{shown}” is no ISO date", mend)
    return iso


def _iso(words: str) -> str | None:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(words).isoformat()
    except ValueError:
        return None
