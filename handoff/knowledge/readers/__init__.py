"""Welfare programs of official sources, from whatever shape they come in, as records of the second tier."""

from handoff.knowledge.readers.combine import combine
from handoff.knowledge.readers.read import parse_answer, read_file
from handoff.knowledge.readers.reading import Page, Reading, Refused, ServiceError, UnreadableImport

__all__ = ["Page", "Reading", "Refused", "ServiceError", "UnreadableImport", "combine", "parse_answer", "read_file"]
