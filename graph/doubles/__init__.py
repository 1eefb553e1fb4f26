"""Doubles: who may be the same organisation, why, and what becomes of the register when two records are made one.

`find_doubles` asks; a person, who sees the two beside each other by `compare_records`, answers; `merge_plan` says
what the answer changes. Nothing here stores.
"""

from graph.doubles.candidates import Candidate
from graph.doubles.consequences import Consequence, Outcome
from graph.doubles.matching import Match, Pair, find_doubles, find_doubles_within
from graph.doubles.merged_actor import Choice, ImpossibleMergeError, usual_choices
from graph.doubles.merging import MergePlan, merge_plan
from graph.doubles.names import NameKey, name_key
from graph.doubles.reasons import Ground, Reason
from graph.doubles.side_by_side import Agreeing, FieldPair, compare_records

__all__ = [
    "Agreeing",
    "Candidate",
    "Choice",
    "Consequence",
    "FieldPair",
    "Ground",
    "ImpossibleMergeError",
    "Match",
    "MergePlan",
    "NameKey",
    "Outcome",
    "Pair",
    "Reason",
    "compare_records",
    "find_doubles",
    "find_doubles_within",
    "merge_plan",
    "name_key",
    "usual_choices",
]
