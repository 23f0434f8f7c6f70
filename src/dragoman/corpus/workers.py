"""Processes that code chunks. One that dies or hangs costs the document it was at, and is replaced."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from typing import Any

from dragoman.corpus.work import CODER, Task, do, load_coder, too_long
from dragoman.errors import DragomanError

_GRACE = 10.0  # seconds beyond a document's time before its process, deaf to the alarm, is killed
_STARTS = 3  # starts of a worker that fail before the run gives up
_LOADING = -1


class WorkerError(DragomanError):
    """Workers cannot be started on this machine."""


class Workers:
    """A fixed number of processes. Results come in the order in which they are ready."""

    def __init__(self, count: int, *, coder: str = CODER) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver" and coder.startswith(CODER):
            self._context.set_forkserver_preload(["dragoman.corpus.warm"])
        self._coder = coder
        self._workers = [_Worker(self._context, coder) for _ in range(count)]
        self.peak = 0
        """Most memory that a worker has taken, in bytes."""

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[int, bytes]]:
        """Number and rows of each task."""
        while self._feed(tasks):
            busy = [worker for worker in self._workers if worker.task is not None]
            wait([item for worker in busy for item in worker.signs], timeout=1.0)
            for worker in busy:
                answer = worker.look()
                if answer is not None:
                    self._feed(tasks)  # before the rows are kept: no worker is to wait for the disk
                    number, data, peak = answer
                    self.peak = max(self.peak, peak)
                    yield number, data

    def _feed(self, tasks: Iterator[Task]) -> bool:
        """Give every idle worker a task, as long as there are some. False when all is done."""
        for worker in self._workers:
            if worker.task is None:
                task = next(tasks, None)
                if task is None:
                    break
                worker.give(task)
        return any(worker.task is not None for worker in self._workers)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """One process, replaced by another when it dies."""

    def __init__(self, context: Any, coder: str) -> None:
        self._context, self._coder = context, coder
        self.task: Task | None = None
        self._failed_starts = 0
        self._start()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        self._at = self._context.Value("q", _LOADING, lock=False)
        self._seen, self._since = _LOADING, time.monotonic()
        self._process = self._context.Process(target=serve, args=(theirs, self._at, self._coder), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe: Connection[Any, Any] = ours

    @property
    def signs(self) -> list[Any]:
        """What becomes ready when there is something to look at."""
        return [self._pipe, self._process.sentinel]

    def give(self, task: Task) -> None:
        """Hand over a task."""
        self.task, self._since = task, time.monotonic()
        self._at.value = self._seen = _LOADING
        with suppress(OSError):  # it has died; look() finds out
            self._pipe.send(task)

    def look(self) -> tuple[int, bytes, int] | None:
        """The answer to the task, None if there is none yet."""
        try:
            if self._pipe.poll():
                answer: tuple[int, bytes, int] = self._pipe.recv()
                self.task, self._failed_starts = None, 0
                return answer
        except (EOFError, OSError):
            self._process.join()
        if not self._process.is_alive():
            self._again("crash", self._death())
        elif self.task is not None and self._hangs(self.task):
            self._again("timeout", too_long(self.task.seconds))
        return None

    def _hangs(self, task: Task) -> bool:
        at = self._at.value
        if at != self._seen:
            self._seen, self._since = at, time.monotonic()
        return at != _LOADING and time.monotonic() - self._since > task.seconds + _GRACE

    def _again(self, kind: str, reason: str) -> None:
        """Start a new process, and give it the task: first without working ahead, then without the document
        that the old one broke at."""
        task, at = self.task, self._at.value
        self.end()
        self._failed_starts += at == _LOADING
        if self._failed_starts >= _STARTS:
            raise WorkerError(f"workers do not start: {reason}; try --workers 1, or see that memory is free")
        self._start()
        if task is not None and task.ahead:  # it may have died over a document whose turn had not come
            self.give(replace(task, ahead=False))
        elif task is not None:
            lost = task.lost if at == _LOADING else {**task.lost, at: (kind, reason)}
            self.give(replace(task, lost=lost))

    def _death(self) -> str:
        code = self._process.exitcode or 0
        name = signal.Signals(-code).name if -code in signal.valid_signals() else f"exit code {code}"
        return f"the process that coded it died ({name}); see that memory is free, or report it with the text"

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def serve(pipe: "Connection[Any, Any]", at: Any, coder_name: str) -> None:
    """The life of a worker: tasks in, rows out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives the tasks
    coder = load_coder(coder_name)

    def begin(index: int) -> None:
        at.value = index

    while True:
        try:
            task: Task = pipe.recv()
        except EOFError:
            return
        data = do(task, coder, at=begin)
        try:
            pipe.send((task.number, data, _peak()))
        except OSError:
            os._exit(0)  # nobody is there any more


def _peak() -> int:
    """Most memory that this process has taken, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 — not on every system

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
