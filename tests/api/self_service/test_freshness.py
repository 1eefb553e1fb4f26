"""How fresh records are: who confirmed them when, what was changed since, and what a viewer may know of it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import ANYBODY
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.queries.registered_names import list_names
from api.self_service.confirmations import Said, confirm, latest_confirmation
from api.self_service.freshness import Freshness, freshest, freshness_of
from api.storing import store
from models.package_files import FILES
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ChangeKind
from tests.api.history_drawn import START, begin, change, drawn_history, stored

HOUR = timedelta(hours=1)
TIE = '["t1"]'


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records, stored at `START`."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    return engine


def tie(engine: Engine) -> Record:
    """Return the first of the ties."""
    return next(each for each in stored(engine).ties if each.id == "t1")


def said(engine: Engine, actor: str, hours: int) -> None:
    with writing(engine) as connection:
        confirm(connection, actor, [(FILES["ties"], tie(engine))], START + hours * HOUR)


def fresh(engine: Engine, table: str = "ties", key: str = TIE) -> Freshness:
    with reading(engine) as connection:
        return freshness_of(Seen(connection), FILES[table], [key])[key]


def changed(engine: Engine, hours: int, actor: str | None = None) -> None:
    """Change the tie, by an account or by an actor's own word."""
    with writing(engine) as connection:
        hold_revision(connection)
        deed = Deed(ChangeKind.SELF_SERVICE if actor else ChangeKind.EDIT, actor_id=actor)
        number = begin_change_set(connection, deed, START + hours * HOUR)
        store(connection, {}, [change("ties", tie(engine), what=f"{hours}")], number)


def test_what_nobody_confirmed_is_as_fresh_as_its_registration(drawn: Engine) -> None:
    assert fresh(drawn) == Freshness(START, None)
    assert fresh(drawn).confirmed_at is None
    changed(drawn, 2)
    assert fresh(drawn) == Freshness(START, START + 2 * HOUR)


def test_the_last_who_confirmed_counts(drawn: Engine) -> None:
    said(drawn, "a", 3)
    said(drawn, "b", 4)
    assert fresh(drawn) == Freshness(START, None, Said(START + 4 * HOUR, "b", "Beta"))
    said(drawn, "a", 5)
    assert fresh(drawn).said == Said(START + 5 * HOUR, "a", "Alfa")


def test_a_change_by_somebody_else_is_told_beside_the_confirmation(drawn: Engine) -> None:
    changed(drawn, 1)
    said(drawn, "a", 2)
    assert fresh(drawn) == Freshness(START, START + HOUR, Said(START + 2 * HOUR, "a", "Alfa"))
    changed(drawn, 3)
    assert fresh(drawn) == Freshness(START, START + 3 * HOUR, Said(START + 2 * HOUR, "a", "Alfa"), changed_since=True)


def test_a_change_by_whoever_confirmed_it_takes_nothing_from_it(drawn: Engine) -> None:
    said(drawn, "a", 2)
    changed(drawn, 3, actor="a")
    assert not fresh(drawn).changed_since
    changed(drawn, 4, actor="b")
    assert fresh(drawn).changed_since


def test_what_an_actor_says_that_is_not_seen_was_never_said(drawn: Engine) -> None:
    """The forum is open to all; that the hidden actor confirmed it is not."""
    with writing(drawn) as connection:
        actors, places = TABLES["actors"], TABLES["places"]
        connection.execute(sa.update(places).values(visibility="public"))
        connection.execute(sa.update(actors).where(actors.c.id == "b").values(visibility="hidden"))
        (forum,) = stored(drawn).forums
        confirm(connection, "a", [(FILES["forums"], forum)], START + HOUR)
        confirm(connection, "b", [(FILES["forums"], forum)], START + 2 * HOUR)
    with reading(drawn) as connection:
        public = Seen(connection, access_of(connection, ANYBODY))
        assert freshness_of(public, FILES["forums"], ['["f"]'])['["f"]'].said == Said(START + HOUR, "a", "Alfa")
        assert freshness_of(public, FILES["ties"], [TIE]) == {}
    assert fresh(drawn, "forums", '["f"]').said == Said(START + 2 * HOUR, "b", "Beta")


def test_a_membership_has_a_freshness_of_its_own(drawn: Engine) -> None:
    key = '["f","b","convenor","2025-02-03"]'
    assert fresh(drawn, "forum_members", key) == Freshness(START, None)
    (own,) = (member for member in stored(drawn).forum_members if member.actor_id == "b")
    with writing(drawn) as connection:
        confirm(connection, "b", [(FILES["forum_members"], own)], START + HOUR)
    assert fresh(drawn, "forum_members", key).said == Said(START + HOUR, "b", "Beta")


def test_many_records_are_asked_about_at_once(drawn: Engine) -> None:
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    keys = [f'["{number}"]' for number in range(498)] + [TIE, '["t2"]']
    with reading(drawn) as connection:
        sa.event.listen(connection, "before_cursor_execute", note)
        assert set(freshness_of(Seen(connection), FILES["ties"], keys)) == {TIE, '["t2"]'}
    assert len([statement for statement in asked if "confirmations" in statement]) == 1


def test_what_is_confirmed_later_has_a_later_moment_whatever_the_clock_says(drawn: Engine) -> None:
    """A remembered list would not be found out otherwise."""
    said(drawn, "a", 5)
    said(drawn, "b", 5)
    said(drawn, "a", 1)
    with reading(drawn) as connection:
        assert latest_confirmation(Seen(connection)) == START + 5 * HOUR + timedelta(microseconds=2)


def test_the_freshest_of_a_record_and_ones_part_in_it_is_told() -> None:
    plain = Freshness(START, None)
    early = Freshness(START, None, Said(START, "a", "Alfa"))
    late = Freshness(START, None, Said(START + HOUR, "b", "Beta"))
    assert (freshest([plain, early, late]), freshest([plain, plain]), freshest([])) == (late, plain, None)


def test_lists_can_be_narrowed_to_what_is_old(drawn: Engine) -> None:
    """t1 was confirmed after the day, t2 only registered before it."""
    said(drawn, "a", 10)

    def listed(moment: datetime) -> list[str]:
        with reading(drawn) as connection:
            return sorted(name for name, _ in list_names(Seen(connection), FILES["ties"], "kn", "", 9, moment).names)

    assert listed(START) == []
    assert listed(START + HOUR) == ["t2"]
    assert listed(START + 11 * HOUR) == ["t1", "t2"]
    changed(drawn, 20)
    # Confirmed before, though changed since: still to be confirmed again.
    assert listed(START + 11 * HOUR) == ["t1", "t2"]
    assert listed(datetime(2000, 1, 1, tzinfo=UTC)) == []
