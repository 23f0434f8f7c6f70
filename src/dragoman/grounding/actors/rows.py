"""Rows of phrases in, rows of country and sector out: the ``actor`` command without its shell."""

from collections.abc import Iterable, Iterator, Mapping

from dragoman.codebook.actors import load_actor_lexicon
from dragoman.errors import InputError
from dragoman.grounding.actors.phrase import resolve_phrase


def actor_rows(rows: Iterable[Mapping[str, object]]) -> Iterator[dict[str, object]]:
    """Answers to rows ``{"id", "text", "published"?}``, one each, in their order.

    Raises:
        InputError: a row without text.
    """
    lexicon = load_actor_lexicon()
    for number, row in enumerate(rows, 1):
        text, published = row.get("text"), row.get("published")
        if not isinstance(text, str):
            raise InputError(f"row {number}", "no text", 'give each row a field "text"')
        date = published if isinstance(published, str) else None
        found = resolve_phrase(text, lexicon=lexicon, date=date)
        yield {
            "id": row.get("id"),
            "code": found.code,
            "sector": found.sector,
            "other_sectors": list(found.other_sectors),
            "name": found.name,
            "reason": found.reason,
        }
