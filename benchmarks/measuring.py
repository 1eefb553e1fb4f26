"""Times work and its peer in turn, so that a machine that slows down slows both, and prints what was seen."""

import gc
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True)
class Times:
    """The seconds of several runs of one piece of work.

    Attributes:
        seconds: by the clock on the wall.
        cpu: of the processors, all threads together: what remains when others use the machine too.
    """

    seconds: tuple[float, ...]
    cpu: tuple[float, ...]

    def __str__(self) -> str:
        shown = (min(self.seconds), median(self.seconds), max(self.seconds), median(self.cpu))
        return " ".join(f"{1000 * value:9.1f}" for value in shown)


def time_once(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long `work` takes, on the wall and of the processors, once earlier leavings are collected."""
    gc.collect()
    start, start_cpu = perf_counter(), process_time()
    work()
    return perf_counter() - start, process_time() - start_cpu


def time_in_turn(works: Sequence[Callable[[], object]], runs: int) -> list[Times]:
    """Return the times of each of `works`: they run in turn, a b a b, after one round that is not counted."""
    rounds = [[time_once(work) for work in works] for _ in range(runs + 1)][1:]
    return [Times(*zip(*runs_of_one, strict=True)) for runs_of_one in zip(*rounds, strict=True)]


def ratio(ours: Times, peers: Times) -> float:
    """Return the median, over the runs, of our time divided by the peer's in the same run."""
    return median(a / b for a, b in zip(ours.seconds, peers.seconds, strict=True))


def print_machine() -> None:
    """Say what the figures were measured on."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.machine()}, {os.cpu_count()} cores{load}, Python {platform.python_version()}")


def print_heading(first: str) -> None:
    """Print the heading of a table of times."""
    print(f"\n{first:44}{'min ms':>9} {'median':>9} {'max':>9} {'cpu':>9}")


def print_pair(name: str, ours: Times, peer: str, peers: Times) -> None:
    """Print the times of a piece of work, those of its peer, and their ratio."""
    print(f"{name:44}{ours}")
    print(f"  {peer:42}{peers}   ours / peer {ratio(ours, peers):.3f}")
