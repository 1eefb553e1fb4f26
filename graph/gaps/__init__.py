"""The gap catalogue: importing it registers every rule."""

from graph.gaps import activities, actors, forums, foundations, needs, reach, sectors, wishes
from graph.gaps.finding import Finding, NamedPair, Status
from graph.gaps.registry import RULES, GapRule, find_gaps

__all__ = [
    "RULES",
    "Finding",
    "GapRule",
    "NamedPair",
    "Status",
    "activities",
    "actors",
    "find_gaps",
    "forums",
    "foundations",
    "needs",
    "reach",
    "sectors",
    "wishes",
]
