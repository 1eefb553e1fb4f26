"""How long it takes in a browser until the national map of the demo can be used.

Run from the checkout, with a Chromium on the path:

    .venv/bin/python -m benchmarks.map_page [--port 8143] [--runs 5]

Goal: less than 1 s from the start of the navigation until the page says that the map answers. A server that was
started for the visit is cold; one that has shown the page before is warm. The browser keeps nothing between
visits. The peer lays the same network out in the browser, as pyvis does, from a file: it has no server to wait for.
"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from api.access.seen import Seen
from api.database import reading, ready_database
from api.queries.register import load_register
from benchmarks.measuring import print_machine
from benchmarks.peers.pyvis_page import pyvis_page
from benchmarks.serving import database_in, running
from graph.derivation import Network
from graph.system import build_system
from tests.chromium import FLAGS, find_chromium

PLACE, DAY = "sverige", date(2020, 9, 1)
PATHS = (f"/platser/{PLACE}/karta?date={DAY}", f"/platser/{PLACE}/karta")
READY = "map-ready"
"""The mark that `map.js` sets in the browser's timeline when the map answers."""

SEEN_AT = """mark => new Promise(seen => new PerformanceObserver(list => {
  for (const entry of list.getEntriesByName(mark)) seen(entry.startTime);
}).observe({ type: "mark", buffered: true }))"""
"""Waits for a mark, also one that is already set, and gives its milliseconds since the navigation started."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="The national map of the demo, in a browser.")
    parser.add_argument("--port", type=int, default=8143)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with running(folder, asked.port, "api", "start"):
            pass  # The first start loads the demo, which is no part of showing a map.
        network = network_of(folder)
        page = folder / "pyvis.html"
        page.write_text(pyvis_page(network, READY), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        print(f"{network}{'':8}{'min ms':>9} {'median':>9} {'max':>9}")
        times = {path: visits(browser, folder, asked.port, path, asked.runs) for path in PATHS}
        peers = [until_ready(browser, page.as_uri()) for _ in range(asked.runs)]
        browser.close()
    for path, (cold, warm) in times.items():
        print_times(f"{path}, cold", cold)
        print_times(f"{path}, warm", warm)
    print_times("pyvis, physics in the browser", peers)
    print(f"warm / pyvis {median(times[PATHS[0]][1]) / median(peers):.3f}")


def network_of(folder: Path) -> Network:
    """Return the network that the map shows."""
    engine = ready_database(database_in(folder))
    with reading(engine) as connection:
        register = load_register(Seen(connection))
    engine.dispose()
    return build_system(register, PLACE, DAY).network


def visits(browser: Browser, folder: Path, port: int, path: str, runs: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of the first visit to a newly started server, and of the second, for every run."""
    cold, warm = [], []
    for _ in range(runs):
        with running(folder, port, "api", "start") as address:
            cold.append(until_ready(browser, address + path))
            warm.append(until_ready(browser, address + path))
    return cold, warm


def until_ready(browser: Browser, address: str) -> float:
    """Return the milliseconds from the start of the navigation until the page sets the mark."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    milliseconds = float(page.evaluate(SEEN_AT, READY))
    context.close()
    return milliseconds


def print_times(name: str, times: list[float]) -> None:
    """Print the milliseconds of several visits."""
    print(f"{name:44}{min(times):9.0f} {median(times):9.0f} {max(times):9.0f}")


if __name__ == "__main__":
    main()
