"""The house rules that a machine can check."""

import ast
import json
import re
import runpy
import tomllib
from pathlib import Path

import pytest
import spacy
import typer

import dragoman
from dragoman.cli.app import app
from dragoman.cli.run import Exit
from dragoman.record.json import from_json

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))

LONG_MODULES: dict[str, str] = {}
"""Modules of more than 600 lines, each with its reason."""

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions of more than 60 lines, each with its reason."""


def test_public_names() -> None:
    assert sorted(dragoman.__all__) == [
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
    assert all(hasattr(dragoman, name) for name in dragoman.__all__)


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError):
        dragoman.nonsense  # noqa: B018


def test_no_module_is_longer_than_600_lines() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in MODULES}
    assert {name for name, length in lengths.items() if length > 600} == set(LONG_MODULES)


def test_no_function_is_longer_than_60_lines() -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60:
                found.add(f"{path.relative_to(ROOT).as_posix()}:{node.name}")
    assert found == set(LONG_FUNCTIONS)


def test_every_module_says_what_it_is_about() -> None:
    written = [path for path in MODULES if path.stat().st_size]
    assert [path.name for path in written if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_generated_documents_are_current() -> None:
    stale = runpy.run_path(str(ROOT / "scripts" / "write_docs.py"))["stale"]
    assert [path.name for path in stale()] == []


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text()
    group = typer.main.get_command(app)
    commands = group.commands  # type: ignore[attr-defined]
    assert set(commands) == {"code", "actor", "merge", "why", "schema", "version", "query", "train"}
    for name, command in commands.items():
        assert f"## dragoman {name}\n" in page
        for parameter in command.params:
            assert parameter.name == "help" or parameter.help, f"{name} {parameter.name} has no help"
            for option in parameter.opts if parameter.param_type_name == "option" else []:
                assert f"`{option}" in page


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text()
    codes = [str(int(code)) for code in Exit]
    assert codes == ["0", "1", "2", "130", "141"]
    assert all(f" {code} " in page for code in codes)


def test_every_act_of_make_is_in_its_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    acts = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert [act for act in acts if f"\n{act}:" not in makefile or f"{act}: " not in makefile] == []
    for act in acts:
        rule = next(line for line in makefile.splitlines() if line.startswith(f"{act}:"))
        assert "## " in rule


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_pinned_package_has_hashes(name: str) -> None:
    entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    pins = [entry for entry in entries if "==" in entry and not entry.lstrip().startswith("#")]
    assert len(pins) > 40
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_direct_dependency_is_explained_and_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text()
    lock = (ROOT / "requirements.lock").read_text() + (ROOT / "requirements-dev.lock").read_text()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[<>=\[ ]", line, maxsplit=1)[0] for line in wanted]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert [name for name in names if f"\n{name}==" not in f"\n{lock}"] == []


def test_the_spacy_component_gives_the_record_as_plain_data() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman")
    doc = nlp.make_doc("Germany invaded France on Tuesday.")
    doc.user_data["dragoman_published"] = "2021-08-10"
    record = nlp.get_pipe("dragoman")(doc)._.dragoman
    assert record["document"]["published"] == "2021-08-10"
    assert record["events"][0]["event"] == ["ASSAULT"]
    assert from_json(json.dumps(record)).document.text == doc.text


def test_the_spacy_component_gives_no_event_where_there_is_none() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman")
    assert nlp("The orchestra played in Vienna.")._.dragoman["events"] == []


def test_the_citation_has_the_version() -> None:
    assert f"version: {dragoman.__version__}\n" in (ROOT / "CITATION.cff").read_text()
