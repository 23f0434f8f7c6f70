"""Which processes code the chunks: those of this machine, or those of a Ray cluster."""

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Literal, Protocol, get_args

from dragoman.corpus.work import Task
from dragoman.corpus.workers import Workers
from dragoman.errors import SettingsError

Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


class Crew(Protocol):
    """Processes that code chunks. ``peak`` is the most memory that one of them has taken, in bytes."""

    peak: int

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[int, bytes]]:
        """Number and rows of each task, in the order in which they are ready. A task is taken when there is a
        process for it, not before."""
        ...

    def close(self) -> None:
        """End all processes."""
        ...


def check(engine: Engine, *, address: str | None) -> None:
    """See that an engine can be had.

    Raises:
        SettingsError: Ray is wanted and not installed, or only its address is given.
    """
    if engine == "ray" and find_spec("ray") is None:
        raise SettingsError("--engine ray: Ray is not installed; pip install 'dragoman[ray]'")
    if engine != "ray" and address is not None:
        raise SettingsError(f"--ray-address {address}: it is for Ray; add --engine ray")


def crew(engine: Engine, *, count: int | None, coder: str, address: str | None, say: Callable[[str], None]) -> Crew:
    """The processes of an engine.

    Args:
        engine: where they run.
        count: how many; as many as there are cores if None.
        coder: see :mod:`dragoman.corpus.work`.
        address: of the Ray cluster; the one that runs here, or else a new one, if None.
        say: hears what is worth telling a person.
    """
    if engine == "ray":
        from dragoman.corpus.on_ray import RayWorkers  # noqa: PLC0415 — Ray is there only for those who ask for it

        return RayWorkers(count, coder=coder, address=address, say=say)
    return Workers(count or os.cpu_count() or 1, coder=coder)
