"""How long the comparison of betweenness with random networks takes, beside networkx.

Run from the checkout:

    .venv/bin/python -m benchmarks.rewiring [--nodes 300] [--drawn 1000] [--by-networkx 5]

networkx draws and measures few networks, and its time is multiplied up to as many as ours: the line says so. Its
`double_edge_swap` is asked for exchanges that succeed, 10 for each edge, where ours counts refused steps too.
While ours runs, another thread wants to work every millisecond, as a page would: how long it waits is what a reader
notices.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from threading import Event, Thread
from time import perf_counter

import networkx as nx
import numpy as np

from benchmarks.measures import Synthetic, make_network
from benchmarks.measuring import print_machine
from graph.betweenness_null import SEED, betweenness_null
from graph.measures.dyads import Dyads
from graph.measures.path_products import multiplied
from graph.rewiring import STEPS_PER_EDGE, rewired

MOMENT_S = 0.001
MOST_TRIES = 1_000
"""networkx gives up after so many tries for each exchange that is wanted."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="Betweenness beside random networks, beside networkx.")
    parser.add_argument("--nodes", type=int, default=300)
    parser.add_argument("--drawn", type=int, default=1_000)
    parser.add_argument("--by-networkx", type=int, default=5, help="how many networks networkx draws")
    asked = parser.parse_args()
    network = make_network(asked.nodes)
    dyads = network.dyads()
    print_machine()
    print(f"{asked.nodes} nodes, {len(network.starts)} edges, {asked.drawn} random networks")
    print_whole(network, asked.drawn, asked.by_networkx)
    print_halves(dyads, asked.drawn)


def print_whole(network: Synthetic, drawn: int, by_networkx: int) -> None:
    """Print how long the whole comparison takes, and how long another thread waits for it."""
    graph = as_graph(network)
    waits: list[float] = []
    with_pages = seconds(lambda: beside_pages(lambda: betweenness_null(graph, lambda *_: None, drawn), waits))
    theirs = seconds(lambda: networkx_null(graph, by_networkx)) / by_networkx * drawn
    print(f"{'the comparison':44}{with_pages:9.1f} s")
    for name, share in (("median", 0.5), ("99 of 100 times", 0.99), ("at most", 1.0)):
        print(f"  {f'another thread waits, {name}':42}{1000 * np.quantile(waits, share):9.1f} ms")
    print(
        f"  {f'networkx, multiplied up from {by_networkx}':42}{theirs:9.1f} s   ours / peer {with_pages / theirs:.3f}"
    )


def print_halves(dyads: Dyads, drawn: int) -> None:
    """Print how long it takes to draw the networks, and to measure one."""
    ends = np.stack([dyads.low, dyads.high], axis=1)
    print(f"{'drawing the networks':44}{seconds(lambda: list(rewired(ends, dyads.nodes, drawn, SEED))):9.1f} s")
    each = min(seconds(lambda: multiplied(dyads)) for _ in range(10))
    print(f"{'betweenness of one':44}{1000 * each:9.1f} ms")


def as_graph(network: Synthetic) -> "nx.Graph[int]":
    """Return the network as networkx has it."""
    graph: nx.Graph[int] = nx.empty_graph(network.nodes)
    graph.add_edges_from(network.edges)
    return graph


def networkx_null(graph: "nx.Graph[int]", drawn: int) -> None:
    """Draw and measure random networks with the same degrees as one would with networkx."""
    for seed in range(drawn):
        swaps = STEPS_PER_EDGE * graph.number_of_edges()
        swapped = nx.double_edge_swap(graph.copy(), swaps, max_tries=MOST_TRIES * swaps, seed=seed)
        nx.betweenness_centrality(swapped)


def beside_pages(work: Callable[[], object], waits: list[float]) -> None:
    """Do work, and note how much longer than a moment another thread had to wait each time."""
    finished = Event()

    def ask() -> None:
        while not finished.is_set():
            start = perf_counter()
            finished.wait(MOMENT_S)
            waits.append(perf_counter() - start - MOMENT_S)

    pages = Thread(target=ask)
    pages.start()
    try:
        work()
    finally:
        finished.set()
        pages.join()


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    main()
