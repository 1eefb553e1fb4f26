"""Many who write the same version of a record at once: one wins, the others are told both versions."""

from threading import Barrier, Thread
from typing import Any

from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from models.vocabulary import Role
from tests.api.accounts import bearer

WRITERS = 12


def test_of_twelve_writers_one_wins_and_eleven_are_told_both_versions(writable: TestClient) -> None:
    headers = bearer(writable, "twelve", HeldRole(Role.ADMIN))
    known = writable.get("/api/v1/actors/k1", headers=headers).json()["version"]
    together, answers = Barrier(WRITERS), list[tuple[str, Any]]()

    def write(note: str) -> None:
        together.wait()
        change = {"version": known, "note": note}
        answers.append((note, writable.patch("/api/v1/actors/k1", json=change, headers=headers)))

    threads = [Thread(target=write, args=(f"writer {number}",)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((winner, won),) = [(note, answer) for note, answer in answers if answer.status_code == 200]
    beaten = [(note, answer.json()) for note, answer in answers if answer.status_code == 409]
    assert won.json()["version"] == known + 1
    assert len(beaten) == WRITERS - 1
    assert {body["current"]["note"] for _, body in beaten} == {winner}
    assert all(body["yours"]["note"] == note for note, body in beaten)
    assert writable.get("/api/v1/actors/k1", headers=headers).json()["note"] == winner
