"""The tables of what actors say themselves, without an account: links, survey rounds, registrations, confirmations.

A link is not stored: it is worked out from the installation's secret and the id of its row, so that whoever reads the
database cannot use it, and a reminder can still repeat it. These rows are no part of the register: no export holds
them, and no change set.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime, coded, listed
from models.text import LONGEST_NAME
from models.vocabulary import ActorVisibility, RegistrationState, Topic

LONGEST_ID = 36
LONGEST_RECORD_ID = 100
LONGEST_KEY = 700


def _at(default: Any = ..., *, index: bool = False) -> Any:
    return Field(default=default, sa_type=UtcDateTime, nullable=default is None, index=index)


def _of(table: str, **more: Any) -> Any:
    """Declare the place or actor that a row is about, and with which it goes."""
    return Field(foreign_key=f"{table}.id", ondelete="CASCADE", max_length=LONGEST_RECORD_ID, **more)


class SurveyRoundRow(SQLModel, table=True):
    """That all actors of a place are asked the same at the same time.

    `kappa_before` is the place's knowledge when the round began, `kappa_after` when it was closed; None where there
    is nothing to know. `settled_at` is when the second was worked out.
    """

    __tablename__ = "survey_rounds"

    id: str = Field(primary_key=True, max_length=LONGEST_ID)
    place_id: str = _of("places", index=True)
    title: str = Field(max_length=LONGEST_NAME)
    message: str | None = None
    topics: tuple[Topic, ...] = listed(Topic)
    made_by: str | None = Field(default=None, max_length=LONGEST_ID)
    opened_at: datetime = _at()
    last_day: date
    closed_at: datetime | None = _at(None)
    kappa_before: float | None = None
    kappa_after: float | None = None
    settled_at: datetime | None = _at(None)


class AnswerLinkRow(SQLModel, table=True):
    """A link with which an actor confirms and corrects what is registered of it.

    `opened_at` is when it was first opened, `answered_at` when its actor last said that it had looked through all.
    `left_out_at` is when the actor asked not to be in the register, and `left_out_from` how it was seen until then;
    None where it was hidden already. `sent_to` is where the link was last sent by the
    service, and `failure` why that did not work. `greeting` is what the actor wants to tell whoever coordinates.
    """

    __tablename__ = "answer_links"

    id: str = Field(primary_key=True, max_length=LONGEST_ID)
    place_id: str = _of("places", index=True)
    actor_id: str = _of("actors", index=True)
    round_id: str | None = Field(
        default=None, foreign_key="survey_rounds.id", ondelete="CASCADE", index=True, max_length=LONGEST_ID
    )
    made_by: str | None = Field(default=None, max_length=LONGEST_ID)
    made_at: datetime = _at()
    expires_at: datetime = _at()
    revoked_at: datetime | None = _at(None)
    opened_at: datetime | None = _at(None)
    answered_at: datetime | None = _at(None)
    left_out_at: datetime | None = _at(None)
    left_out_from: ActorVisibility | None = coded(ActorVisibility, None, nullable=True)
    reminded_at: datetime | None = _at(None)
    reminders: int = 0
    sent_at: datetime | None = _at(None)
    sent_to: str | None = Field(default=None, max_length=320)
    failure: str | None = Field(default=None, max_length=LONGEST_NAME)
    greeting: str | None = None


class ConfirmationRow(SQLModel, table=True):
    """That an actor last said at a moment that a record is right; `record_key` is its key as a JSON list of cells."""

    __tablename__ = "confirmations"

    table_name: str = Field(primary_key=True, max_length=40)
    record_key: str = Field(primary_key=True, max_length=LONGEST_KEY)
    actor_id: str = _of("actors", primary_key=True, index=True)
    at: datetime = _at(index=True)


class RegistrationLinkRow(SQLModel, table=True):
    """A link with which anybody may ask that an organisation be registered at a place."""

    __tablename__ = "registration_links"

    id: str = Field(primary_key=True, max_length=LONGEST_ID)
    place_id: str = _of("places", index=True)
    made_by: str | None = Field(default=None, max_length=LONGEST_ID)
    made_at: datetime = _at()
    expires_at: datetime = _at()
    revoked_at: datetime | None = _at(None)


class RegistrationRow(SQLModel, table=True):
    """An organisation that somebody asks to have registered: not in the register until somebody there says so.

    `said` is what was filled in, as the form's answers. `actor_id` is the actor that it became or was already.
    `given_link_id` is the actor's own link, where whoever registered it has been let in to it.
    """

    __tablename__ = "registrations"

    id: str = Field(primary_key=True, max_length=LONGEST_ID)
    place_id: str = _of("places", index=True)
    link_id: str = Field(foreign_key="registration_links.id", ondelete="CASCADE", index=True, max_length=LONGEST_ID)
    sent_at: datetime = _at(index=True)
    said: dict[str, Any] = Field(sa_type=sa.JSON, nullable=False)
    state: RegistrationState = coded(RegistrationState, RegistrationState.WAITING)
    decided_at: datetime | None = _at(None)
    decided_by: str | None = Field(default=None, max_length=LONGEST_ID)
    answer: str | None = None
    actor_id: str | None = Field(
        default=None,
        foreign_key="actors.id",
        ondelete="SET NULL",
        index=True,
        nullable=True,
        max_length=LONGEST_RECORD_ID,
    )
    given_link_id: str | None = Field(
        default=None,
        foreign_key="answer_links.id",
        ondelete="SET NULL",
        index=True,
        nullable=True,
        max_length=LONGEST_ID,
    )
