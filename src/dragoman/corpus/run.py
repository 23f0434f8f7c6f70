"""The run over a corpus: read, chunk, skip what is done, code the rest, write the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dragoman.corpus.chunks import Chunk, chunks
from dragoman.corpus.digests import Key, key_of
from dragoman.corpus.engines import Engine, check, crew
from dragoman.corpus.finish import Written, manifest, write_tables
from dragoman.corpus.parts import Parts, parts_of
from dragoman.corpus.tally import Listener, Tally
from dragoman.corpus.work import CODER, Task, items_of
from dragoman.errors import SettingsError
from dragoman.sources import Meter, read_placed, size_of
from dragoman.store.parts import Tables, decode, encode, merged
from dragoman.store.presets import Preset
from dragoman.store.remote import publish, reach
from dragoman.store.writing import MANIFEST, Format

_RETRIED = ("coding", "timeout", "crash")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can choose.

    ``address`` is where the tables of ``out`` are put when they are done; ``workers`` as many as there are cores if
    None; ``ray_address`` see :func:`dragoman.corpus.engines.crew`; ``seconds`` the most that one document may take.
    """

    inputs: tuple[str, ...]
    out: Path
    address: str | None = None
    format: Format = "parquet"
    preset: Preset | None = None
    workers: int | None = 1
    engine: Engine = "local"
    ray_address: str | None = None
    date: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 120.0
    coder: str = CODER

    def plain(self) -> dict[str, Any]:
        """As the manifest tells them: what the rows or the files hang on."""
        return {
            "inputs": list(self.inputs),
            "format": self.format,
            "columns": self.preset or "dragoman",
            "date": self.date,
            "encoding": self.encoding,
            "fields": dict(self.columns),
            "timeout": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has done. ``peak`` is the most memory that a worker has taken, in bytes."""

    tally: Tally
    written: Written
    manifest: Mapping[str, Any]
    peak: int


def run_corpus(settings: Settings, *, listener: Listener) -> Outcome:
    """Code a corpus into a folder of tables; go on where an earlier run was stopped.

    The same inputs, program, codebook and model give the same bytes in every table, whatever the number of
    workers, the engine, and however often the run was stopped.

    Raises:
        SettingsError: the folder or the address cannot be written to, or another run writes there.
        OSError: the disk is full or fails; what was finished stays, and the same command goes on from it.
    """
    check(settings.engine, address=settings.ray_address)
    if settings.workers is not None and settings.workers < 1:
        raise SettingsError(f"--workers {settings.workers}: give 1 or more")
    if settings.address is not None:
        reach(settings.address)
    key = key_of(settings.coder)
    with parts_of(settings.out) as parts:
        changed = parts.bind(key)
        if changed:
            listener.say(f"changed since the last run: {', '.join(changed)}; all documents are coded afresh")
        (settings.out / MANIFEST).unlink(missing_ok=True)  # from here to the end, the tables may be of two runs
        run = _Run(settings, parts, listener)
        run.code()
        outcome = run.finish(key)
        if settings.address is not None:
            publish(settings.out, settings.address)
        return outcome


class _Run:
    def __init__(self, settings: Settings, parts: Parts, listener: Listener) -> None:
        self._settings, self._parts, self._listener = settings, parts, listener
        self._meter = Meter()
        self._tally = Tally(total=sum(size_of(name) for name in settings.inputs))
        self._done: list[tuple[int, Path]] = []
        self._open: dict[int, tuple[Chunk, Tables | None, frozenset[int]]] = {}
        self._peak = 0

    def code(self) -> None:
        """Code every chunk that is not done yet. No worker is started where there is none."""
        tasks = self._tasks()
        first = next(tasks, None)
        if first is None:
            return
        found = self._settings
        workers = crew(
            found.engine, count=found.workers, coder=found.coder, address=found.ray_address, say=self._listener.say
        )
        try:
            for number, data in workers.run(_after(first, tasks)):
                self._keep(number, data)
        finally:
            workers.close()
        self._peak = workers.peak

    def _tasks(self) -> Iterator[Task]:
        """The chunks in which there is something left to do."""
        for chunk in self._chunks():
            path = self._parts.path(chunk)
            self._done.append((chunk.first, path))
            old = self._parts.read(path)
            retry = _to_retry(old)
            if old is not None:
                self._count(old, chunk.read, before=old["documents"].num_rows)
            if old is None or retry:
                self._tally.begin(chunk.read)
                self._open[chunk.number] = (chunk, old, retry)
                only = retry if old is not None else None
                yield Task(chunk.number, items_of(chunk.items), self._settings.seconds, only)

    def _chunks(self) -> Iterator[Chunk]:
        found = self._settings
        placed = read_placed(
            found.inputs, date=found.date, encoding=found.encoding, columns=found.columns, meter=self._meter
        )
        return chunks(placed, meter=self._meter)

    def _keep(self, number: int, data: bytes) -> None:
        chunk, old, tried = self._open.pop(number)
        new = decode(data)
        if new is None:
            raise SettingsError("a worker's answer was damaged on its way; see that the machine's memory is sound")
        if old is not None:
            self._tally.aside.subtract({kind: count for kind, count in _kinds(old).items() if kind in _RETRIED})
            self._count(new, chunk.read, before=0)
            data = encode(merged(old, new, tried=tried))
        else:
            self._count(new, chunk.read, before=0)
        self._parts.write(self._parts.path(chunk), data)

    def _count(self, tables: Tables, read: int, *, before: int) -> None:
        self._tally.before += before
        self._tally.coded += 0 if before else tables["documents"].num_rows
        self._tally.aside.update(_kinds(tables))
        self._tally.read = max(self._tally.read, read)
        self._listener.show(self._tally)

    def finish(self, key: Key) -> Outcome:
        """Write the tables and the manifest."""
        settings, tally = self._settings, self._tally
        coding = tally.seconds
        self._parts.keep_only({path for _, path in self._done})
        written = write_tables(settings.out, self._done, format=settings.format, preset=settings.preset)
        seconds = {"coding": round(coding, 1), "writing": round(tally.seconds - coding, 1)}
        content = manifest(settings.out, written, key=asdict(key), settings=settings.plain(), seconds=seconds)
        return Outcome(tally, written, content, self._peak)


def _kinds(tables: Tables) -> dict[str, int]:
    kinds: Sequence[str] = tables["failures"]["kind"].to_pylist()
    return {kind: kinds.count(kind) for kind in set(kinds)}


def _to_retry(old: Tables | None) -> frozenset[int]:
    """Numbers of the documents of a chunk that were put aside for no fault of the input."""
    if old is None:
        return frozenset()
    failed = zip(old["failures"]["number"].to_pylist(), old["failures"]["kind"].to_pylist(), strict=True)
    return frozenset(number for number, kind in failed if kind in _RETRIED)


def _after(first: Task, rest: Iterator[Task]) -> Iterator[Task]:
    yield first
    yield from rest
