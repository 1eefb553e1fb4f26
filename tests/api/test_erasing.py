"""Erasure for real: the bytes are gone from every table, and from the file of SQLite."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import compact, reading, writing
from api.erasing import Erased, erase_contact
from api.erasing_records import erase_record
from api.past_register import register_at
from api.queries.keys import CHANGE_SETS, HISTORY
from api.queries.past import looking_back
from api.storing import remove, store
from api.undoing import undo
from models.errors import CannotUndoError, ForbiddenError, NotFoundError, SignInRequiredError, StillNamedError
from models.package_files import FILES
from models.records import Agreement, AgreementParty, Record
from models.tables import TABLES
from models.text import LONGEST_TEXT, clean_text
from models.vocabulary import ChangeKind, LinkPurpose, Role
from tests.api.history_drawn import START, begin, change, drawn_history, stored

ADDRESS = "Eva.Ek@exempel.se"
NAME = "Beta"


@pytest.fixture
def told(engine: Engine) -> Engine:
    """The drawn records, with an address in fields, texts, lists, the history, and the texts of changes."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0))
    said: list[dict[str, object]] = [
        {"email": ADDRESS, "offers": f"Lokal. Fråga {ADDRESS.upper()}.", "aliases": (f"B ({ADDRESS})", "Beta två")},
        {"note": "annat", "email": "info@exempel.se"},
        {"seeks": f"<{ADDRESS}>", "email": ADDRESS},
    ]
    for number, values in enumerate(said, 1):
        with writing(engine) as connection:
            changes = [change("actors", stored(engine).actor["b"], **values)]
            store(connection, {}, changes, begin(connection, number))
    with writing(engine) as connection:
        told_tie = drawn_history().ties[0].model_copy(update={"id": "t9", "what": f"Se {ADDRESS}", "place_id": "kn"})
        store(connection, {"ties": [told_tie]}, [], begin(connection, 4))
        remove(connection, {"ties": [told_tie]}, begin(connection, 5))
        connection.execute(sa.update(CHANGE_SETS).where(CHANGE_SETS.c.id == 1).values(about=f"Lista från {ADDRESS}"))
        link = {"purpose": LinkPurpose.INVITATION, "email": ADDRESS.casefold(), "offered": [], "created_at": START}
        connection.execute(sa.insert(TABLES["single_use_links"]).values(token_digest="x", expires_at=START, **link))
    return engine


def everything_stored(engine: Engine) -> str:
    """Return all rows of all tables as one text, caseless."""
    with reading(engine) as connection:
        rows = (tuple(row) for table in TABLES.values() for row in connection.execute(sa.select(table)))
        return "\n".join(map(repr, rows)).casefold()


def bytes_on_disk(engine: Engine) -> Iterator[bytes]:
    """Yield the bytes of the file of a database and of those beside it."""
    assert engine.url.database is not None
    for file in Path(engine.url.database).parent.glob(Path(engine.url.database).name + "*"):
        yield file.read_bytes().lower()


def test_an_address_is_gone_from_every_table(told: Engine) -> None:
    assert everything_stored(told).count(ADDRESS.casefold()) == 12

    erased = erase_contact(told, OPERATOR, f" {ADDRESS.swapcase()} ")

    assert ADDRESS.casefold() not in everything_stored(told)
    # As it is: the actor. In the history: two former states of it, and the deleted tie. Texts: about, invitation.
    rewritten = True if told.dialect.name == "sqlite" else None
    assert erased == Erased(erased.change_set, 1, 3, 2, account=False, file_rewritten=rewritten)
    actor = stored(told).actor["b"]
    assert (actor.email, actor.offers, actor.seeks) == (None, "Lokal. Fråga [raderat].", "<[raderat]>")
    assert actor.aliases == ("B ([raderat])", "Beta två")


def test_what_was_erased_is_told_without_its_content(told: Engine) -> None:
    erased = erase_contact(told, OPERATOR, ADDRESS)
    with reading(told) as connection:
        row = connection.execute(sa.select(CHANGE_SETS).where(CHANGE_SETS.c.id == erased.change_set)).one()
    assert row.kind is ChangeKind.ERASURE
    assert row.about == (
        "actors.aliases (1), actors.email (1), actors.offers (1), actors.seeks (1), historik (3), texter (2)"
    )


def test_the_bytes_are_gone_from_the_file_of_sqlite(sqlite_engine: Engine) -> None:
    told = sqlite_engine
    with writing(told) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0))
        changes = [change("actors", stored_actor(), email=ADDRESS)]
        store(connection, {}, changes, begin(connection, 1))
    needle = ADDRESS.casefold().encode()
    assert any(needle in content for content in bytes_on_disk(told))

    assert erase_contact(told, OPERATOR, ADDRESS).file_rewritten

    assert not any(needle in content for content in bytes_on_disk(told))


