"""Twenty editors at once on SQLite: at least 60 requests/s, p99 at most 1 s, no acknowledged write lost.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.editors [--port 8151] [--seconds 30] [--editors 20] [--pages 0]
"""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from api.access.viewer import HeldRole
from api.database import ready_database
from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import Client, all_statuses, at_once, conclude, fill, key_for, quantile, serving
from benchmarks.proofs.writers import Writer, lost
from benchmarks.serving import database_in
from models.vocabulary import Role

FEWEST_PER_SECOND, LONGEST_P99_S = 60, 1.0
EXPECTED = {200, 201, 409}


def main() -> None:
    """Measure and look for what was lost."""
    parser = ArgumentParser(description="Twenty editors at once on SQLite.")
    parser.add_argument("--port", type=int, default=8151)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--pages", type=float, default=0.0, help="the share of visits to the page of the place")
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = database_in(folder)
        fill(url, folder)
        keys = [key_for(url, f"editor{number}", HeldRole(Role.EDITOR, "town")) for number in range(asked.editors)]
        with serving(url, asked.port, folder / "service.log"):
            writers = [Writer(number, Client(asked.port, key), asked.pages) for number, key in enumerate(keys)]
            at_once([partial(writer.work_for, asked.seconds) for writer in writers])
        engine = ready_database(url)
        writes = [write for writer in writers for write in writer.acknowledged]
        gone = lost(engine, writes)
        engine.dispose()
    seconds = [taken for writer in writers for taken in writer.client.seconds]
    statuses = all_statuses([writer.client for writer in writers])
    rate, p99 = len(seconds) / asked.seconds, quantile(seconds, 0.99)
    print(f"{rate:.0f} requests/s, p50 {quantile(seconds, 0.5):.3f} s, p99 {p99:.3f} s, max {max(seconds):.3f} s")
    cpu = getrusage(RUSAGE_CHILDREN).ru_utime + getrusage(RUSAGE_CHILDREN).ru_stime
    print(
        f"the service used {cpu:.1f} s of processor, {1000 * cpu / len(seconds):.1f} ms a request, its start included"
    )
    print(f"answers {statuses}; {len(writes)} writes acknowledged, {len(gone)} of them lost")
    conclude(rate >= FEWEST_PER_SECOND and p99 <= LONGEST_P99_S and not gone and set(statuses) <= EXPECTED)


if __name__ == "__main__":
    main()
