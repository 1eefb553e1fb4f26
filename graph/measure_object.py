"""The measures of any network as one object of numbers, lists and texts, ready to be written as JSON."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.measures.betweenness import betweenness, pairs_of_others
from graph.measures.brokerage import role_counts
from graph.measures.cuts import count_components, find_cuts
from graph.measures.dyads import Flags
from graph.measures.mixing import mixing
from graph.measures.structural_holes import constraints, effective_sizes
from graph.network_files import FiledNetwork, Groups

DECIMALS = 6

Json: TypeAlias = dict[str, Any]
Columns: TypeAlias = dict[str, list[Any]]


def measure_object(network: FiledNetwork) -> Json:
    """Return all measures of a network.

    Lists are sorted by id, figures rounded to six decimals, and what is undefined is None. Constraint alone reads
    the strengths of ties; where they are given, `constraint_unweighted` counts all ties alike. A node without a
    group (`ungrouped`), with its ties, is left out of brokerage and of all that is said of groups.
    `betweenness_exact` is False where betweenness is estimated.
    """
    dyads, ids = network.dyads, network.ids
    cuts = find_cuts(dyads)
    columns, exact = _actor_columns(network)
    found = {
        "directed": dyads.directed,
        "weighted": network.weighted,
        "nodes": dyads.nodes,
        "edges": dyads.edges,
        "self_loops": network.self_loops,
        "duplicates": network.duplicates,
        "components": count_components(dyads),
        "articulation_points": sorted(ids[node] for node in cuts.nodes),
        "bridges": sorted(sorted((ids[a], ids[b])) for a, b in cuts.ties),
        "betweenness_exact": exact,
        "actors": [dict(zip(columns, row, strict=True)) for row in sorted(zip(*columns.values(), strict=True))],
    }
    return found if network.groups is None else found | {"groups": _groups_object(network, network.groups)}


def _actor_columns(network: FiledNetwork) -> tuple[Columns, bool]:
    """Return each field of the actors as a list in the order of the nodes, and whether betweenness is exact."""
    dyads = network.dyads
    tied = dyads.neighbours > 0
    mediation = betweenness(dyads)
    columns: Columns = {
        "id": network.ids,
        "degree": dyads.degrees.tolist(),
        "betweenness": _plain(mediation.values),
        "betweenness_normalised": _plain(mediation.values / pairs_of_others(dyads)),
        "constraint": _plain(constraints(dyads), tied),
    }
    if network.weighted:
        columns["constraint_unweighted"] = _plain(constraints(dyads.unweighted()), tied)
    sizes = np.zeros(dyads.nodes) if dyads.directed else effective_sizes(dyads)
    columns["effective_size"] = _plain(sizes, tied & (not dyads.directed))
    if network.groups is not None:
        columns |= _role_columns(network, network.groups)
    return columns, mediation.exact


def _role_columns(network: FiledNetwork, groups: Groups) -> Columns:
    grouped = groups.of_node >= 0
    roles = role_counts(network.dyads.among(grouped), groups.of_node)
    in_order = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
    return {role: _plain(getattr(roles, role), grouped) for role in in_order}


def _groups_object(network: FiledNetwork, groups: Groups) -> Json:
    found = mixing(network.dyads, groups.of_node, len(groups.names))
    return {
        "order": groups.names,
        "sizes": found.sizes,
        "ungrouped": int(np.count_nonzero(groups.of_node < 0)),
        "mixing": found.ties,
        "density": [[_rounded(density) for density in row] for row in found.density],
        "ei_index": _rounded(found.ei_index),
    }


def _plain(values: NDArray[Any], defined: Flags | None = None) -> list[Any]:
    """Return the values as rounded numbers of Python, None where they are not defined."""
    rounded: list[Any] = np.round(values, DECIMALS).tolist()
    if defined is None:
        return rounded
    return [value if known else None for value, known in zip(rounded, defined.tolist(), strict=True)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
