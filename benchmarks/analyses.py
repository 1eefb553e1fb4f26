"""How long the analysis of a place takes, and each of its measures beside networkx.

Run from the checkout:

    .venv/bin/python -m benchmarks.analyses [--actors 300] [--edges 1200] [--runs 9] [--profile]

Goals, for 300 actors and 1 200 edges: derivation and all analyses in less than 0.3 s, with the permutation
tests in less than 1 s. The peer computes the brokers' measures alone, on the same network in the same run.
"""

import cProfile
import pstats
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.measuring import print_heading, print_machine, print_pair, time_in_turn
from benchmarks.peers import networkx_measures as peer
from benchmarks.synthetic import DAY, PLACE, Size, make_register
from graph.analysis import analyse
from graph.brokers import find_brokers
from graph.derivation import Network
from graph.gaps import find_gaps
from graph.measures.betweenness import normalised_betweenness
from graph.measures.bridging import bridging
from graph.measures.brokerage import brokerage
from graph.measures.connectivity import losses
from graph.measures.structural_holes import constraint, effective_size
from graph.permutation import label_tails
from graph.register import Register
from graph.sectors import SECTOR_CODE, sector_matrix
from graph.system import System, build_system

DEAREST = 15
"""How many functions of a profile are printed."""


@dataclass(frozen=True)
class Measured:
    """A register with what is derived from it once, so that each part can be timed alone."""

    register: Register
    system: System

    @property
    def network(self) -> Network:
        """The network of the place."""
        return self.system.network

    def fresh(self) -> Register:
        """Return the register as if it had just been read: it remembers nothing of earlier runs."""
        return Register.of(self.register.tables())

    def tails(self) -> object:
        """Run the permutation tests."""
        codes = {node: SECTOR_CODE[attributes["sector"]] for node, attributes in self.network.nodes(data=True)}
        return label_tails(self.network, codes, len(SECTOR_CODE))

    def attribute(self, name: str) -> dict[str, str]:
        """Return the value of an attribute for every node."""
        return {node: attributes[name] for node, attributes in self.network.nodes(data=True)}


def everything(register: Register, *, tests: bool) -> tuple[object, ...]:
    """Derive the network of the place and compute all that its pages show of it."""
    analysis = analyse(register, PLACE, DAY, tests=tests)
    return analysis.brokers, analysis.sectors, analysis.gaps


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="The analysis of a place, beside networkx.")
    parser.add_argument("--actors", type=int, default=300)
    parser.add_argument("--edges", type=int, default=1200)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--profile", action="store_true", help="also print where the time goes")
    asked = parser.parse_args()
    register = make_register(Size(asked.actors, asked.edges))
    measured = Measured(register, build_system(register, PLACE, DAY))
    print_machine()
    print(f"{measured.network}, {asked.runs} runs in turn after one that is not counted")
    print_whole(measured, asked.runs)
    print_parts(measured, asked.runs)
    print_measures(measured, asked.runs)
    if asked.profile:
        print_profile(measured)


def print_whole(measured: Measured, runs: int) -> None:
    """Print the whole analysis, without and with tests, beside the brokers' measures by networkx."""
    without, tested, networkx_times = time_in_turn(
        (
            lambda: everything(measured.fresh(), tests=False),
            lambda: everything(measured.fresh(), tests=True),
            lambda: all_by_networkx(measured),
        ),
        runs,
    )
    print_heading("the whole")
    print_pair("derivation and all analyses", without, "the brokers' measures by networkx", networkx_times)
    print_pair("the same with permutation tests", tested, "the brokers' measures by networkx", networkx_times)


def all_by_networkx(measured: Measured) -> None:
    """Compute with networkx what a broker's profile holds."""
    for measure in (peer.betweenness, peer.constraint, peer.effective_size, peer.losses, peer.bridging):
        measure(measured.network)
    for name in ("sector", "level"):
        peer.brokerage(measured.network, measured.attribute(name))


def print_parts(measured: Measured, runs: int) -> None:
    """Print the parts of the analysis."""
    parts: dict[str, Callable[[], object]] = {
        "derivation": lambda: build_system(measured.fresh(), PLACE, DAY),
        "brokers": lambda: find_brokers(measured.network, None),
        "sectors": lambda: sector_matrix(measured.network, measured.system.knowledge, None),
        "gaps": lambda: find_gaps(measured.system),
        "permutation tests": measured.tails,
    }
    print_heading("its parts")
    for name, times in zip(parts, time_in_turn(list(parts.values()), runs), strict=True):
        print(f"{name:44}{times}")


def print_measures(measured: Measured, runs: int) -> None:
    """Print each measure beside networkx."""
    network, sectors = measured.network, measured.attribute("sector")
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "betweenness": (lambda: normalised_betweenness(network), lambda: peer.betweenness(network)),
        "constraint": (lambda: constraint(network), lambda: peer.constraint(network)),
        "effective size": (lambda: effective_size(network), lambda: peer.effective_size(network)),
        "articulation points and pairs lost": (lambda: losses(network), lambda: peer.losses(network)),
        "brokerage": (lambda: brokerage(network, sectors), lambda: peer.brokerage(network, sectors)),
        "bridging": (lambda: bridging(network), lambda: peer.bridging(network)),
    }
    print_heading("its measures")
    for name, (ours, theirs) in pairs.items():
        our_times, their_times = time_in_turn((ours, theirs), runs)
        print_pair(name, our_times, "networkx", their_times)


def print_profile(measured: Measured) -> None:
    """Print the functions in which most of the time goes, with what they call, without the tests."""
    with cProfile.Profile() as profile:
        for _ in range(3):
            everything(measured.fresh(), tests=False)
    print("\nThree analyses under a profiler, which slows small functions the most:")
    pstats.Stats(profile).sort_stats("cumulative").print_stats("graph/", DEAREST)


if __name__ == "__main__":
    main()
