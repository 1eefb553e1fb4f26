"""What an actor answers is about what it saw, whatever others store meanwhile, on both databases."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.gate import Gate
from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.self_service.answer_links import AnswerLink, link_with_id, make_links
from api.self_service.answering import Answering
from api.self_service.standing import Asked
from api.storing import remove, store
from models.errors import ChangedMeanwhileError
from models.package_files import FILES
from models.records import Tie
from models.tables import TABLES
from models.vocabulary import ChangeKind, Confirmation
from tests.api.access.people import Clock, make_gate
from tests.api.history_drawn import begin, change, drawn_history, stored
from tests.api.self_service.standing_drawn import asked_about


@pytest.fixture
def gate() -> Gate:
    return make_gate(Clock())


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records, in which both parties stand behind Beta's tie: to say that it is right changes nothing."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    with writing(engine) as connection:
        store(connection, {}, [change("ties", tie_of(engine), confirmation="both")], begin(connection, 1))
    return engine


def tie_of(engine: Engine) -> Tie:
    return next(tie for tie in stored(engine).ties if tie.id == "t2")


@pytest.fixture
def link(drawn: Engine, gate: Gate) -> AnswerLink:
    with writing(drawn) as connection:
        (made,) = make_links(connection, gate, OPERATOR, "kn", ["b"])
    return made


@pytest.fixture
def asked(drawn: Engine, link: AnswerLink) -> Asked:
    return asked_about(drawn, link, FILES["ties"], tie_of(drawn))


def nothing_is_said(engine: Engine, link: AnswerLink) -> bool:
    with reading(engine) as connection:
        after = link_with_id(connection, link.id)
        confirmed = connection.execute(sa.select(TABLES["confirmations"])).all()
    return confirmed == [] and after is not None and after.answered_at is None


def test_nobody_confirms_what_somebody_else_has_changed_meanwhile(
    drawn: Engine, gate: Gate, link: AnswerLink, asked: Asked
) -> None:
    with writing(drawn) as connection:
        store(connection, {}, [change("ties", tie_of(drawn), what="Något helt annat")], begin(connection, 2))
    answering = Answering(drawn, gate, link)
    with pytest.raises(ChangedMeanwhileError):
        answering.agree(asked, asked.standing.version)
    with pytest.raises(ChangedMeanwhileError):
        answering.send([asked])
    assert nothing_is_said(drawn, link)


def test_nobody_confirms_what_is_gone(drawn: Engine, gate: Gate, link: AnswerLink, asked: Asked) -> None:
    with writing(drawn) as connection:
        remove(connection, {"ties": [tie_of(drawn)]}, begin(connection, 2))
    with pytest.raises(ChangedMeanwhileError):
        Answering(drawn, gate, link).send([asked])
    assert nothing_is_said(drawn, link)


def test_what_is_as_it_was_seen_is_confirmed_by_sending(
    drawn: Engine, gate: Gate, link: AnswerLink, asked: Asked
) -> None:
    assert Answering(drawn, gate, link).send([asked]) is None  # Nothing in the register is different.
    assert not nothing_is_said(drawn, link)


def test_taking_back_is_done_as_a_whole_or_not_at_all(
    drawn: Engine, gate: Gate, link: AnswerLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering, before = Answering(drawn, gate, link), stored(drawn).ties
    values = {"actor_a": "b", "actor_b": "d", "level": "dialogue", "confirmation": Confirmation.ONE_PARTY}
    told = answering.create(FILES["ties"], values)
    assert told is not None

    def lost(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("api.self_service.answering.unconfirm", lost)
        with pytest.raises(ConnectionError):
            answering.take_back(told)
    assert len(stored(drawn).ties) == len(before) + 1
    answering.take_back(told)
    assert stored(drawn).ties == before
