"""Dragoman reads news of conflict and diplomacy and writes the record."""

__version__ = "0.1.0"
