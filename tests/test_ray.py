"""A corpus on a Ray cluster of several nodes: the same bytes as here, whichever node dies when."""

import importlib.util
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.corpus import Tally
from dragoman.corpus.engines import check
from dragoman.corpus.lost import Lost
from dragoman.corpus.work import Task, do
from dragoman.corpus.workers import WorkerError
from dragoman.errors import SettingsError
from dragoman.record.types import CodedDocument, Document
from dragoman.store.parts import decode
from test_corpus import HERE, Told, corpus, digests, frail, jsonl, run, table

with_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="no Ray here")


def slow(document: Document) -> CodedDocument:
    """Takes long enough for a node to be killed meanwhile."""
    time.sleep(0.005)
    return CodedDocument(document)


def fatal(document: Document) -> CodedDocument:
    """Takes the worker's keeper along where its text says so, as a full memory may."""
    keeper = parent_process()
    if document.text.startswith("fatal") and keeper is not None:
        os.kill(keeper.pid or 0, signal.SIGKILL)
        time.sleep(60)
    return frail(document)


# --- what is lost with a worker -------------------------------------------------------------------------


def bag(*words: str) -> Task:
    return Task(0, tuple(("x", Document(id=word, text=word)) for word in words), 9.0)


def losing(task: Task, *fatal: str) -> tuple[dict[str, list[Any]], int]:
    """Documents and failures, in order, where each task that holds a fatal document is lost; and how many were."""
    lost, queue, count = Lost(), [task], 0
    while queue or (again := lost.next()):
        now = queue.pop() if queue else again
        assert now is not None
        at = set(range(len(now.items))) if now.only is None else now.only
        if any(
            now.items[index][0] and getattr(now.items[index][1], "text", "") in fatal for index in at - set(now.lost)
        ):
            lost.add(now)
            count += 1
            continue
        found = lost.whole(now, do(now, CodedDocument))
        if found is not None:
            tables = decode(found[1])
            assert tables is not None
            return {name: tables[name]["document"].to_pylist() for name in ("documents", "failures")}, count
    raise AssertionError("nothing is whole")


def test_a_chunk_that_is_lost_once_is_done_again_as_it_is() -> None:
    lost, task = Lost(), bag("a", "b")
    assert lost.next() is None
    lost.add(task)
    assert lost.next() == task
    assert lost.next() is None
    data = do(task, CodedDocument)
    assert lost.whole(task, data) == (0, data)


def test_a_document_that_is_always_lost_costs_itself() -> None:
    found, count = losing(bag("a", "bad", "b", "worse", "c"), "bad", "worse")
    assert found == {"documents": ["a", "b", "c"], "failures": ["bad", "worse"]}
    assert count == 9
    assert losing(bag("bad"), "bad")[0] == {"documents": [], "failures": ["bad"]}


# --- a cluster ------------------------------------------------------------------------------------------


