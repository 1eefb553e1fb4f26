"""The register that lists are judged against is read once for each state of it and each kind of viewer."""

import pytest
from sqlalchemy import Engine

from api.access.openness import EVERYTHING, Access
from api.access.seen import Seen
from api.database import reading
from api.lists import registers
from api.lists.registers import KeptRegisters
from graph.register import Register


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Access]]:
    """What was read of the register, in order."""
    told: list[tuple[int, Access]] = []

    def load(seen: Seen) -> Register:
        told.append((seen.revision, seen.access))
        return Register()

    monkeypatch.setattr(registers, "load_register", load)
    return told


def test_a_state_of_the_register_is_read_once_for_each_access(
    sqlite_engine: Engine, read: list[tuple[int, Access]]
) -> None:
    kept, partly = KeptRegisters(), Access(places=frozenset({"kn"}))
    with reading(sqlite_engine) as connection:
        looks = [Seen(connection, access, 7) for access in (EVERYTHING, partly, EVERYTHING, partly)]
        whole, part, whole_again, part_again = map(kept.load, looks)
    assert (whole is whole_again, part is part_again, whole is part) == (True, True, False)
    assert read == [(7, EVERYTHING), (7, partly)]


def test_what_was_written_meanwhile_is_read(sqlite_engine: Engine, read: list[tuple[int, Access]]) -> None:
    kept = KeptRegisters()
    with reading(sqlite_engine) as connection:
        for revision in (7, 8, 8):
            kept.load(Seen(connection, EVERYTHING, revision))
    assert read == [(7, EVERYTHING), (8, EVERYTHING)]
