"""What ``dragoman actor`` says of a phrase, or of each row of a file."""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, TextIO

from dragoman.cli.marked import clean
from dragoman.cli.run import Exit
from dragoman.errors import InputError
from dragoman.grounding.actors.rows import actor_rows
from dragoman.sources.tables import jsonl_rows


def phrase_words(phrase: str, *, date: str | None) -> str:
    """``AFG REB  Taliban: …``: codes, name and reason; a dash where there is no code."""
    found: dict[str, Any] = next(actor_rows([{"text": phrase, "published": date}]))
    codes = [found["code"] or "–", found["sector"] or "–", *found["other_sectors"]]
    return f"{' '.join(codes)}  {clean(str(found['name'] or phrase))}: {clean(str(found['reason']))}"


def answer_rows(name: str, *, date: str | None, tell: Callable[[str], None]) -> Exit:
    """Print one JSON object for each row of a JSONL file, in order.

    Raises:
        InputError: the file cannot be read.
    """
    answered = aside = 0
    with ExitStack() as stack:
        lines = _lines(name, stack)
        for place, row in jsonl_rows(lines, path=name, encoding="utf-8", columns={}):
            try:
                print(json.dumps(_answer(row, place=place, date=date), ensure_ascii=False))
                answered += 1
            except InputError as error:
                tell(str(error))
                aside += 1
    if aside:
        return Exit.SOME_ASIDE if answered else Exit.NOTHING
    return Exit.DONE


def _answer(row: dict[str, Any] | InputError, *, place: str, date: str | None) -> dict[str, object]:
    if isinstance(row, InputError):
        raise row
    if not isinstance(row.get("text"), str):
        raise InputError(place, "no text", 'give each row a field "text"')
    return next(actor_rows([{"published": date} | row]))


def _lines(name: str, stack: ExitStack) -> TextIO:
    if name == "-":
        return sys.stdin
    try:
        return stack.enter_context(open(name, encoding="utf-8", errors="surrogateescape"))
    except OSError as error:
        raise InputError(name, error.strerror or str(error), "check the name of the file") from None
