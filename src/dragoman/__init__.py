"""Dragoman reads news of conflict and diplomacy and writes the record.

>>> import dragoman
>>> coded = dragoman.code(dragoman.Document(id="1", text="Rebels attacked a barracks near Gao."))
>>> coded.events[0].event
('ASSAULT',)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook, load_codebook
    from dragoman.errors import CodebookError, DragomanError, InputError, ModelError, RecordError, SettingsError
    from dragoman.pipeline import code
    from dragoman.record.json import from_json, to_json
    from dragoman.record.types import CodedDocument, Document
    from dragoman.sense.judge import Judge, load_judge
    from dragoman.why import why

__version__ = "0.1.0"

# Names are loaded when first used: the command line must answer --help before a parser is imported.
_HOMES = {
    "Codebook": "dragoman.codebook.book",
    "CodebookError": "dragoman.errors",
    "CodedDocument": "dragoman.record.types",
    "Document": "dragoman.record.types",
    "DragomanError": "dragoman.errors",
    "InputError": "dragoman.errors",
    "Judge": "dragoman.sense.judge",
    "ModelError": "dragoman.errors",
    "RecordError": "dragoman.errors",
    "SettingsError": "dragoman.errors",
    "code": "dragoman.pipeline",
    "from_json": "dragoman.record.json",
    "load_codebook": "dragoman.codebook.book",
    "load_judge": "dragoman.sense.judge",
    "to_json": "dragoman.record.json",
    "why": "dragoman.why",
}

__all__ = [
    "Codebook",
    "CodebookError",
    "CodedDocument",
    "Document",
    "DragomanError",
    "InputError",
    "Judge",
    "ModelError",
    "RecordError",
    "SettingsError",
    "__version__",
    "code",
    "from_json",
    "load_codebook",
    "load_judge",
    "to_json",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
