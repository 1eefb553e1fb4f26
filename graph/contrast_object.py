"""What differs between two analyses, as JSON."""

from collections.abc import Iterable
from typing import Any

from graph.analysis import Analysis
from graph.analysis_object import Json, gaps_object, plain
from graph.contrast import Contrast, EdgeChange, FindingChange, Pair
from graph.derivation import Network
from graph.message import Translate


def contrast_object(before: Analysis, after: Analysis, found: Contrast, translate: Translate) -> Json:
    """Return the actors, edges and findings that come, go and change; sentences in the language of `translate`."""
    return {
        "actors": {"come": list(found.actors_come), "gone": list(found.actors_gone)},
        "edges": {
            "come": _edges(after.system.network, found.edges_come),
            "gone": _edges(before.system.network, found.edges_gone),
            "changed": [_edge_change(change) for change in found.edges_changed],
        },
        "findings": {
            "come": gaps_object(found.findings_come, translate),
            "gone": gaps_object(found.findings_gone, translate),
            "changed": [_finding_change(change, translate) for change in found.findings_changed],
        },
    }


def _edges(network: Network, pairs: Iterable[Pair]) -> list[Json]:
    return [plain({"source": a, "target": b, **network.edges[a, b]}) for a, b in pairs]


def _edge_change(change: EdgeChange) -> Any:
    return plain({"source": change.a, "target": change.b, "before": change.before, "after": change.after})


def _finding_change(change: FindingChange, translate: Translate) -> Json:
    before, after = gaps_object((change.before, change.after), translate)
    return {"before": before, "after": after}