def stored_actor() -> Record:
    return drawn_history().actor["b"]


def test_the_past_is_as_it_was_but_for_what_was_erased(told: Engine) -> None:
    erase_contact(told, OPERATOR, ADDRESS)
    with looking_back(told, OPERATOR) as past:
        then = register_at(past, START.replace(hour=14))
    assert (then.actor["b"].note, then.actor["b"].email) == ("annat", "info@exempel.se")
    assert then.actor["b"].offers == "Lokal. Fråga [raderat]."


def test_an_erasure_cannot_be_undone_and_nothing_brings_it_back(told: Engine) -> None:
    erased = erase_contact(told, OPERATOR, ADDRESS)
    assert erased.change_set is not None
    with pytest.raises(CannotUndoError):
        undo(told, OPERATOR, erased.change_set)
    undo(told, OPERATOR, 4)
    undo(told, OPERATOR, 3)
    assert ADDRESS.casefold() not in everything_stored(told)


@pytest.mark.parametrize("before", ["\n", "\t", '"', "'", "\\", "(", ":"])
def test_whatever_stands_around_it_an_address_is_gone_from_the_history_too(told: Engine, before: str) -> None:
    said = f"Kontakt{before}{ADDRESS}{before}"
    for number, note in ((6, said), (7, "annat")):
        with writing(told) as connection:
            store(connection, {}, [change("actors", stored(told).actor["c"], note=note)], begin(connection, number))

    erase_contact(told, OPERATOR, ADDRESS)

    assert ADDRESS.casefold() not in everything_stored(told)
    with reading(told) as connection:
        kept = connection.execute(sa.select(HISTORY.c.before["note"].as_string()).where(HISTORY.c.change_set_id == 8))
        assert kept.scalar_one() == clean_text(f"Kontakt{before}[raderat]{before}")


def test_an_address_with_letters_that_json_escapes_is_found(told: Engine) -> None:
    address = 'åsa"ö@exempel.se'
    for number, note in ((6, f"Fråga {address.upper()}"), (7, "annat")):
        with writing(told) as connection:
            store(connection, {}, [change("actors", stored(told).actor["c"], note=note)], begin(connection, number))
    assert erase_contact(told, OPERATOR, unicodedata.normalize("NFD", address)).kept == 1


def test_the_mark_never_makes_a_text_too_long_for_its_field(told: Engine) -> None:
    filled = f"a@b.se {'x' * (LONGEST_TEXT - 7)}"
    with writing(told) as connection:
        store(connection, {}, [change("actors", stored(told).actor["c"], note=filled)], begin(connection, 6))
    assert erase_contact(told, OPERATOR, "a@b.se").records == 1
    assert stored(told).actor["c"].note == filled.replace("a@b.se", "…")


def test_a_longer_address_is_another_one(told: Engine) -> None:
    assert not erase_contact(told, OPERATOR, "ek@exempel.se").anything
    assert not erase_contact(told, OPERATOR, "eva.ek@exempel").anything


def test_an_editor_erases_at_its_places_alone(told: Engine) -> None:
    near = Viewer("nära", frozenset({HeldRole(Role.EDITOR, "ng")}))
    with pytest.raises(SignInRequiredError):
        erase_contact(told, ANYBODY, ADDRESS)
    with pytest.raises(ForbiddenError):
        erase_contact(told, Viewer("läser", frozenset({HeldRole(Role.READER, "ng")})), ADDRESS)

    erased = erase_contact(told, near, ADDRESS)

    assert (erased.records, erased.texts) == (1, 0)
    assert stored(told).actor["b"].email is None


def test_a_whole_record_is_gone_with_all_that_told_of_it(told: Engine) -> None:
    with writing(told) as connection:
        connection.execute(sa.update(CHANGE_SETS).where(CHANGE_SETS.c.id == 2).values(about=f"{NAME} ändrad"))

    erased = erase_record(told, OPERATOR, FILES["actors"], "b")

    everything = everything_stored(told)
    assert NAME.casefold() not in everything.replace("alfabet", "")
    assert "'b'" not in everything
    assert '"b"' not in everything
    left = stored(told)
    assert sorted(left.actor) == ["a", "c", "d"]
    assert left.actor["c"].federation_ids == ("a",)
    assert (left.ties, left.need_sightings, [row.actor_id for row in left.forum_members]) == ((), (), ["a"])
    assert left.needs[0].addressed_to == ("a",)
    # The actor, two ties, a member and a sighting; the mention of it by the actor c and by the need.
    assert (erased.records, erased.texts) == (7, 1)
    with looking_back(told, OPERATOR) as past:
        assert sorted(register_at(past, START).actor) == ["a", "c", "d"]


