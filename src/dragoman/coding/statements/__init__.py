"""Statements: who says what, by which words."""

from dragoman.coding.statements.find import cue_pattern, find_statements, may_state
from dragoman.coding.statements.told import Told

__all__ = ["Told", "cue_pattern", "find_statements", "may_state"]
