"""The run over a stream of inputs: code what can be coded, say in a line what cannot."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from dragoman.errors import DragomanError, InputError
from dragoman.record.types import CodedDocument, Document

Coder = Callable[[Document], CodedDocument]


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    """all inputs were coded"""
    SOME_ASIDE = 1
    """some inputs were put aside, the rest is coded"""
    NOTHING = 2
    """a mistake in the command, or no input could be coded"""
    STOPPED = 130
    """stopped with Ctrl-C"""
    PIPE_CLOSED = 141
    """the reader of the output went away"""


def code_inputs(
    items: Iterable[Document | InputError],
    *,
    coder: Coder,
    write: Callable[[CodedDocument], None],
    tell: Callable[[str], None],
) -> Exit:
    """Code each document in turn and hand it to ``write``; ``tell`` gets a line for each that fails."""
    coded = aside = 0
    for item in items:
        if isinstance(item, InputError):
            tell(str(item))
            aside += 1
            continue
        try:
            result = coder(item)
        except DragomanError as error:
            tell(f"{item.id}: {error}")
            aside += 1
            continue
        write(result)
        coded += 1
    if aside:
        return Exit.SOME_ASIDE if coded else Exit.NOTHING
    return Exit.DONE
