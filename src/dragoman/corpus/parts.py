"""The folder of finished chunks (``out/.parts``): what a run that was stopped goes on from.

It is bound to the key of the run; one run at a time may write to it.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from dragoman.corpus.chunks import Chunk
from dragoman.corpus.digests import Key
from dragoman.errors import SettingsError
from dragoman.store.files import sweep, write_whole
from dragoman.store.parts import Tables, decode

_KEY = "run.json"


@dataclass(frozen=True, slots=True)
class Parts:
    """The finished chunks of one output folder."""

    folder: Path

    def path(self, chunk: Chunk) -> Path:
        """Where the rows of a chunk are, or will be. Other content of the chunk has another name."""
        return self.folder / f"{chunk.number:08d}-{chunk.digest[:24]}.part"

    def read(self, path: Path) -> Tables | None:
        """The rows of a chunk, None if they are not there or not whole."""
        return decode(path.read_bytes()) if path.exists() else None

    def write(self, path: Path, data: bytes) -> None:
        """Keep the rows of a chunk."""
        write_whole(path, data)

    def bind(self, key: Key) -> list[str]:
        """Bind the folder to the key of a run. Where it was bound to another one, its chunks are thrown away.

        Returns:
            What has changed since, by name: empty if nothing has, or if there was no run before.
        """
        path = self.folder / _KEY
        before = _stored(path)
        changed = key.changed(before) if before is not None else []
        if before is None or changed:
            self.keep_only(set())
            write_whole(path, json.dumps(asdict(key), indent=2).encode())
        return changed

    def keep_only(self, wanted: set[Path]) -> None:
        """Throw away chunks that the inputs no longer hold."""
        for path in self.folder.glob("*.part"):
            if path not in wanted:
                path.unlink(missing_ok=True)


def _stored(path: Path) -> dict[str, str] | None:
    if not path.exists():
        return None
    found = json.loads(path.read_text())
    return found if isinstance(found, dict) else {}


@contextmanager
def parts_of(out: Path) -> Iterator[Parts]:
    """The finished chunks of an output folder, for this run alone.

    Raises:
        SettingsError: another run writes there now, or the folder cannot be made.
    """
    folder = out / ".parts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = error.strerror or str(error)
        raise SettingsError(f"--output {out}: {problem}; name a folder that can be written to") from None
    with _alone(folder / "lock", out):
        sweep(out)
        sweep(folder)
        yield Parts(folder)


@contextmanager
def _alone(path: Path, out: Path) -> Iterator[None]:
    """Hold the folder's lock. The system lets go of it when the process ends, however it ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _locked(descriptor):
            raise SettingsError(f"--output {out}: another run writes there now; wait for it or name another folder")
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415 — not on every system
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
