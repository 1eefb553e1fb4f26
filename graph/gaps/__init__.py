"""The gap catalogue: importing it registers every rule."""

from graph.gaps import actors, needs, sectors
from graph.gaps.finding import Finding, NamedPair, Status
from graph.gaps.registry import RULES, GapRule, find_gaps

__all__ = ["RULES", "Finding", "GapRule", "NamedPair", "Status", "actors", "find_gaps", "needs", "sectors"]
