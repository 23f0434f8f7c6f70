"""Floors: figures that a change may not fall under, pinned together with the cases they were measured on."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path

from eval.errors import CaseError
from eval.sets import HERE

FLOORS = HERE / "floors.toml"
CHANGELOG = HERE.parent / "CHANGELOG.md"
MARGIN = 0.02

Figures = Mapping[str, Mapping[str, float]]

_HEAD = """\
# The least that each figure of our own cases may be, and the digest of those cases.
# `python eval/score.py check` fails below a floor, or when the cases are not those of the digest.
# Written by `python eval/score.py pin`; lowering takes `pin --lower --reason "…"`.

"""


@dataclass(frozen=True, slots=True)
class Floors:
    """``figures`` maps a set to its figures and their floors (0 to 1)."""

    digest: str
    figures: Figures


def read(path: Path = FLOORS) -> Floors:
    """The floors of a file.

    Raises:
        CaseError: no such file, or one that is no floors file.
    """
    if not path.is_file():
        raise CaseError(path.name, "no such file", "write it with `python eval/score.py pin`")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        tables = {name: value for name, value in data.items() if isinstance(value, dict)}
        return Floors(str(data["digest"]), {name: _numbers(table) for name, table in tables.items()})
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise CaseError(path.name, f"no floors file ({error})", "restore it from the repository") from error


def _numbers(table: Mapping[str, object]) -> dict[str, float]:
    return {name: float(str(value)) for name, value in table.items()}


def write(floors: Floors, path: Path = FLOORS) -> None:
    """Writes the floors, in the order given."""
    lines = [f'digest = "{floors.digest}"']
    for set_name, figures in floors.figures.items():
        lines += ["", f"[{set_name}]", *(f'"{name}" = {value:.2f}' for name, value in figures.items())]
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def problems(floors: Floors, *, measured: Figures, digest: str) -> list[str]:
    """What is wrong, a sentence each; empty if all floors hold and the cases are the pinned ones."""
    found = []
    if floors.digest != digest:
        found.append("the cases are not those that the floors were pinned on; run `python eval/score.py pin`")
    for set_name, name, least in _each(floors.figures):
        value = measured.get(set_name, {}).get(name)
        if value is None:
            found.append(f"{set_name} {name}: has a floor of {least:.2f} but was not measured")
        elif value < least:
            found.append(f"{set_name} {name}: {value:.4f} is under its floor of {least:.2f}")
    found += [
        f"{set_name} {name}: has no floor; run `python eval/score.py pin`"
        for set_name, name, _ in _each(measured)
        if name not in floors.figures.get(set_name, {})
    ]
    return found


def pinned(floors: Floors | None, *, measured: Figures, digest: str, lower: bool) -> Floors:
    """New floors: what was measured minus the margin, and never less than the old ones.

    Args:
        lower: let a floor sink where the figure has fallen under it.

    Raises:
        CaseError: a figure is under its floor, and ``lower`` is false.
    """
    old: Figures = floors.figures if floors else {}
    under = [f"{s} {n} ({v:.4f} < {old[s][n]:.2f})" for s, n, v in _each(measured) if v < old.get(s, {}).get(n, 0.0)]
    if under and not lower:
        raise CaseError(", ".join(under), "under the floor", 'mend the coder, or pin --lower --reason "…"')
    figures = {
        set_name: {name: _floor(value, old.get(set_name, {}).get(name, 0.0)) for name, value in values.items()}
        for set_name, values in measured.items()
    }
    return Floors(digest, figures)


def _floor(value: float, old: float) -> float:
    below = max(0.0, floor((value - MARGIN) * 100 + 1e-9) / 100)
    return below if value < old else max(old, below)


def lowered(old: Floors, new: Floors) -> list[str]:
    """The floors that sank or vanished, a phrase each."""
    return [
        f"`{s} {n}` from {was:.2f} to {new.figures.get(s, {}).get(n, 0.0):.2f}"
        for s, n, was in _each(old.figures)
        if new.figures.get(s, {}).get(n, 0.0) < was
    ]


def record_reason(sunk: list[str], *, reason: str, path: Path = CHANGELOG) -> None:
    """Writes under *Unreleased* in the changelog which floors sank, and why."""
    text = path.read_text(encoding="utf-8") if path.is_file() else "# Changelog\n"
    heading = "## Unreleased"
    if heading not in text:
        first, _, rest = text.partition("\n")
        text = f"{first}\n\n{heading}\n{rest}"
    entry = f"- Evaluation floors lowered: {', '.join(sunk)}. {reason.strip()}"
    path.write_text(text.replace(heading, f"{heading}\n\n{entry}", 1), encoding="utf-8")


def _each(figures: Figures) -> list[tuple[str, str, float]]:
    return [(set_name, name, value) for set_name, values in figures.items() for name, value in values.items()]
