"""Where the data files of the built-in codebook lie."""

from importlib.resources import files
from pathlib import Path


def data_path(name: str) -> Path:
    """Path of a data file of the built-in codebook, e.g. ``actors/groups.tsv``."""
    return Path(str(files("dragoman.codebook"))) / "data" / name


def read_data(name: str) -> str:
    """Text of a data file of the built-in codebook (UTF-8)."""
    return data_path(name).read_text(encoding="utf-8")
