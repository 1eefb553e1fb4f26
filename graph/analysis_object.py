"""The analysis as the JSON object that people, scripts and other systems rely on.

Lists are sorted, numbers rounded to six decimals, what is undefined is null, and names are given with ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, TypeAlias

from graph.analysis import Analysis
from graph.brokers import Broker
from graph.comparison.places import Figure
from graph.derivation import Network
from graph.gaps import Finding
from graph.message import Translate
from graph.sectors import SectorMatrix
from graph.system import System

DECIMALS = 6

Json: TypeAlias = dict[str, Any]

_NODE = ("id", "name", "sector", "level", "kind", "home")


def analysis_object(analysis: Analysis, translate: Translate = str) -> Json:
    """Return the whole object; sentences in the language of `translate` (by default Swedish)."""
    return {
        **frame_object(analysis.system),
        "network": network_object(analysis.system.network),
        "brokers": brokers_object(analysis.brokers),
        "sectors": sectors_object(analysis.sectors),
        "gaps": gaps_object(analysis.gaps, translate),
        "indicators": indicators_object(analysis.indicators),
    }


def frame_object(system: System) -> Json:
    """Return what every result says of itself: place, date, view, reading, what is known and confirmed."""
    return _plain(
        {
            "place": {"id": system.place.id, "name": system.place.name},
            "date": system.day.isoformat(),
            "view": system.view.value,
            "readings": system.reading.value,
            "kappa": system.knowledge.kappa(),
            "confirmation": system.confirmation,
            "needs_shown": system.needs_shown,
        }
    )


def network_object(network: Network) -> Json:
    """Return the nodes by id and the edges by their ends, source before target."""
    nodes = [{name: attributes[name] for name in _NODE} for _, attributes in network.nodes(data=True)]
    edges = [{"source": min(a, b), "target": max(a, b), **attributes} for a, b, attributes in network.edges(data=True)]
    edges.sort(key=lambda edge: (edge["source"], edge["target"]))
    return _plain({"nodes": nodes, "edges": edges})


def brokers_object(brokers: Iterable[Broker]) -> list[Json]:
    """Return one object for each actor, by id."""
    return [_plain(_broker(broker)) for broker in brokers]


def _broker(broker: Broker) -> Json:
    return {
        "id": broker.id,
        "degree": broker.degree,
        **broker.roles._asdict(),
        **broker.bridging._asdict(),
        "effective_size": broker.effective_size,
        "betweenness": broker.betweenness,
        "constraint": broker.constraint,
        **broker.loss._asdict(),
        "p_cross_sector": broker.p_cross_sector,
        "p_exact": broker.p_exact,
        "betweenness_exact": broker.betweenness_exact,
        "level_bridge": broker.level_roles._asdict(),
    }


def sectors_object(matrix: SectorMatrix) -> Json:
    """Return the 21 cells in the order of sectors, and the E-I index."""
    return _plain({"cells": [asdict(cell) for cell in matrix.cells], "ei": asdict(matrix.ei)})


def gaps_object(findings: Iterable[Finding], translate: Translate) -> list[Json]:
    """Return the findings, the most severe first."""
    return [_plain(_finding(finding, translate)) for finding in findings]


def _finding(finding: Finding, translate: Translate) -> Json:
    return {
        "code": finding.code,
        "title": translate(finding.title),
        "subjects": finding.subjects,
        "status": finding.status,
        "severity": finding.severity,
        "urgency": finding.urgency,
        "priority": finding.priority,
        "kappa": finding.kappa,
        "sentence": finding.sentence.render(translate),
        "evidence": finding.evidence,
        "pairs": [asdict(pair) for pair in finding.pairs],
        "next_step": finding.next_step.render(translate),
        "questions": finding.questions,
        "trap": finding.trap.render(translate),
    }


def indicators_object(figures: Mapping[str, Figure]) -> Json:
    """Return each indicator by name: registered, confirmed, and its standard error."""
    return _plain({name: asdict(figure) for name, figure in figures.items()})


def _plain(value: Json) -> Json:
    return {name: plain(item) for name, item in value.items()}


def plain(value: Any) -> Any:
    """Return `value` as plain JSON: floats to six decimals, codes as text, tuples as lists."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return value
