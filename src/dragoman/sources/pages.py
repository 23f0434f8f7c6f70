"""HTML pages: the report without the menus, advertisements and comments round it (trafilatura)."""

from typing import Any

from dragoman.errors import InputError


def read_page(page: str | bytes, *, place: str) -> dict[str, Any]:
    """Take the report out of an HTML page.

    Args:
        page: text, or bytes if the page itself is to say in what encoding it is.
        place: file, for the message.

    Returns:
        Fields of a row: text, title, published, url, publication, author, language. The date is taken
        from the page's metadata only and is never guessed from its words.

    Raises:
        InputError: no report in it.
    """
    import trafilatura  # noqa: PLC0415 — half of the start-up time of everything else

    found: Any = trafilatura.bare_extraction(
        page,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or not found.text:
        mend = "save the report's text as .txt, if there is one in it"
        raise InputError(place, "no report found in the page", mend)
    return {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "url": found.url,
        "publication": found.sitename,
        "author": found.author,
        "language": found.language,
    }
