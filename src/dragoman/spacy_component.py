"""The spaCy component ``dragoman``: a thin shell round :func:`dragoman.code`."""


def make_dragoman() -> None:
    """To come."""
