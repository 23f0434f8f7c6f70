"""Chunks that were lost with the worker that had them, as when a node of a cluster dies.

Nobody knows at which document it was. So the chunk is done again as it is, since mostly the node is to blame. If
it is lost again and again, its documents are done one by one; and one that is lost alone is put aside.
"""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace

from dragoman.corpus.work import Task
from dragoman.store.parts import Tables, decode, encode, joined

_LOSSES = 3
_REASON = f"{_LOSSES} times the Ray worker that had it was lost; see that memory is free, or report it with the text"


class Lost:
    """What is to be done again, and the rows of chunks that are done document by document."""

    def __init__(self) -> None:
        self._again: deque[Task] = deque()
        self._losses: Counter[tuple[int, frozenset[int] | None]] = Counter()
        self._found: dict[int, dict[int, Tables | None]] = {}

    def next(self) -> Task | None:
        """A task that is to be done again, None if there is none."""
        return self._again.popleft() if self._again else None

    def add(self, task: Task) -> None:
        """Hear of a task that was lost."""
        wanted = _indices(task)
        self._losses[task.number, task.only] += 1
        if self._losses[task.number, task.only] < _LOSSES:
            self._again.append(task)
        elif len(wanted) == 1:
            self._again.append(replace(task, lost={wanted[0]: ("crash", _REASON)}))
        else:
            self._found[task.number] = dict.fromkeys(wanted)
            # Working ahead would take up the bad document in the turn of another one.
            self._again.extend(replace(task, only=frozenset({index}), ahead=False) for index in wanted)

    def whole(self, task: Task, data: bytes) -> tuple[int, bytes] | None:
        """Number and rows of the task's chunk; None while documents of it are still to be done."""
        found = self._found.get(task.number)
        tables = decode(data)
        if found is None or tables is None:  # a damaged answer is told by who keeps it
            return task.number, data
        found[_indices(task)[0]] = tables
        pieces = [piece for piece in found.values() if piece is not None]
        if len(pieces) < len(found):
            return None
        del self._found[task.number]
        return task.number, encode(joined(pieces))


def _indices(task: Task) -> Sequence[int]:
    return range(len(task.items)) if task.only is None else sorted(task.only)
