"""The register of any moment: exactly what a snapshot taken then holds, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from api.access.openness import Access
from api.access.seen import Seen
from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.past_register import register_at
from api.queries.past import Past, looking_back
from api.queries.register import load_register
from api.storing import remove, store
from graph.register import Register
from models.vocabulary import ActorVisibility
from tests.api.history_drawn import START, begin, change, drawn_history, edited_at_random, stored


@pytest.mark.parametrize("seed", range(3))
def test_every_moment_is_as_the_snapshot_taken_then(engine: Engine, seed: int) -> None:
    snapshots = list(edited_at_random(engine, seed, 15))
    assert len(set(map(repr, snapshots))) > 10

    with looking_back(engine, OPERATOR) as past:
        again = [register_at(past, START + timedelta(hours=step)) for step in range(15)]
        between = register_at(past, START + timedelta(hours=7, minutes=59))
        before = register_at(past, START - timedelta(microseconds=1))

    assert again == snapshots
    assert between == snapshots[7]
    assert before == Register()
    assert snapshots[-1] == stored(engine)


ACCESSES = [
    Access(places=frozenset({"kn"}), needs=frozenset()),
    Access(places=frozenset({"ng", "sverige"}), needs=frozenset({"ng"}), partners=frozenset({"ng"})),
    Access(places=frozenset({"kn", "ng"}), needs=frozenset({"kn"}), own=frozenset({"b"})),
    Access(places=None, needs=None, inside=frozenset({"kn"}), partners=frozenset({"kn"})),
    Access(places=frozenset(), needs=frozenset()),
]


@pytest.mark.parametrize("access", ACCESSES)
def test_what_was_is_shown_by_the_same_rules_as_what_is(engine: Engine, access: Access) -> None:
    list(edited_at_random(engine, 1, 8))
    hide(engine, 8, b=ActorVisibility.HIDDEN, c=ActorVisibility.PARTNERS)

    with reading(engine) as connection:
        seen = Seen(connection, access)
        past = Past(connection, seen, frozenset(), access.inside, access.own, access.partners)
        assert register_at(past, START + timedelta(hours=8)) == load_register(seen)


def hide(engine: Engine, number: int, **visibility: ActorVisibility) -> None:
    actors = stored(engine).actor
    with writing(engine) as connection:
        changes = [change("actors", actors[name], visibility=code) for name, code in visibility.items()]
        store(connection, {}, changes, begin(connection, number))


def names(past: Past, hours: int) -> list[str]:
    return [actor.id for actor in register_at(past, START + timedelta(hours=hours)).actors]


def test_what_was_hidden_then_or_is_hidden_now_is_not_shown(engine: Engine) -> None:
    with writing(engine) as connection:
        first = {name: list(records) for name, records in drawn_history().tables().items()}
        store(connection, first, [], begin(connection, 0))
    hide(engine, 1, a=ActorVisibility.HIDDEN)
    hide(engine, 2, a=ActorVisibility.PUBLIC, b=ActorVisibility.HIDDEN)

    with reading(engine) as connection:
        outside = Past(connection, Seen(connection, Access()), frozenset())
        assert [names(outside, hours) for hours in range(3)] == [["a", "c", "d"], ["c", "d"], ["a", "c", "d"]]


def test_what_was_deleted_is_shown_to_those_who_edit_its_place(engine: Engine) -> None:
    with writing(engine) as connection:
        first = {name: list(records) for name, records in drawn_history().tables().items()}
        store(connection, first, [], begin(connection, 0))
    with writing(engine) as connection:
        tie = drawn_history().ties[1]
        remove(connection, {"ties": [tie]}, begin(connection, 1))

    def ties(edited: frozenset[str]) -> list[str]:
        with reading(engine) as connection:
            past = Past(connection, Seen(connection, Access()), edited)
            return [row.id for row in register_at(past, START).ties]

    assert ties(frozenset()) == ["t1"]
    assert ties(frozenset({"ng"})) == ["t1", "t2"]  # One of its ends lies there.
    assert ties(frozenset({"sverige"})) == ["t1"]