def test_a_deleted_record_can_be_erased_from_the_history(told: Engine) -> None:
    assert erase_record(told, OPERATOR, FILES["ties"], "t9").kept == 1
    with reading(told) as connection:
        assert connection.execute(sa.select(HISTORY).where(HISTORY.c.table_name == "ties")).all() == []
    with pytest.raises(NotFoundError):
        erase_record(told, OPERATOR, FILES["ties"], "t9")


def test_only_whoever_may_delete_a_record_may_erase_it(told: Engine) -> None:
    far = Viewer("långt bort", frozenset({HeldRole(Role.EDITOR, "sverige2")}))
    own = Viewer("egen", frozenset({HeldRole(Role.MEMBER, actor_id="b")}))
    with pytest.raises(NotFoundError):
        erase_record(told, far, FILES["actors"], "b")
    with pytest.raises(ForbiddenError):
        erase_record(told, own, FILES["actors"], "b")
    with pytest.raises(NotFoundError):
        erase_record(told, OPERATOR, FILES["places"], "kn")


def test_all_that_a_record_was_called_is_gone_from_texts_and_nothing_more(told: Engine) -> None:
    with writing(told) as connection:
        renamed = change("actors", stored(told).actor["b"], name="Gammelgården", aliases=("Kollo",))
        store(connection, {}, [renamed], begin(connection, 6))
        again = change("actors", renamed.after, name="Nygården")
        store(connection, {}, [again], begin(connection, 7))
        said = "gammelGÅRDEN, Nygården och Nygårdens vänner; kollo, kollots. Alfabeta."
        connection.execute(sa.update(CHANGE_SETS).where(CHANGE_SETS.c.id == 2).values(about=said))

    erase_record(told, OPERATOR, FILES["actors"], "b")

    with reading(told) as connection:
        about = connection.execute(sa.select(CHANGE_SETS.c.about).where(CHANGE_SETS.c.id == 2)).scalar_one()
    assert about == "[raderat], [raderat] och Nygårdens vänner; [raderat], kollots. Alfabeta."


def test_a_partnership_is_not_left_without_one_kind_of_party(told: Engine) -> None:
    iop = Agreement.model_validate({"id": "v", "title": "IOP", "kind": "iop", "stage": "in_force", "place_id": "kn"})
    parties = [AgreementParty(agreement_id="v", actor_id=actor) for actor in ("b", "c")]
    with writing(told) as connection:
        store(connection, {"agreements": [iop], "agreement_parties": parties}, [], begin(connection, 6))
    before = everything_stored(told)

    with pytest.raises(StillNamedError) as caught:
        erase_record(told, OPERATOR, FILES["actors"], "b")

    assert caught.value.mentions == {"agreements": 1}
    assert everything_stored(told) == before
    with writing(told) as connection:
        another = AgreementParty(agreement_id="v", actor_id="d")
        store(connection, {"agreement_parties": [another]}, [], begin(connection, 7))
    erase_record(told, OPERATOR, FILES["actors"], "b")
    assert {party.actor_id for party in stored(told).agreement_parties} == {"c", "d"}


def test_an_editor_erases_a_deleted_actor_with_its_former_ties(told: Engine) -> None:
    near = Viewer("nära", frozenset({HeldRole(Role.EDITOR, "ng")}))
    register = stored(told)
    gone = {
        "ties": register.ties,
        "forum_members": [row for row in register.forum_members if row.actor_id == "b"],
        "need_sightings": register.need_sightings,
        "actors": [register.actor["b"]],
    }
    with writing(told) as connection:
        unlisted = change("actors", register.actor["c"], federation_ids=("a",))
        heard = change("needs", register.needs[0], addressed_to=("a",))
        change_set = begin(connection, 6)
        store(connection, {}, [unlisted, heard], change_set)
        remove(connection, gone, change_set)

    erase_record(told, near, FILES["actors"], "b")

    assert "'b'" not in everything_stored(told)
    assert NAME.casefold() not in everything_stored(told).replace("alfabet", "")


def test_an_erasure_stands_where_the_file_cannot_be_rewritten(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(sqlite_engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0))
        store(connection, {}, [change("actors", stored_actor(), email=ADDRESS)], begin(connection, 1))
    assert sqlite_engine.url.database is not None
    other = sqlite3.connect(sqlite_engine.url.database, isolation_level=None, timeout=0)

    def rewritten_beside_another_writer(engine: Engine) -> bool:
        other.execute("BEGIN IMMEDIATE")
        with reading(engine) as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("PRAGMA busy_timeout = 1")
        return compact(engine)

    monkeypatch.setattr("api.erasing.compact", rewritten_beside_another_writer)

    erased = erase_contact(sqlite_engine, OPERATOR, ADDRESS)

    other.close()
    assert (erased.records, erased.file_rewritten) == (1, False)
    assert stored(sqlite_engine).actor["b"].email is None
