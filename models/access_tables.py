"""The table of who has read what is not for everybody."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime, coded
from models.vocabulary import ReadSubject


class AccessLogRow(SQLModel, table=True):
    """That an account read, within an hour, what is registered of a place or an actor that is not for everybody.

    `account_id` refers to nothing on purpose: the log stays when an account is erased, until its own time is out.
    """

    __tablename__ = "access_log"
    __table_args__ = (sa.Index("ix_access_log_subject", "subject", "subject_id", "hour"),)

    account_id: str = Field(primary_key=True, max_length=36)
    subject: ReadSubject = coded(ReadSubject, primary_key=True)
    subject_id: str = Field(primary_key=True, max_length=100)
    hour: datetime = Field(sa_type=UtcDateTime, primary_key=True, index=True)
