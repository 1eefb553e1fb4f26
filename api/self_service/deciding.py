"""Deciding what becomes of an organisation that asks to be registered, and taking a decision back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.gate import Gate
from api.access.viewer import Viewer
from api.change_sets import hold_revision
from api.database import writing
from api.editing import Editing
from api.new_ids import with_id
from api.self_service.answer_links import make_link_to_give, revoke
from api.self_service.registrations import REGISTRATIONS, Registration, registration_at
from api.undoing import undo_within
from models.errors import DecidedMeanwhileError
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ChangeKind, RegistrationState

Values = Mapping[str, Any]

ACTORS = FILES["actors"]


@dataclass(frozen=True)
class Decider:
    """Somebody who decides at a place; whether they may is asked before."""

    engine: Engine
    gate: Gate
    viewer: Viewer
    place_id: str


@dataclass(frozen=True)
class Accepted:
    """What was stored: the actor, and the change set; None when nothing was different."""

    actor_id: str
    change_set: int | None


def accept(decider: Decider, registration_id: str, values: Values) -> Accepted:
    """Register the organisation as the decider's own change, and let whoever registered it in to its own link.

    Args:
        values: the fields of the actor, as they were sent or have been corrected since.

    Raises:
        DecidedMeanwhileError: somebody else has decided.
        NotFoundError, InvalidRecordError, ForbiddenError, SignInRequiredError: as `Editing.create`.
    """
    new = with_id(ACTORS, values)
    with writing(decider.engine) as connection:
        _require_waiting(connection, decider, registration_id)
        edit = Editing(connection, decider.viewer, ChangeKind.SELF_SERVICE)
        edit.create(ACTORS, new)
        link = make_link_to_give(connection, decider.gate, decider.viewer, decider.place_id, new["id"])
        _decide(
            connection, decider, registration_id, RegistrationState.ACCEPTED, actor_id=new["id"], given_link_id=link
        )
    return Accepted(new["id"], edit.change_set)


def recognise_as(
    decider: Decider,
    registration_id: str,
    actor_id: str,
    version: int = 0,
    taken: Values | None = None,
    *,
    let_in: bool = False,
) -> Accepted:
    """Say that the organisation is registered already, as an actor.

    Args:
        version: of the actor, from which the choice was made; only where something is taken over.
        taken: the fields that are taken over from what was sent; nothing else of the actor changes.
        let_in: whether whoever registered is let in to the actor's own link. Anybody can say that they are an
            organisation, so that the answer is no unless somebody knows.

    Raises:
        DecidedMeanwhileError: somebody else has decided.
        ChangedMeanwhileError, NotFoundError, InvalidRecordError, ForbiddenError: as `Editing.change`.
    """
    with writing(decider.engine) as connection:
        _require_waiting(connection, decider, registration_id)
        edit = Editing(connection, decider.viewer, ChangeKind.SELF_SERVICE)
        if taken:
            edit.change(ACTORS, [actor_id], version, taken, whole=False)
        link = None
        if let_in:
            link = make_link_to_give(connection, decider.gate, decider.viewer, decider.place_id, actor_id)
        _decide(connection, decider, registration_id, RegistrationState.SAME, actor_id=actor_id, given_link_id=link)
    return Accepted(actor_id, edit.change_set)


def refuse(decider: Decider, registration_id: str, reason: str) -> None:
    """Say that the organisation is not registered, and why, which whoever registered is told.

    Raises:
        NotFoundError: there is no such registration at the place.
        DecidedMeanwhileError: somebody else has decided.
    """
    with writing(decider.engine) as connection:
        _require_waiting(connection, decider, registration_id)
        _decide(connection, decider, registration_id, RegistrationState.REFUSED, answer=reason or None)


def reconsider(decider: Decider, registration_id: str) -> None:
    """Take a decision back: the actor that it made goes, the link that it gave dies, and the organisation waits again.

    What was taken over into an actor that existed stays; it can be undone by its own change.

    Raises:
        NotFoundError: there is no such registration at the place.
        CannotUndoError: the actor cannot go, because of what has been registered of it since.
        ForbiddenError: the viewer may not delete it.
    """
    with writing(decider.engine) as connection:
        hold_revision(connection)
        found = registration_at(connection, decider.place_id, registration_id)
        came_in = _made_by(connection, found)
        if came_in is not None:
            undo_within(connection, decider.viewer, came_in)
        if found.given_link_id:
            revoke(connection, decider.gate, decider.place_id, [found.given_link_id])
        blank = dict.fromkeys(("decided_at", "decided_by", "answer", "actor_id", "given_link_id"))
        waiting = {**blank, "state": RegistrationState.WAITING}
        connection.execute(sa.update(REGISTRATIONS).where(REGISTRATIONS.c.id == registration_id).values(waiting))


def _require_waiting(connection: Connection, decider: Decider, registration_id: str) -> None:
    """Let nobody else decide until the transaction ends, when nobody has so far.

    Raises:
        NotFoundError: there is no such registration at the place.
        DecidedMeanwhileError: somebody has decided.
    """
    hold_revision(connection)
    found = registration_at(connection, decider.place_id, registration_id)
    if not found.is_waiting:
        raise DecidedMeanwhileError


def _decide(
    connection: Connection, decider: Decider, registration_id: str, state: RegistrationState, **told: str | None
) -> None:
    decided = {"state": state, "decided_at": decider.gate.now(), "decided_by": decider.viewer.account_id, **told}
    connection.execute(sa.update(REGISTRATIONS).where(REGISTRATIONS.c.id == registration_id).values(decided))


def _made_by(connection: Connection, found: Registration) -> int | None:
    """Return the change set that made the actor of an accepted registration, as long as that actor is there.

    Where it has become a part of another, the registration is about that one, which it has not made.
    """
    if found.state is not RegistrationState.ACCEPTED or found.actor_id is None:
        return None
    merges = TABLES["merges"].c
    carried = connection.execute(sa.select(merges.answers).where(merges.kept_id == found.actor_id)).scalars()
    if any(found.id in answers.get(REGISTRATIONS.name, ()) for answers in carried):
        return None
    actors = TABLES["actors"].c
    return connection.execute(sa.select(actors.created_in).where(actors.id == found.actor_id)).scalar()
