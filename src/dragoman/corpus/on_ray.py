"""Workers on the nodes of a Ray cluster.

On a node, an actor keeps one process of :mod:`dragoman.corpus.workers`: so a document that breaks, hangs or dies
costs there what it costs here, and gives the same rows. What Ray adds is the loss of a whole actor, with its node or
without: another one is started, and its chunk is done again. Each says by which program, codebook, model and
libraries it codes before it is given anything.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray reads these when it is imported: no telemetry,
os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ".*")  # and no page of its inner state for each lost node

import ray
from ray.exceptions import RayActorError, RayError, RayTaskError

import dragoman
from dragoman.corpus.digests import changed, standing
from dragoman.corpus.lost import Lost
from dragoman.corpus.work import Task
from dragoman.corpus.workers import WorkerError, Workers
from dragoman.errors import DragomanError, SettingsError

_PATIENCE = 300.0  # seconds without any worker before the run gives up: a dead node is long taken for living
_STORE = 256 << 20  # bytes for Ray's objects where Ray is started here: chunks and rows on their way are small
_QUIET: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}


class Keeper:
    """The actor on a node."""

    def __init__(self, coder: str) -> None:
        self._coder = coder

    def begin(self) -> tuple[str, dict[str, str]]:
        """Start the process; the node's address, and what its rows hang on."""
        self._workers = Workers(1, coder=self._coder)
        return ray.util.get_node_ip_address(), standing(self._coder)

    def do(self, task: Task) -> tuple[bytes, int]:
        """Rows of the task, and the most memory that the process has taken."""
        ((_, data),) = self._workers.run(iter([task]))
        return data, self._workers.peak


@dataclass(frozen=True, slots=True)
class _Call:
    """What a keeper was asked for: to do a task, or to begin."""

    keeper: Any
    task: Task | None = None


class RayWorkers:
    """A number of keepers on the nodes of a cluster; see :class:`dragoman.corpus.engines.Crew`."""

    def __init__(self, count: int | None, *, coder: str, address: str | None, say: Callable[[str], None]) -> None:
        self._guest = ray.is_initialized()
        if not self._guest:
            _connect(address or os.environ.get("RAY_ADDRESS"), count)
        self._coder, self._say, self._here = coder, say, standing(coder)
        self._calls: dict[Any, _Call] = {}
        self._idle: list[Any] = []
        self._lost = Lost()
        self._alone_since = time.monotonic()
        self.peak = 0
        for _ in range(count or max(1, int(ray.cluster_resources().get("CPU", 1)))):
            self._start()

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[int, bytes]]:
        """See :class:`dragoman.corpus.engines.Crew`."""
        while self._feed(tasks):
            ready, _ = ray.wait(list(self._calls), timeout=1.0)
            for reference in ready:
                found = self._look(reference)
                if found is not None:
                    self._feed(tasks)  # before the rows are kept: no worker is to wait for the disk
                    yield found
            self._see_that_there_are_some()

    def close(self) -> None:
        """End all processes, and Ray if it was started or joined for this run."""
        for keeper in [*self._idle, *(call.keeper for call in self._calls.values())]:
            ray.kill(keeper)
        if not self._guest:
            ray.shutdown()

    def _start(self) -> None:
        actor: Any = ray.remote(Keeper)
        keeper = actor.options(num_cpus=1, max_restarts=0, max_task_retries=0).remote(self._coder)
        self._calls[keeper.begin.remote()] = _Call(keeper)

    def _feed(self, tasks: Iterator[Task]) -> bool:
        """Give every idle keeper a task, as long as there are some. False when all is done."""
        while self._idle:
            task = self._lost.next() or next(tasks, None)
            if task is None:
                return any(call.task for call in self._calls.values())
            keeper = self._idle.pop()
            self._calls[keeper.do.remote(task)] = _Call(keeper, task)
        return True

    def _look(self, reference: Any) -> tuple[int, bytes] | None:
        """Take an answer: the rows of a chunk, or None if it gives none yet."""
        call = self._calls.pop(reference)
        try:
            answer = ray.get(reference)
        except RayTaskError as error:
            raise _problem(error) from None
        except RayError as error:
            self._replace(call, error)
            return None
        self._idle.append(call.keeper)
        if call.task is None:
            self._begun(*answer)
            return None
        data, peak = answer
        self.peak = max(self.peak, peak)
        return self._lost.whole(call.task, data)

    def _begun(self, node: str, there: dict[str, str]) -> None:
        if other := changed(self._here, there):
            mend = f"install dragoman {dragoman.__version__} with the same libraries on every node"
            raise WorkerError(f"Ray node {node}: {', '.join(other)} not the same as here; {mend}")

    def _replace(self, call: _Call, error: RayError) -> None:
        """Start another keeper for one that was lost, and see that its task is done."""
        if isinstance(error, RayActorError) and error.actor_init_failed:
            raise _no_start(str(error))
        ray.kill(call.keeper)  # it may be its answer alone that was lost
        self._start()
        if call.task is not None:
            self._say("Ray lost a worker; the chunk that it had is coded again")
            self._lost.add(call.task)

    def _see_that_there_are_some(self) -> None:
        if self._idle or any(call.task for call in self._calls.values()):
            self._alone_since = time.monotonic()
        elif time.monotonic() - self._alone_since > _PATIENCE:
            mend = "see with ray status that a CPU and memory are free; what is coded is kept"
            raise WorkerError(f"no worker on the Ray cluster for {_PATIENCE:g} seconds; {mend}")


def _connect(address: str | None, count: int | None) -> None:
    """Join the cluster at the address, or the one that runs here, or a new one that ends with the run.

    Raises:
        SettingsError: there is none at the address, or it is of another version.
    """
    if address is not None:
        _see_that_it_answers(address)
    try:
        if address is None:
            with suppress(ConnectionError):
                ray.init(address="auto", **_QUIET)
                return
        if address in (None, "local"):
            ray.init(address="local", num_cpus=count, object_store_memory=_STORE, include_dashboard=False, **_QUIET)
        else:
            ray.init(address=address, **_QUIET)
    except (ConnectionError, ValueError, RuntimeError) as error:
        problem = _line(str(error), 0)
        raise SettingsError(f"--ray-address {address or 'auto'}: {problem}; see ray status on the cluster") from None


def _see_that_it_answers(address: str) -> None:
    """Raise at once what Ray tells after minutes, and with many lines."""
    host, _, port = address.rpartition(":")
    if not (host and port.isdigit()) or "://" in address:
        return
    try:
        socket.create_connection((host, int(port)), timeout=10.0).close()
    except (OSError, OverflowError) as error:
        problem = getattr(error, "strerror", None) or error
        raise SettingsError(
            f"--ray-address {address}: no Ray cluster answers there ({problem}); see ray status"
        ) from None


def _problem(error: RayTaskError) -> DragomanError:
    """What a keeper raised, as our own."""
    return error.cause if isinstance(error.cause, DragomanError) else _no_start(str(error.cause))


def _no_start(reason: str) -> WorkerError:
    """A worker whose node has not what it needs; the last line of Ray's reason names it."""
    mend = f"install dragoman[ray] {dragoman.__version__} on every node"
    return WorkerError(f"workers do not start on the Ray cluster: {_line(reason, -1)}; {mend}")


def _line(words: str, number: int) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[number] if lines else "no reason given"
