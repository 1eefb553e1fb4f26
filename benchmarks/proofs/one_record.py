"""Twelve writers on one record: of each version one wins, and the others are told both versions.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.one_record [--port 8151] [--rounds 50]
"""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Any

from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import Client, all_statuses, at_once, conclude, fill, serving
from benchmarks.serving import database_in

WRITERS, ACTOR = 12, "/api/v1/actors/actor-000007"


def main() -> None:
    """Let all write at once, round by round."""
    parser = ArgumentParser(description="Twelve writers on one record.")
    parser.add_argument("--port", type=int, default=8151)
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name:
        folder = Path(name)
        token = fill(database_in(folder), folder)
        with serving(database_in(folder), asked.port, folder / "service.log"):
            clients = [Client(asked.port, token) for _ in range(WRITERS)]
            fair = sum(is_won_by_one(clients) for _ in range(asked.rounds))
            _, last = clients[0].ask("GET", ACTOR)
    print(f"{fair} of {asked.rounds} rounds won by one, the other {WRITERS - 1} told both versions")
    print(f"answers {all_statuses(clients)}; the record is at version {last['version']}")
    conclude(fair == asked.rounds and last["version"] == 1 + asked.rounds)


def is_won_by_one(clients: list[Client]) -> bool:
    """Let every client write the version that all have read; tell whether each was answered as it should be."""
    _, known = clients[0].ask("GET", ACTOR)
    answers: list[tuple[str, int, Any]] = []
    together = Barrier(len(clients))

    def write(number: int, client: Client) -> None:
        note = f"writer {number} on version {known['version']}"
        together.wait()
        answers.append((note, *client.ask("PATCH", ACTOR, {"version": known["version"], "note": note})))

    at_once([partial(write, number, client) for number, client in enumerate(clients)])
    won = [(note, body) for note, status, body in answers if status == 200]
    beaten = [(note, body) for note, status, body in answers if status == 409]
    return (
        len(won) == 1
        and len(beaten) == len(clients) - 1
        and won[0][1]["version"] == known["version"] + 1
        and all(body["current"]["note"] == won[0][0] and body["yours"]["note"] == note for note, body in beaten)
    )


if __name__ == "__main__":
    main()
