"""PostgreSQL restarted five times under load: no 500, readiness tells, no acknowledged write lost.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.restarts [--port 8151] [--restarts 5] [--writers 8]

Every second restart is an immediate one, in which the server drops everything and recovers from its log.
"""

import time
from argparse import ArgumentParser
from collections import Counter
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from sqlalchemy import URL, make_url

from api.database import make_engine, ready_database, upgrade_to_head
from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import LOST, Client, all_statuses, at_once, conclude, fill, serving
from benchmarks.proofs.writers import Writer, lost, until
from tests.postgres import find_databases, start_server_again, stop_server

MODES = ("fast", "immediate")
CALM_S, DOWN_S, MOST_WAIT_S = 4.0, 1.5, 30.0
EXPECTED = {200, 201, 409, 503}


def main() -> None:
    """Restart, and look at what was answered meanwhile."""
    parser = ArgumentParser(description="PostgreSQL restarted under load.")
    parser.add_argument("--port", type=int, default=8151)
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--writers", type=int, default=8)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own.
        databases = find_databases(folder)
        try:
            with databases.new() as address:
                url = address.render_as_string(hide_password=False)
                engine = make_engine(url)
                upgrade_to_head(engine)
                engine.dispose()
                holds = withstands(url, folder, asked.port, asked.restarts, asked.writers)
        finally:
            stop_server(folder)
    conclude(holds)


def withstands(url: str, folder: Path, port: int, restarts: int, count: int) -> bool:
    """Let writers work while the server goes away and comes back."""
    token = fill(url, folder)
    stop = Event()
    with serving(url, port, folder / "service.log", SAMVERKAN_SECRET_KEY="x" * 40):
        writers = [Writer(number, Client(port, token)) for number in range(count)]
        load = Thread(target=at_once, args=([partial(writer.work, until(stop)) for writer in writers],))
        load.start()
        seen = [restart(folder, make_url(url), MODES[number % len(MODES)], port) for number in range(restarts)]
        time.sleep(CALM_S)
        stop.set()
        load.join()
    engine = ready_database(url)
    writes = [write for writer in writers for write in writer.acknowledged]
    gone = lost(engine, writes)
    engine.dispose()
    statuses = all_statuses([writer.client for writer in writers])
    print(f"answers {statuses}; {len(writes)} writes acknowledged, {len(gone)} lost")
    for number, (told, back_s) in enumerate(seen, 1):
        print(f"restart {number}: /readyz answered {dict(told)}, ready again after {back_s:.1f} s")
    if not set(statuses) <= EXPECTED:
        print((folder / "service.log").read_text()[-6000:])
    told_each = all(told[503] and not told[500] and back_s < MOST_WAIT_S for told, back_s in seen)
    return told_each and set(statuses) <= EXPECTED and LOST not in statuses and not gone


def restart(folder: Path, server: URL, mode: str, port: int) -> tuple[Counter[int], float]:
    """Stop the server, start it again, and ask all the while whether the service is ready."""
    time.sleep(CALM_S)
    told: Counter[int] = Counter()
    client = Client(port, "")
    stop_server(folder, mode)
    end = time.monotonic() + DOWN_S
    while time.monotonic() < end:
        told[client.ask("GET", "/readyz")[0]] += 1
        time.sleep(0.1)
    start_server_again(folder, server)
    start = time.monotonic()
    status = 0
    while status != 200 and time.monotonic() - start < MOST_WAIT_S:
        status = client.ask("GET", "/readyz")[0]
        told[status] += 1
    return told, time.monotonic() - start


if __name__ == "__main__":
    main()
