"""How long what organisations said without an account is kept, and that an address in it is found and erased."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel.sql.sqltypes import AutoString

from api.access.accounts import create_account
from api.access.gate import Gate
from api.access.roles import give_role
from api.access.secret_key import SecretKey
from api.access.viewer import OPERATOR, HeldRole, Viewer
from api.backup_rows import copy_rows
from api.contacts import find_contact
from api.database import make_engine, reading, upgrade_to_head, writing
from api.erasing import erase_contact
from api.erasing_answers import TEXTS
from api.retention import Kept, carry_out, due
from api.settings import Settings
from api.storing import store
from models.columns import ListOf
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ChangeKind, RegistrationState, Role
from tests.api.history_drawn import START, begin, drawn_history

DAY = timedelta(days=1)
SETTINGS = Settings(secret_key="x" * 32, keep_dead_links_days=10)
ADDRESS = "info@bron.example"


@pytest.fixture
def gate() -> Gate:
    return replace(Gate(SETTINGS, SecretKey(SETTINGS)), now=lambda: START)


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    return engine


def add(engine: Engine, table: str, **values: object) -> None:
    usual: dict[str, object] = {"place_id": "kn", "made_at": START, "expires_at": START + DAY}
    if table == "list_drafts":
        usual = {}
    if table == "answer_links":
        usual |= {"actor_id": "a", "reminders": 0}
    if table == "registrations":
        usual = {"place_id": "kn", "sent_at": START, "said": {"name": ["Bron"]}, "state": RegistrationState.WAITING}
    if table == "survey_rounds":
        usual = {"place_id": "kn", "title": "Hösten", "topics": (), "opened_at": START, "last_day": START.date()}
    with writing(engine) as connection:
        connection.execute(sa.insert(TABLES[table]).values({**usual, **values}))


def rows(engine: Engine, table: str) -> dict[str, dict[str, object]]:
    with reading(engine) as connection:
        return {row["id"]: dict(row) for row in connection.execute(sa.select(TABLES[table])).mappings()}


def test_links_that_have_long_led_nowhere_go_but_not_those_that_are_needed(drawn: Engine, gate: Gate) -> None:
    long_ago, lately = START - 11 * DAY, START - 9 * DAY
    add(drawn, "survey_rounds", id="round")
    answers: dict[str, dict[str, object]] = {
        "old": {"expires_at": long_ago},
        "revoked": {"revoked_at": long_ago},
        "recent": {"expires_at": lately},
        "alive": {},
        "asked": {"expires_at": long_ago, "round_id": "round", "sent_to": ADDRESS, "greeting": "Hej"},
        "answered": {"expires_at": long_ago, "answered_at": long_ago, "sent_to": ADDRESS, "greeting": "Hej"},
        "leaves": {"revoked_at": long_ago, "left_out_at": long_ago, "failure": "full brevlåda"},
    }
    for name, values in answers.items():
        add(drawn, "answer_links", id=name, **values)
    for name, expires_at in (("old", long_ago), ("waits", long_ago), ("decided", long_ago), ("recent", lately)):
        add(drawn, "registration_links", id=name, expires_at=expires_at)
    add(drawn, "registrations", id="1", link_id="waits")
    add(drawn, "registrations", id="2", link_id="decided", state=RegistrationState.REFUSED, decided_at=lately)

    kept = Kept(reads=0, sessions=0, links=3, contacts=0, answers=3)
    assert (due(drawn, gate), carry_out(drawn, gate), due(drawn, gate)) == (kept, kept, Kept(0, 0, 0, 0))

    links = rows(drawn, "answer_links")
    assert set(links) == {"recent", "alive", "asked", "answered", "leaves"}
    for name in ("asked", "answered", "leaves"):
        assert (links[name]["sent_to"], links[name]["greeting"], links[name]["failure"]) == (None, None, None)
    assert (links["answered"]["answered_at"], links["leaves"]["left_out_at"]) == (long_ago, long_ago)
    assert set(rows(drawn, "registration_links")) == {"waits", "decided", "recent"}
    assert set(rows(drawn, "registrations")) == {"1", "2"}


def test_what_was_said_is_emptied_once_the_decision_is_old_and_what_waits_stays(drawn: Engine, gate: Gate) -> None:
    add(drawn, "registration_links", id="r")
    refused = {"link_id": "r", "state": RegistrationState.REFUSED, "answer": "Nej"}
    add(drawn, "registrations", id="old", decided_at=START - 11 * DAY, **refused)
    add(drawn, "registrations", id="recent", decided_at=START - 9 * DAY, **refused)
    add(drawn, "registrations", id="waits", link_id="r", sent_at=START - 400 * DAY)

    assert carry_out(drawn, gate).answers == 1

    said = {name: (row["said"], row["answer"]) for name, row in rows(drawn, "registrations").items()}
    assert said == {"old": ({}, None), "recent": ({"name": ["Bron"]}, "Nej"), "waits": ({"name": ["Bron"]}, None)}
    assert carry_out(drawn, gate).answers == 0


def test_a_registration_that_nobody_decides_about_goes_long_after_its_link_has_died(drawn: Engine, gate: Gate) -> None:
    add(drawn, "registration_links", id="dead", expires_at=START - 11 * DAY)
    add(drawn, "registration_links", id="alive")
    # A dead link is kept for 10 days, and what waits at it for 90 more.
    add(drawn, "registrations", id="forgotten", link_id="dead", sent_at=START - 101 * DAY)
    add(drawn, "registrations", id="waits", link_id="dead", sent_at=START - 99 * DAY)
    add(drawn, "registrations", id="open", link_id="alive", sent_at=START - 400 * DAY)
    assert carry_out(drawn, gate).links == 1
    assert set(rows(drawn, "registrations")) == {"waits", "open"}
    later = replace(gate, now=lambda: START + 2 * DAY)
    # Now the other goes, and the link that nothing needs any more.
    assert carry_out(drawn, later).links == 2
    assert set(rows(drawn, "registration_links")) == {"alive"}


def holding(engine: Engine) -> None:
    add(engine, "registration_links", id="r")
    said = {"name": ["Bron"], "email": ["Info@Bron.example"], "offers": [f"Skriv till {ADDRESS}."]}
    add(engine, "registrations", id="1", link_id="r", said=said, answer=f"Svar till {ADDRESS}")
    add(engine, "registrations", id="2", link_id="r", said={"email": ["annan@bron.example"]})
    add(engine, "answer_links", id="l", sent_to=ADDRESS, greeting=f"Hej från {ADDRESS}", failure="full brevlåda")


def test_an_address_is_found_and_erased_in_what_was_said_and_sent(drawn: Engine) -> None:
    holding(drawn)
    with reading(drawn) as connection:
        found = find_contact(connection, OPERATOR, ADDRESS).told()
    assert found["answers"] == [{"table": "registrations", "key": "1"}, {"table": "answer_links", "key": "l"}]

    assert erase_contact(drawn, OPERATOR, ADDRESS).texts == 2

    registrations, link = rows(drawn, "registrations"), rows(drawn, "answer_links")["l"]
    assert registrations["1"]["said"] == {"name": ["Bron"], "email": [], "offers": ["Skriv till [raderat]."]}
    assert registrations["1"]["answer"] == "Svar till [raderat]"
    assert registrations["2"]["said"] == {"email": ["annan@bron.example"]}
    assert (link["sent_to"], link["greeting"], link["failure"]) == (None, "Hej från [raderat]", "full brevlåda")


def test_an_address_is_erased_from_rounds_and_from_lists_that_are_not_read_in_yet(drawn: Engine) -> None:
    add(drawn, "survey_rounds", id="round", title=f"Fråga {ADDRESS}", message=f"Skriv till {ADDRESS}.")
    grid = {"heading": ["Namn", "E-post"], "rows": [[2, "Bron", ADDRESS.upper()], [3, f"Ån ({ADDRESS})", ""]]}
    with writing(drawn) as connection:
        account = create_account(connection, "x@x.se", "X", START)
    told = {"place_id": "kn", "account_id": account.id, "kind": "actors", "created_at": START, "changed_at": START}
    add(drawn, "list_drafts", id="1", name=f"från {ADDRESS}", content={"version": 4, "grid": grid}, **told)
    add(drawn, "list_drafts", id="2", name="en annan", content={"version": 4, "grid": {}}, **told)

    assert erase_contact(drawn, OPERATOR, ADDRESS).texts == 2

    asked, drafts = rows(drawn, "survey_rounds")["round"], rows(drawn, "list_drafts")
    assert (asked["title"], asked["message"]) == ("Fråga [raderat]", "Skriv till [raderat].")
    assert drafts["1"]["name"] == "från [raderat]"
    left = {"heading": ["Namn", "E-post"], "rows": [[2, "Bron", ""], [3, "Ån ([raderat])", ""]]}
    assert drafts["1"]["content"] == {"version": 5, "grid": left}
    assert drafts["2"]["content"] == {"version": 4, "grid": {}}


NOTHING_WRITTEN = {
    "accounts": {"email", "name", "password_hash", "totp_secret"},  # An account is erased as a whole.
    "account_roles": {"role"},
    "api_tokens": {"name", "scopes", "token_digest"},  # These go with their account.
    "single_use_links": {"offered", "purpose"},
    "survey_rounds": {"made_by", "topics"},
    "answer_links": {"left_out_from", "made_by"},
    "registration_links": {"made_by"},
    "registrations": {"decided_by", "state"},
    "change_sets": {"account_id", "actor_id", "kind"},
    "history": {"before", "record_key", "table_name"},  # What it keeps is erased record by record.
    "list_drafts": {"kind"},
    "different_actors": {"account_id"},
    "merges": {"answers", "different", "dropped_id", "kept_id", "roles"},  # Ids and moments alone.
}
"""The columns of texts beside the records that an erasure has no reason to look into."""

ERASED_BY_THE_OPERATOR = {"single_use_links": {"email"}, "change_sets": {"about"}, "collections": {"about", "title"}}


def test_every_column_in_which_somebody_can_have_written_an_address_is_looked_into() -> None:
    """A table that is added has to be entered either here or where addresses are erased."""
    texts = (sa.String, AutoString, sa.JSON, ListOf)
    found = {
        name: {
            column.name
            for column in table.c
            if isinstance(column.type, texts) and not (column.foreign_keys or column.primary_key)
        }
        for name, table in TABLES.items()
        if name not in FILES
    }
    known = {
        name: set(TEXTS.get(name, ())) | NOTHING_WRITTEN.get(name, set()) | ERASED_BY_THE_OPERATOR.get(name, set())
        for name in found
    }
    assert found == known


def test_an_editor_elsewhere_neither_finds_nor_erases_it(drawn: Engine) -> None:
    holding(drawn)
    with writing(drawn) as connection:
        account = create_account(connection, "x@x.se", "X", START)
        give_role(connection, account.id, HeldRole(Role.EDITOR, "ng"))
    elsewhere = Viewer(account.id, frozenset({HeldRole(Role.EDITOR, "ng")}))
    with reading(drawn) as connection:
        assert not find_contact(connection, elsewhere, ADDRESS).found
    assert erase_contact(drawn, elsewhere, ADDRESS).texts == 0
    assert rows(drawn, "answer_links")["l"]["sent_to"] == ADDRESS


def test_a_copy_of_the_register_holds_all_of_it(drawn: Engine, tmp_path: object) -> None:
    holding(drawn)
    target = make_engine(f"sqlite:///{tmp_path}/copy.db")
    upgrade_to_head(target)
    with reading(drawn) as source, writing(target) as connection:
        copy_rows(source, connection)
    for table in ("registration_links", "registrations", "answer_links"):
        assert rows(target, table) == rows(drawn, table)
    target.dispose()
