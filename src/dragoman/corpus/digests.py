"""What a run's rows hang on beside its inputs: the digests of program, codebook and model."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import dragoman
from dragoman.corpus.chunks import CHARACTERS, DOCUMENTS
from dragoman.reading.parser import MODEL

_CODERS = ("record", "codebook", "reading", "coding", "grounding", "store", "corpus", "pipeline.py")


@dataclass(frozen=True, slots=True)
class Key:
    """Two runs with the same key and the same inputs give the same bytes."""

    version: str
    program: str
    codebook: str
    model: str
    chunks: str

    def changed(self, other: dict[str, str]) -> list[str]:
        """Names of the parts in which another run's key is not this one."""
        return [name for name, value in asdict(self).items() if other.get(name) != value]


def key_of(coder: str) -> Key:
    """The key of a run with this program, its codebook and its model.

    Args:
        coder: ``module:function`` that codes a document.
    """
    home = Path(dragoman.__file__).parent
    code = [path for name in _CODERS for path in _below(home / name) if path.suffix == ".py"]
    return Key(
        version=dragoman.__version__,
        program=_digest([*code, home / "errors.py"], coder),
        codebook=_digest(_below(home / "codebook" / "data")),
        model=_digest(_below(_model_folder())),
        chunks=f"{DOCUMENTS} documents or {CHARACTERS} characters",
    )


def _model_folder() -> Path:
    spec = find_spec(MODEL)
    return Path(spec.origin).parent if spec and spec.origin else Path(MODEL)


def _below(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def _digest(paths: Iterable[Path], salt: str = "") -> str:
    digest = hashlib.sha256(salt.encode())
    for path in paths:
        digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
