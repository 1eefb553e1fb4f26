"""The register of any moment: exactly what a snapshot taken then holds, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import writing
from api.past_register import register_at
from api.queries.past import Past, looking_back
from api.queries.register import load_register
from api.storing import remove, store
from graph.register import Register
from models.vocabulary import ActorVisibility, PlaceVisibility, Role
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


def role(role: Role, place_id: str | None = None, actor_id: str | None = None) -> Viewer:
    return Viewer("konto", frozenset({HeldRole(role, place_id, actor_id)}))


VIEWERS = [
    ANYBODY,
    role(Role.ANALYST),
    role(Role.EDITOR, "ng"),
    role(Role.EDITOR, "kn"),
    role(Role.READER, "ng"),
    role(Role.MEMBER, actor_id="a"),
    role(Role.MEMBER, actor_id="b"),
]


@pytest.mark.parametrize("open_to", list(PlaceVisibility))
def test_what_was_is_shown_by_the_same_rules_as_what_is(engine: Engine, open_to: PlaceVisibility) -> None:
    list(edited_at_random(engine, 1, 8))
    hide(engine, 8, b=ActorVisibility.HIDDEN, c=ActorVisibility.PARTNERS)
    open_places(engine, 9, sverige=open_to, ng=PlaceVisibility.SHARED)

    for viewer in VIEWERS:
        with looking_back(engine, viewer) as past:
            assert register_at(past, START + timedelta(hours=9)) == load_register(past.seen)


def test_the_past_knows_partners_by_the_rule_of_the_present(engine: Engine) -> None:
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0))
    hide(engine, 1, b=ActorVisibility.HIDDEN)
    for viewer in VIEWERS:
        with looking_back(engine, viewer) as past:
            access = past.seen.access
            assert (past.edited, past.partners, past.own) == (access.inside, access.partners, access.own)


def open_places(engine: Engine, number: int, **visibility: PlaceVisibility) -> None:
    places = stored(engine).place
    with writing(engine) as connection:
        changes = [change("places", places[name], visibility=code) for name, code in visibility.items()]
        store(connection, {}, changes, begin(connection, number))


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

    open_places(engine, 3, sverige=PlaceVisibility.PUBLIC)
    with looking_back(engine, ANYBODY) as outside:
        assert [names(outside, hours) for hours in range(3)] == [["a", "c", "d"], ["c", "d"], ["a", "c", "d"]]


def test_what_was_deleted_is_shown_to_those_who_edit_its_place(engine: Engine) -> None:
    with writing(engine) as connection:
        first = {name: list(records) for name, records in drawn_history().tables().items()}
        store(connection, first, [], begin(connection, 0))
    with writing(engine) as connection:
        tie = drawn_history().ties[1]
        remove(connection, {"ties": [tie]}, begin(connection, 1))
    open_places(engine, 2, sverige=PlaceVisibility.PUBLIC)

    def ties(viewer: Viewer) -> list[str]:
        with looking_back(engine, viewer) as past:
            return [row.id for row in register_at(past, START).ties]

    assert ties(ANYBODY) == ["t1"]
    assert ties(role(Role.EDITOR, "ng")) == ["t1", "t2"]  # One of its ends lies there.
    assert ties(role(Role.READER, "kn")) == ["t1"]
