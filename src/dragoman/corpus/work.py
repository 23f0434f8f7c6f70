"""What a worker does with a chunk: code its documents one by one, and give back rows, never parsed documents."""

import importlib
import json
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from dragoman.errors import DragomanError, InputError
from dragoman.record.types import CodedDocument, Document
from dragoman.sources import Placed
from dragoman.store.parts import Rows, encode
from dragoman.store.tables import Failure

Coder = Callable[[Document], CodedDocument]

CODER = "dragoman.corpus.ahead:AheadCoder"
"""The coder, as ``module:function`` or ``module:class``; a class may have ``expect`` (see there), and arguments,
written as a JSON object after a blank."""


@dataclass(frozen=True, slots=True)
class Task:
    """Items to code. ``only``: indices of the items to do, all if None; ``lost``: kind and reason of failure of
    items that are not to be tried again in this run, by index; ``seconds``: the most a document may take;
    ``ahead``: whether documents may be worked on before their turn."""

    number: int
    items: tuple[tuple[str, Document | Failure], ...]
    seconds: float
    only: frozenset[int] | None = None
    lost: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    ahead: bool = True


def items_of(placed: Sequence[Placed]) -> tuple[tuple[str, Document | Failure], ...]:
    """The items of a chunk as they are sent to a worker: what cannot be read is a failure already."""
    return tuple(
        (place, failure(place, None, "input", f"{item.problem}; {item.mend}"))
        if isinstance(item, InputError)
        else (place, item)
        for place, item in placed
    )


class _TooLong(Exception):  # noqa: N818 — a signal, never seen outside
    pass


def load_coder(name: str) -> Coder:
    """The function, or a new object of the class, that ``module:name`` names."""
    path, arguments = parted(name)
    module, _, attribute = path.partition(":")
    found = getattr(importlib.import_module(module), attribute)
    coder: Coder = found(**arguments) if isinstance(found, type) else found
    return coder


def parted(name: str) -> tuple[str, dict[str, Any]]:
    """``module:name`` and the arguments of a coder."""
    path, _, arguments = name.partition(" ")
    return path, json.loads(arguments) if arguments else {}


def coder_with(**arguments: Any) -> str:
    """The coder with arguments; see :class:`dragoman.corpus.ahead.AheadCoder`."""
    return f"{CODER} {json.dumps(arguments, sort_keys=True)}" if arguments else CODER


def do(task: Task, coder: Coder, *, at: Callable[[int], None] = lambda index: None) -> bytes:
    """Code the items of a task; ``at`` hears the index of each before it is begun.

    Returns:
        The rows, as :func:`dragoman.store.parts.encode` writes them.
    """
    try:
        return encode(_rows(task, coder, at=at, careful=False).tables())
    except pa.ArrowException:
        return encode(_rows(task, coder, at=at, careful=True).tables())


def _rows(task: Task, coder: Coder, *, at: Callable[[int], None], careful: bool) -> Rows:
    rows, seen = Rows(), _Seen(coder)
    if hasattr(coder, "expect"):
        coder.expect([item for _, item in task.items if isinstance(item, Document)] if task.ahead else [])
    for index, (place, item) in enumerate(task.items):
        if task.only is not None and index not in task.only:
            continue
        at(index)
        if isinstance(item, Failure):
            rows.fail(index, item)
        elif index in task.lost:
            rows.fail(index, failure(place, item.id, *task.lost[index]))
        else:
            _one(rows, index, place, item, coder=seen, seconds=task.seconds, careful=careful)
    return rows


def _one(
    rows: Rows, index: int, place: str, document: Document, *, coder: Coder, seconds: float, careful: bool
) -> None:
    try:
        with _no_longer_than(seconds):
            coded = coder(document)
        if careful:
            _fits(coded)
        rows.add(index, coded)
    except _TooLong:
        rows.fail(index, failure(place, document.id, "timeout", too_long(seconds)))
    except DragomanError as error:
        rows.fail(index, failure(place, document.id, "coding", str(error)))
    except Exception as error:  # noqa: BLE001 — one document in a million must not end the run; it is told
        reason = f"{type(error).__name__}: {error}; please report it with the document's text"
        rows.fail(index, failure(place, document.id, "coding", reason))


def _fits(coded: CodedDocument) -> None:
    """Raise what Arrow raises if the rows of a document do not fit the tables."""
    alone = Rows()
    alone.add(0, coded)
    alone.tables()


class _Seen:
    """The coder, asked once for each text: reports that are there twice are often near each other."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder
        self._known: dict[Document, CodedDocument] = {}

    def __call__(self, document: Document) -> CodedDocument:
        key = Document(id="", text=document.text, published=document.published, title=document.title)
        if key not in self._known:
            self._known[key] = self._coder(document)
        return replace(self._known[key], document=document)


def too_long(seconds: float) -> str:
    """The reason of a failure by time-out."""
    return f"not coded within {seconds:g} seconds; shorten or split it, or give more with --timeout"


def failure(place: str, document: str | None, kind: str, reason: str) -> Failure:
    """A failure at ``file`` or ``file:row``."""
    source, _, row = place.rpartition(":")
    if not (source and row.isdigit()):
        source, row = place, ""
    return Failure(source, int(row) if row else None, document, kind, " ".join(reason.split()))


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Interrupt the block after so many seconds, where the system has such an alarm."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: Any) -> None:
    raise _TooLong