class Nodes:
    """A cluster on this machine: a head that codes nothing, and two nodes of one core."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        self._cluster: Any = Cluster()
        self._add(num_cpus=0)
        self._others = [self._node(), self._node()]
        self.address: str = self._cluster.address

    def _add(self, **more: Any) -> Any:
        return self._cluster.add_node(object_store_memory=80 << 20, include_dashboard=False, **more)

    def _node(self, path: Path = HERE) -> Any:
        env = {"PYTHONPATH": os.pathsep.join([str(path), str(HERE)])}
        return self._add(num_cpus=1, env_vars=env)

    def replace(self, number: int) -> None:
        """Kill a node, as a power cut would, and add another."""
        self._cluster.remove_node(self._others[number], allow_graceful=False)
        self._others[number] = self._node()

    @contextmanager
    def only(self, path: Path | None) -> Iterator[None]:
        """For a time, a single node that finds its modules in another folder first; or none."""
        for node in self._others:
            self._cluster.remove_node(node)
        other = self._node(path) if path else None
        yield
        if other is not None:
            self._cluster.remove_node(other)
        self._others = [self._node(), self._node()]

    def close(self) -> None:
        """End the cluster."""
        self._cluster.shutdown()


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    cluster = Nodes()
    yield cluster
    cluster.close()


def on_ray(nodes: Nodes, out: Path, *inputs: Path, coder: str = "slow", **more: Any) -> Any:
    options = {"engine": "ray", "ray_address": nodes.address, "workers": None} | more
    return run(out, *inputs, module="test_ray", coder=coder, **options)


class Killer(Told):
    """Kills a node whenever a number of documents has been coded."""

    def __init__(self, nodes: Nodes, *, at: list[int]) -> None:
        super().__init__()
        self._nodes, self._at = nodes, at

    def show(self, tally: Tally) -> None:
        super().show(tally)
        if self._at and tally.coded >= self._at[0]:
            del self._at[0]
            time.sleep(random.random() * 0.3)
            self._nodes.replace(random.randrange(2))


@with_ray
def test_a_node_killed_ten_times_ends_in_the_same_bytes(nodes: Nodes, tmp_path: Path) -> None:
    path = corpus(tmp_path / "a.jsonl", 2_400)
    run(tmp_path / "here", path, module="test_ray", coder="slow", workers=2)
    killer = Killer(nodes, at=list(range(100, 2_100, 200)))
    outcome = on_ray(nodes, tmp_path / "ray", path, told=killer)
    assert killer._at == []
    assert "Ray lost a worker; the chunk that it had is coded again" in killer.lines
    assert outcome.manifest["documents"] == 2_400
    assert digests(tmp_path / "ray") == digests(tmp_path / "here")


@with_ray
def test_documents_that_break_on_a_node_cost_what_they_cost_here(nodes: Nodes, tmp_path: Path) -> None:
    words = ["fine", "refuse", "stumble", "die", "misfit", "linger", "well", "die", "good"]
    path = jsonl(tmp_path / "a.jsonl", *({"id": word + str(n), "text": word} for n, word in enumerate(words)), "no")
    run(tmp_path / "here", path, module="test_ray", coder="frail", seconds=0.5)
    on_ray(nodes, tmp_path / "ray", path, coder="frail", seconds=0.5)
    assert len(table(tmp_path / "ray", "failures")) == 7
    assert digests(tmp_path / "ray") == digests(tmp_path / "here")


@with_ray
def test_a_document_that_takes_its_ray_worker_along_costs_itself(nodes: Nodes, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *({"id": word, "text": word} for word in ("fine", "fatal", "good")))
    on_ray(nodes, tmp_path / "ray", path, coder="fatal")
    assert [row["document"] for row in table(tmp_path / "ray", "documents")] == ["fine", "good"]
    failures = [(row["document"], row["kind"]) for row in table(tmp_path / "ray", "failures")]
    assert failures == [("fatal", "crash")]


@with_ray
def test_a_run_killed_on_ray_goes_on_here_with_the_same_bytes(nodes: Nodes, tmp_path: Path) -> None:
    text = "Rebels attacked a barracks near Gao on Monday, killing 12 soldiers."
    rows = ({"id": str(n), "text": f"{text} It was raid {n}.", "published": "2021-08-10"} for n in range(450))
    path = jsonl(tmp_path / "a.jsonl", *rows)
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "code", str(path), "--quiet", "-o"]
    killed = [*command, f"{tmp_path / 'out'}/", "--engine", "ray", "--ray-address", nodes.address]
    with subprocess.Popen(killed) as process:
        while process.poll() is None and not list((tmp_path / "out" / ".parts").glob("*.part")):
            time.sleep(0.01)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    subprocess.run([*command, f"{tmp_path / 'out'}/", "--workers", "1"], check=True)
    subprocess.run([*command, f"{tmp_path / 'straight'}/", "--workers", "1"], check=True)
    assert digests(tmp_path / "out") == digests(tmp_path / "straight")
    assert len(table(tmp_path / "out", "events")) >= 450


@with_ray
def test_tasks_are_taken_when_there_is_a_worker_for_them_and_not_before(nodes: Nodes) -> None:
    from dragoman.corpus.on_ray import RayWorkers

    taken, done = 0, 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(12):
            taken += 1
            yield replace(bag("a", "b"), number=number)

    workers = RayWorkers(2, coder="test_ray:slow", address=nodes.address, say=print)
    try:
        for _ in workers.run(tasks()):
            done += 1
            assert taken - done <= 2
    finally:
        workers.close()
    assert (taken, done) == (12, 12)
    assert workers.peak > 0


# --- what is refused ------------------------------------------------------------------------------------


@with_ray
def test_a_node_with_another_codebook_ends_the_run(nodes: Nodes, tmp_path: Path) -> None:
    home = tmp_path / "other" / "dragoman"
    shutil.copytree(Path(dragoman.__file__).parent, home, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "codebook" / "data" / "more.txt").write_text("more")
    with (
        nodes.only(home.parent),
        pytest.raises(WorkerError, match=r"Ray node .*: codebook not the same as here; install dragoman"),
    ):
        on_ray(nodes, tmp_path / "ray", corpus(tmp_path / "a.jsonl", 3))


@with_ray
def test_a_node_without_dragoman_ends_the_run(nodes: Nodes, tmp_path: Path) -> None:
    (tmp_path / "other" / "dragoman").mkdir(parents=True)
    (tmp_path / "other" / "dragoman" / "__init__.py").touch()
    words = r"workers do not start on the Ray cluster: .*No module named 'dragoman.corpus'; install dragoman\[ray\]"
    with nodes.only(tmp_path / "other"), pytest.raises(WorkerError, match=words):
        on_ray(nodes, tmp_path / "ray", corpus(tmp_path / "a.jsonl", 3), workers=1)


@with_ray
def test_a_cluster_without_a_free_cpu_ends_the_run(
    nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.corpus.on_ray._PATIENCE", 2.0)
    with nodes.only(None), pytest.raises(WorkerError, match="no worker on the Ray cluster for 2 seconds; see with ray"):
        on_ray(nodes, tmp_path / "ray", corpus(tmp_path / "a.jsonl", 3))


@with_ray
@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense"])
def test_an_address_without_a_cluster_is_told_at_once(address: str, tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(SettingsError, match=f"--ray-address {address}: .*see ray status"):
        run(tmp_path / "out", corpus(tmp_path / "a.jsonl", 3), engine="ray", ray_address=address)
    assert time.monotonic() - start < 5


def test_ray_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.corpus.engines.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"Ray is not installed; pip install 'dragoman\[ray\]'"):
        check("ray", address=None)


def test_an_address_is_for_ray_alone() -> None:
    with pytest.raises(SettingsError, match="add --engine ray"):
        check("local", address="127.0.0.1:6379")


def test_ray_is_not_imported_unless_asked_for(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": "The band played."})
    script = "import sys\nfrom dragoman.cli.app import app\ntry: app()\nfinally: print('ray' in sys.modules)"
    command = [sys.executable, "-c", script, "code", str(path), "-o", f"{tmp_path / 'out'}/", "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["documents"] == 1
