"""The networks whose measures are known from R, in every view that R was asked for, as the files of a user."""

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.measure_object import measure_object
from graph.network_files import FiledNetwork, NetworkFile, read_network

OWN = Path(__file__).parent
FOLDERS = (OWN, *map(Path, filter(None, [os.environ.get("SAMVERKAN_ORACLES")])))
"""Where oracles lie: beside this module, and where the environment says that there are more."""

Edge = tuple[str, str, float]


@dataclass(frozen=True)
class Oracle:
    """A network, its view, and what R says of it.

    Attributes:
        folder: where it lies.
        network: its name.
        view: the view.
        group: the column of groups; None where there is none.
        known: the figures of the view.
    """

    folder: Path
    network: str
    view: str
    group: str | None
    known: dict[str, Any]

    def __str__(self) -> str:
        return "-".join(filter(None, (self.network, self.view, self.group)))

    def measured(self, *, weighted: bool = True) -> dict[str, Any]:
        """Return the measure object of the view."""
        nodes, edges = self._nodes(), list(self._edges())
        if not weighted:
            edges = [(a, b, 1.0) for a, b, _ in edges]
        files = NetworkFile("nodes.csv", nodes), NetworkFile("edges.csv", _csv(("source", "target", "weight"), edges))
        network = read_network(*files, group=self.group, directed=self.view == "directed")
        assert isinstance(network, FiledNetwork), network
        return measure_object(network)

    def _nodes(self) -> bytes:
        rows = _rows(self.folder / "data" / f"{self.network}.nodes.csv")
        mode = {"actor_projection": "actor", "forum_projection": "forum"}.get(self.view)
        kept = [row for row in rows if mode in (None, row.get("mode"))]
        return _csv(tuple(rows[0]), (tuple(row.values()) for row in kept))

    def _edges(self) -> Iterator[Edge]:
        """Yield the edges of the view. In a two-mode network they run from actors to forums."""
        rows = _rows(self.folder / "data" / f"{self.network}.edges.csv")
        edges = {(row["source"], row["target"]): float(row["weight"]) for row in rows}
        if self.view == "undirected_mutual":
            return ((a, b, min(w, edges[b, a])) for (a, b), w in edges.items() if a < b and (b, a) in edges)
        if self.view == "undirected_weight_ge3":
            return ((a, b, w) for (a, b), w in edges.items() if w >= 3)
        if self.view == "actor_projection":
            return _projection(edges)
        if self.view == "forum_projection":
            return _projection((b, a) for a, b in edges)
        return ((a, b, w) for (a, b), w in edges.items())


def oracles() -> list[Oracle]:
    """Return every network in every view, with each of its columns of groups."""
    found = []
    for folder in FOLDERS:
        for row in _rows(folder / "manifest.csv"):
            if folder != OWN and (OWN / "data" / f"{row['network']}.nodes.csv").exists():
                continue
            known = json.loads((folder / "expected" / f"{row['network']}.json").read_text(encoding="utf-8"))
            for view, figures in known["views"].items():
                found += [Oracle(folder, row["network"], view, group, figures) for group in figures["groups"] or [None]]
            if "two_mode" in known:
                found.append(Oracle(folder, row["network"], "two_mode", None, known["two_mode"]))
    return found


def _projection(memberships: Iterable[tuple[str, str]]) -> Iterator[Edge]:
    """Yield every two that share a membership, as strong as the memberships that they share."""
    members: dict[str, set[str]] = {}
    for member, forum in memberships:
        members.setdefault(forum, set()).add(member)
    shared = Counter(pair for group in members.values() for pair in combinations(sorted(group), 2))
    return ((a, b, float(number)) for (a, b), number in shared.items())


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _csv(heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows((heading, *rows))
    return out.getvalue().encode()
