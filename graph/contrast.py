"""What differs between two analyses of a place: on two days, or as it is and as it might be."""

from dataclasses import dataclass

from graph.analysis import Analysis
from graph.derivation import Network
from graph.gaps import Finding

Pair = tuple[str, str]


@dataclass(frozen=True)
class EdgeChange:
    """A pair of actors with an edge before and after, of another strength.

    Attributes:
        a, b: the actors, in the order of their ids.
        before, after: the attributes of the edge.
    """

    a: str
    b: str
    before: dict[str, object]
    after: dict[str, object]


@dataclass(frozen=True)
class FindingChange:
    """A finding that stays but changes its status or severity."""

    before: Finding
    after: Finding


@dataclass(frozen=True)
class Contrast:
    """What comes and goes from one analysis to another; all in the order of ids, findings by severity."""

    actors_come: tuple[str, ...]
    actors_gone: tuple[str, ...]
    edges_come: tuple[Pair, ...]
    edges_gone: tuple[Pair, ...]
    edges_changed: tuple[EdgeChange, ...]
    findings_come: tuple[Finding, ...]
    findings_gone: tuple[Finding, ...]
    findings_changed: tuple[FindingChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(vars(self).values())


def contrast(before: Analysis, after: Analysis) -> Contrast:
    """Return what differs between two analyses of a place in the same view and reading."""
    old, new = before.system.network, after.system.network
    old_edges, new_edges = edge_pairs(old), edge_pairs(new)
    found = {(finding.code, finding.subjects): finding for finding in before.gaps}
    finds = {(finding.code, finding.subjects): finding for finding in after.gaps}
    return Contrast(
        actors_come=tuple(sorted(set(new) - set(old))),
        actors_gone=tuple(sorted(set(old) - set(new))),
        edges_come=tuple(sorted(new_edges - old_edges)),
        edges_gone=tuple(sorted(old_edges - new_edges)),
        edges_changed=tuple(
            EdgeChange(a, b, dict(old.edges[a, b]), dict(new.edges[a, b]))
            for a, b in sorted(old_edges & new_edges)
            if old.edges[a, b]["strength"] != new.edges[a, b]["strength"]
        ),
        findings_come=tuple(finding for key, finding in finds.items() if key not in found),
        findings_gone=tuple(finding for key, finding in found.items() if key not in finds),
        findings_changed=tuple(
            FindingChange(found[key], finding)
            for key, finding in finds.items()
            if key in found and _standing(found[key]) != _standing(finding)
        ),
    )


def edge_pairs(network: Network) -> set[Pair]:
    """Return the edges of a network as pairs in the order of their ids."""
    return {(min(a, b), max(a, b)) for a, b in network.edges}


def _standing(finding: Finding) -> tuple[str, int]:
    return finding.status, finding.severity
