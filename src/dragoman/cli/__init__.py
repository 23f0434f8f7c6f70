"""The command ``dragoman``: a thin shell round :func:`dragoman.code`."""

from dragoman.cli.app import main

__all__ = ["main"]
