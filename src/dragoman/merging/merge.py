"""The whole of merging: from reports and their events to copies, stories, incidents and links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.merging.copies import CopyIndex
from dragoman.merging.details import Incident, incident_of, incident_row, link_row
from dragoman.merging.incidents import Link, link_events
from dragoman.merging.stories import stories
from dragoman.merging.told import Told
from dragoman.merging.words import Report


@dataclass(frozen=True, slots=True)
class Coded:
    """A report and the events coded from it (none if it was not coded)."""

    report: Report
    events: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A report's place: the cluster of its copies, and that of all reports of the same event."""

    id: str
    copies: str
    story: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging found. ``reports`` are in the order of the input; ``links`` in that of the incidents."""

    reports: tuple[Placed, ...]
    incidents: tuple[Incident, ...]
    links: tuple[Link, ...]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of the tables ``reports``, ``incidents`` and ``links``."""
        return {
            "reports": [{"id": each.id, "copies": each.copies, "cluster": each.story} for each in self.reports],
            "incidents": [incident_row(incident) for incident in self.incidents],
            "links": [link_row(link) for link in self.links],
        }


def merge(coded: Iterable[Coded], *, index: Path | None = None) -> Merged:
    """Find copies, reports of the same event, and events of the same incident.

    Args:
        coded: the reports. Where an id comes twice, only the first report of that id is compared.
        index: file that keeps what is known of copies for later runs; in memory without one.
    """
    everything = list(coded)
    reports = list({each.report.id: each.report for each in reversed(everything)}.values())[::-1]
    copies = copy_clusters(reports, index=index)
    story = story_clusters(reports, copies)
    groups = link_events(told for each in everything for told in each.events)
    return Merged(
        reports=tuple(Placed(e.report.id, copies[e.report.id], story[e.report.id]) for e in everything),
        incidents=tuple(incident_of(links, copies=copies) for links in groups),
        links=tuple(link for links in groups for link in links),
    )


def copy_clusters(reports: Sequence[Report], *, index: Path | None = None) -> dict[str, str]:
    """Cluster of copies of each report, by id; see :class:`dragoman.merging.copies.CopyIndex`.

    An index that knows another text by one of these ids is of another corpus; it is made anew.
    """
    with CopyIndex(index) as known:
        if index is not None and any(known.contradicts(report) for report in reports):
            known.clear()
        for report in reports:
            known.add(report)
        return known.clusters()


VOICES = 8
"""Copies of one text, the longest, that are compared with other reports; more would only cost time."""


def story_clusters(reports: Sequence[Report], copies: Mapping[str, str]) -> dict[str, str]:
    """Cluster of the reports of the same event, by id.

    Copies are always of the same event. A cluster is named after its earliest report.
    """
    members: dict[str, list[Report]] = {}
    for report in reports:
        members.setdefault(copies[report.id], []).append(report)
    chosen = [report for group in members.values() for report in _voices(group)]
    joined = _Joined(members)
    for cluster in stories(chosen):
        for number in cluster[1:]:
            joined.join(copies[chosen[cluster[0]].id], copies[chosen[number].id])
    return {report.id: name for group, name in joined.named(members) for report in group}


def _voices(group: Sequence[Report]) -> list[Report]:
    return sorted(group, key=lambda report: (-len(report.text), report.id))[:VOICES]


class _Joined:
    """Sets of clusters that are joined one pair after another (union-find)."""

    def __init__(self, clusters: Iterable[str]) -> None:
        self._parent = {cluster: cluster for cluster in clusters}

    def _root(self, cluster: str) -> str:
        while self._parent[cluster] != cluster:
            self._parent[cluster] = cluster = self._parent[self._parent[cluster]]
        return cluster

    def join(self, first: str, second: str) -> None:
        self._parent[self._root(second)] = self._root(first)

    def named(self, members: Mapping[str, Sequence[Report]]) -> Iterator[tuple[list[Report], str]]:
        """The reports of each set and the id of the earliest of them."""
        sets: dict[str, list[Report]] = {}
        for cluster, group in members.items():
            sets.setdefault(self._root(cluster), []).extend(group)
        for reports in sets.values():
            yield reports, min(reports, key=lambda report: (report.published or "9999", report.id)).id
