"""Pages of a web archive (WARC): each response that is a page of text is one report."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.sources.pages import read_page
from dragoman.sources.texts import LIMIT, check_size

_PAGES = ("text/html", "application/xhtml")


def warc_pages(stream: BinaryIO, *, path: str) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Place (``file:record``, records counted from 1) and fields of each page, or its error.

    Images, redirects, errors of the server and the archive's own records are passed over. The publication date
    is the page's own; when it was crawled says nothing of that.

    Raises:
        InputError: the file is no archive, or breaks off.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 — only where an archive is read
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            if _is_page(record):
                place = f"{path}:{number}"
                yield place, _page(record, place=place)
    except ArchiveLoadFailed as error:
        problem = " ".join(str(error).split())[:100]
        raise InputError(path, f"no WARC file that can be read ({problem})", "fetch it again") from None


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_PAGES)


def _page(record: Any, *, place: str) -> dict[str, Any] | InputError:
    try:
        data = record.content_stream().read(LIMIT + 1)
        check_size(len(data), place=place)
        found = read_page(data, place=place)
    except InputError as error:
        return error
    return found | {"url": record.rec_headers.get_header("WARC-Target-URI") or found["url"]}
