"""Several changes of one editing: one change set, judged as a whole, stored as a whole."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.viewer import OPERATOR
from api.database import reading
from api.editing import editing
from api.record_values import mark_of
from models.errors import InvalidRecordError
from models.package_files import FILES
from models.records import AgreementParty, Record
from models.tables import TABLES

ACTOR = {"id": "a", "name": "A", "sector": "civil_society"}
IOP = {"id": "v", "title": "IOP", "kind": "iop", "stage": "in_force"}


def counts(engine: Engine) -> tuple[int, int]:
    with reading(engine) as connection:
        tables = (TABLES["change_sets"], TABLES["agreements"])
        change_sets, agreements = (
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in tables
        )
    return change_sets, agreements


def agree(engine: Engine, actors: list[str]) -> int | None:
    """Register two actors and a partnership between some of them, all in one editing."""
    with editing(engine, OPERATOR) as edit:
        edit.create(FILES["actors"], ACTOR)
        edit.create(FILES["actors"], {**ACTOR, "id": "b", "sector": "state"})
        with edit.together():
            edit.create(FILES["agreements"], IOP)
            rows = [{"actor_id": actor} for actor in actors]
            edit.replace_links(FILES["agreement_parties"], "v", mark_of(()), rows)
    return edit.change_set


def parties(*actors: str) -> list[Record]:
    return [AgreementParty.model_validate({"agreement_id": "v", "actor_id": actor}) for actor in actors]


def test_what_is_done_in_one_editing_is_one_change_set(engine: Engine) -> None:
    change_set = agree(engine, ["a", "b"])
    assert counts(engine) == (1, 1)
    assert change_set is not None


def test_what_cannot_stand_together_is_not_stored_at_all(engine: Engine) -> None:
    with pytest.raises(InvalidRecordError, match="Posten går inte att spara"):
        agree(engine, ["a"])
    assert counts(engine) == (0, 0)


def test_a_partnership_does_not_lose_its_public_party(engine: Engine) -> None:
    agree(engine, ["a", "b"])
    with pytest.raises(InvalidRecordError), editing(engine, OPERATOR) as edit:
        edit.replace_links(FILES["agreement_parties"], "v", mark_of(parties("a", "b")), [{"actor_id": "a"}])
    with editing(engine, OPERATOR) as edit:
        edit.replace_links(FILES["agreement_parties"], "v", mark_of(parties("a", "b")), [])


def test_an_editing_that_changes_nothing_has_no_change_set(engine: Engine) -> None:
    with editing(engine, OPERATOR) as edit:
        pass
    assert edit.change_set is None
    assert counts(engine) == (0, 0)
