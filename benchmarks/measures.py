"""How long the measures of any network take, beside igraph, networkit and networkx where they are installed.

Run from the checkout:

    .venv/bin/python -m benchmarks.measures [--nodes 300 3000 30000 300000] [--runs 3] [--exact]

Goals: brokerage of 300 000 nodes and 1.2 million edges in less than 3 s and 1 GiB, constraint as fast as igraph,
articulation points and bridges in at most 1.4 times its time, exact betweenness of 3 000 nodes in at most 1.1 times;
of 30 000, 85 of the first 100 within 2.5 s. `--exact` computes who the first 100 are, which takes minutes.
"""

import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from benchmarks.measuring import Times, print_heading, print_machine, print_pair, time_in_turn
from benchmarks.peers.engines import igraph_works, kadabra, missing, networkx_works
from graph.measures.betweenness import MOST_NODES_EXACT, betweenness, computed, estimated
from graph.measures.brokerage import role_counts
from graph.measures.cuts import count_components, find_cuts
from graph.measures.dyads import Dyads, Numbers
from graph.measures.structural_holes import constraints, effective_sizes

MEGABYTE = 1_000_000
GROUPS = 6
TOP = 100
NEIGHBOURHOOD = 100
"""Nodes of a neighbourhood, in which most ties stay."""

MOST_FOR_NETWORKX = 30_000
MOST_FOR_EXACT = 3_000

Work = Callable[[], object]


@dataclass(frozen=True)
class Synthetic:
    """A network like those of towns: ties stay in the neighbourhood, and some actors have many more than others."""

    nodes: int
    starts: Numbers
    ends: Numbers
    groups: Numbers

    @property
    def edges(self) -> list[tuple[int, int]]:
        """The edges as other engines take them."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    def dyads(self) -> Dyads:
        """Return the network as our measures take it."""
        return Dyads.merge(self.nodes, self.starts, self.ends, np.ones(len(self.starts)), directed=False)


def make_network(nodes: int, seed: int = 1) -> Synthetic:
    """Return a network with four times as many edges as nodes."""
    random = np.random.default_rng(seed)
    reach = np.cumsum(random.lognormal(size=nodes))
    drawn = np.searchsorted(reach, random.random((2, 12 * nodes)) * reach[-1])
    near = (drawn[0] // NEIGHBOURHOOD) * NEIGHBOURHOOD + random.integers(NEIGHBOURHOOD, size=12 * nodes)
    starts = drawn[0]
    ends = np.where(random.random(12 * nodes) < 0.6, np.minimum(near, nodes - 1), drawn[1])
    pairs = np.unique((np.minimum(starts, ends) * nodes + np.maximum(starts, ends))[starts != ends])
    starts, ends = np.divmod(random.permutation(pairs)[: 4 * nodes], nodes)
    return Synthetic(nodes, starts, ends, random.integers(GROUPS, size=nodes))


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="The measures of any network, beside other engines.")
    parser.add_argument("--nodes", type=int, nargs="+", default=[300, 3_000, 30_000, 300_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--exact", action="store_true", help="also compute who the first 100 are, which takes minutes")
    asked = parser.parse_args()
    print_machine()
    print(f"{asked.runs} runs in turn after one that is not counted; not installed: {', '.join(missing()) or 'none'}")
    for nodes in asked.nodes:
        network = make_network(nodes)
        print_measures(network, asked.runs)
        if nodes > MOST_NODES_EXACT:
            print_estimate(network, asked.runs, exact=asked.exact)


def print_measures(network: Synthetic, runs: int) -> None:
    """Print each measure beside those engines that have it."""
    dyads = network.dyads()
    works: dict[str, Work] = {
        "brokerage": lambda: role_counts(dyads, network.groups),
        "constraint": lambda: constraints(dyads),
        "effective size": lambda: effective_sizes(dyads),
        "articulation points, bridges, components": lambda: (find_cuts(dyads), count_components(dyads)),
    }
    if network.nodes <= MOST_FOR_EXACT:
        works["betweenness"] = lambda: betweenness(dyads)
    peers = {"igraph": igraph_works(network.nodes, network.edges)}
    if network.nodes <= MOST_FOR_NETWORKX:
        peers["networkx"] = networkx_works(network.nodes, network.edges, network.groups.tolist())
    print_heading(f"{network.nodes} nodes, {len(network.starts)} edges")
    (merging,) = time_in_turn([network.dyads], runs)
    print(f"{'merging the edges':44}{merging}")
    for name, work in works.items():
        print_beside(name, work, {peer: theirs[name] for peer, theirs in peers.items() if name in theirs}, runs)
    print(f"peak memory of brokerage: {peak(works['brokerage']) / MEGABYTE:.0f} MB")


def print_beside(name: str, work: Work, peers: dict[str, Work], runs: int) -> None:
    """Print the times of a piece of work and of the same by others."""
    ours, *others = time_in_turn([work, *peers.values()], runs)
    if not others:
        print(f"{name:44}{ours}")
    for peer, theirs in zip(peers, others, strict=True):
        print_pair(name, ours, peer, theirs)


def print_estimate(network: Synthetic, runs: int, *, exact: bool) -> None:
    """Print how fast betweenness is estimated, and on demand how many of the first it finds."""
    dyads = network.dyads()
    estimates: dict[str, Callable[[], Iterable[float]]] = {"estimated betweenness": lambda: estimated(dyads)}
    theirs = kadabra(network.nodes, network.edges)
    if theirs:
        estimates["networkit's KADABRA"] = theirs
    times: list[Times] = time_in_turn(list(estimates.values()), runs)
    first = top(computed(dyads)) if exact else set()
    for (name, estimate), taken in zip(estimates.items(), times, strict=True):
        found = f"   {len(first & top(estimate()))} of the first {TOP}" if exact else ""
        print(f"{name:44}{taken}{found}")


def top(values: Iterable[float]) -> set[int]:
    """Return the nodes with the highest values."""
    return set(np.argsort(-np.array(list(values)))[:TOP].tolist())


def peak(work: Work) -> int:
    """Return the bytes that `work` holds at most at one time."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    main()
