"""How many requests for the list of 100 actors the service answers, at 16 and at 64 connections.

Run from the checkout:

    .venv/bin/python -m benchmarks.requests [--port 8140] [--seconds 4] [--runs 3]

Goals: at least 1 000 requests/s with p99 below 40 ms at 16 connections, and no collapse at 64. Two peers run
beside it over the same register: the pattern of the tutorials, and an application that does nothing, which
shows how fast the load itself can ask. The load has a process of its own.
"""

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.load import Answers, ask
from benchmarks.measuring import print_machine
from benchmarks.serving import fill, running
from benchmarks.synthetic import Size, make_register

PATH = "/api/v1/actors"
ACTORS, EDGES = 100, 600
SERVERS: dict[str, tuple[str, ...]] = {
    "ours": ("api", "serve"),
    "textbook FastAPI + SQLModel": ("benchmarks.peers.textbook",),
    "bare": ("benchmarks.peers.bare",),
}
CONNECTIONS = (16, 64)


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="Requests per second for the list of 100 actors.")
    parser.add_argument("--port", type=int, default=8140, help="the first of three that are free")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as folder:
        fill(Path(folder), make_register(Size(ACTORS, EDGES)))
        for connections in CONNECTIONS:
            print_answers(connections, measure(Path(folder), connections, asked))


def measure(folder: Path, connections: int, asked: Namespace) -> dict[str, list[Answers]]:
    """Return what each server answered in each run: in turn, one at a time, all newly started."""
    answers: dict[str, list[Answers]] = {name: [] for name in SERVERS}
    with ExitStack() as stack:
        for port, words in enumerate(SERVERS.values(), asked.port):
            stack.enter_context(running(folder, port, *words))
        for _ in range(asked.runs):
            for port, name in enumerate(SERVERS, asked.port):
                answers[name].append(ask(port, PATH, connections, asked.seconds))
    return answers


def print_answers(connections: int, answers: dict[str, list[Answers]]) -> None:
    """Print the requests per second and the medians of the latencies, and our rate beside the textbook's."""
    title = f"{connections} connections"
    print(f"\n{title:28}{'min req/s':>10}{'median':>8}{'max':>8}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}  errors")
    for name, runs in answers.items():
        rates = [run.per_second for run in runs]
        latencies = [1000 * median(run.quantile(share) for run in runs) for share in (0.5, 0.99, 1.0)]
        shown = "".join(f"{value:9.1f}" for value in latencies)
        errors = sum(run.errors for run in runs)
        print(f"{name:28}{min(rates):10.0f}{median(rates):8.0f}{max(rates):8.0f}{shown}  {errors}")
    ours, peers = (median(run.per_second for run in answers[name]) for name in list(SERVERS)[:2])
    print(f"ours / textbook {ours / peers:.1f}" if peers else "the textbook answered nothing")


if __name__ == "__main__":
    main()
