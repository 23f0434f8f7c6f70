"""Reports that are copies, reports that tell of the same event, events that are one incident."""

from dragoman.merging.copies import CopyIndex, CopySettings
from dragoman.merging.details import Incident, Version
from dragoman.merging.incidents import Link, link_events
from dragoman.merging.merge import Coded, Merged, Placed, merge
from dragoman.merging.read import read_coded, read_results
from dragoman.merging.stories import StorySettings, stories
from dragoman.merging.told import Told
from dragoman.merging.words import Report

__all__ = [
    "Coded",
    "CopyIndex",
    "CopySettings",
    "Incident",
    "Link",
    "Merged",
    "Placed",
    "Report",
    "StorySettings",
    "Told",
    "Version",
    "link_events",
    "merge",
    "read_coded",
    "read_results",
    "stories",
]
