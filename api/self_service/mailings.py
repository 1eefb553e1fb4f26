"""Letters sent by the service: long work, of which every single outcome is stored where it happens.

No link is sent twice by one mailing. A letter is claimed in the database before it is handed to the server, and only
if the link was not sent since the mailing was made; so neither a double click, nor a page loaded again, nor a restart
sends it again. What was claimed and never told of may have come forward: it is not sent again by itself.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.gate import Gate
from api.database import writing
from api.language import Language, message
from api.long_work import LongWork, Progress
from api.self_service.answer_links import LINKS
from api.self_service.letters import Letter, LetterKind, LetterText
from api.self_service.mail import (
    UNKNOWN_OUTCOME,
    LostServerError,
    Outcome,
    Post,
    PostBox,
    RefusedLetterError,
    post_box,
)

ADDRESSLESS = message("Aktören har ingen e-postadress längre.")
INTERRUPTED = message("Utskicket avbröts mitt i brevet, så det är inte säkert att det kom fram.")


class Fate(StrEnum):
    """What became of one letter of a mailing."""

    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"
    PASSED_OVER = "passed_over"
    WAITING = "waiting"


@dataclass(frozen=True)
class Told:
    """What became of a letter to an actor, and why it was not sent, a Swedish message."""

    actor_id: str
    name: str
    fate: Fate
    why: str = ""


@dataclass(frozen=True)
class Mailing:
    """Letters to be sent together.

    Attributes:
        kind: why the actors are written to.
        letters: those with a recipient.
        made_at: when whoever sends them was shown them.
        written: the text that they were made of.
        language: the one that their last day is written in.
        round_id: the round that they are about; None for links alone.
    """

    kind: LetterKind
    letters: tuple[Letter, ...]
    made_at: datetime
    written: LetterText
    language: Language
    round_id: str | None = None


@dataclass(frozen=True)
class MailingReport:
    """What became of a mailing.

    Attributes:
        told: of each letter, in their order.
        stopped: why the server could not be used any more, a Swedish message; blank when all were tried.
    """

    mailing: Mailing
    told: tuple[Told, ...] = ()
    stopped: str = ""

    def of(self, fate: Fate) -> tuple[Told, ...]:
        """Return the letters with this fate."""
        return tuple(one for one in self.told if one.fate == fate)

    @property
    def rest(self) -> tuple[str, ...]:
        """The actors whose letters are known not to have been sent, and can be."""
        return tuple(one.actor_id for one in self.told if one.fate in (Fate.REFUSED, Fate.WAITING))


Mailings: TypeAlias = LongWork[MailingReport]

Open: TypeAlias = Callable[[], AbstractContextManager[PostBox]]

PASSED_OVER = message(
    "Länken gäller inte längre, aktören har redan svarat eller bett att utelämnas, eller så har brevet redan skickats."
)


def send_mailing(engine: Engine, gate: Gate, mailing: Mailing, progress: Progress) -> MailingReport:
    """Send the letters one after the other over one connection, and return what became of each."""
    told: list[Told] = []
    try:
        with post_box(gate.settings) as box:
            for number, letter in enumerate(mailing.letters):
                progress(number, len(mailing.letters))
                told.append(_Sending(engine, gate, mailing, letter).send(box))
    except _StoppedError as stop:
        told.append(stop.told)
        return MailingReport(mailing, (*told, *_waiting(mailing.letters[len(told) :])), stop.why)
    except LostServerError as error:
        return MailingReport(mailing, _waiting(mailing.letters), error.told)
    return MailingReport(mailing, tuple(told))


class _StoppedError(Exception):
    """The server was lost with a letter under way."""

    def __init__(self, told: Told, why: str) -> None:
        super().__init__(why)
        self.told, self.why = told, why


@dataclass
class _Sending:
    """One letter on its way: claimed, handed over, and its outcome stored."""

    engine: Engine
    gate: Gate
    mailing: Mailing
    letter: Letter
    before: datetime | None = field(default=None, init=False)

    def send(self, box: PostBox) -> Told:
        letter = self.letter
        if not letter.recipient:
            return self._told(Fate.PASSED_OVER, ADDRESSLESS)
        if not self._claim():
            return self._told(Fate.PASSED_OVER, PASSED_OVER)
        try:
            box.send(Post(letter.recipient, letter.subject, letter.text))
        except RefusedLetterError as error:
            self._keep(sent_at=self.before, failure=error.told)
            return self._told(Fate.REFUSED, error.told)
        except LostServerError as error:
            unsure = error.outcome is Outcome.UNKNOWN
            self._keep(**({"failure": UNKNOWN_OUTCOME} if unsure else {"sent_at": self.before, "failure": error.told}))
            told = self._told(Fate.UNSURE, UNKNOWN_OUTCOME) if unsure else self._told(Fate.WAITING)
            raise _StoppedError(told, error.told) from error
        self._keep(**self._sent())
        return self._told(Fate.SENT)

    def _claim(self) -> bool:
        """Write down that the letter is about to be sent, unless it was since the mailing was made, or must not be."""
        moment, link = self.gate.now(), LINKS.c
        unsent = sa.or_(link.sent_at.is_(None), link.sent_at < self.mailing.made_at)
        lives = sa.and_(link.revoked_at.is_(None), link.expires_at > moment)
        waits = link.answered_at.is_(None) if self.mailing.kind is LetterKind.REMINDER else sa.true()
        # Whoever asks to be left out does so by whichever of its links, and is written to by none.
        others = LINKS.alias()
        wishes = sa.exists().where(others.c.actor_id == link.actor_id, others.c.left_out_at.is_not(None))
        wanted = link.id == self.letter.link_id
        with writing(self.engine) as connection:
            self.before = connection.execute(sa.select(link.sent_at).where(wanted)).scalar()
            claimed = {"sent_at": moment, "sent_to": self.letter.recipient, "failure": INTERRUPTED}
            done = connection.execute(sa.update(LINKS).where(wanted, unsent, lives, waits, ~wishes).values(**claimed))
            return done.rowcount == 1

    def _sent(self) -> dict[str, object]:
        if self.mailing.kind is not LetterKind.REMINDER:
            return {"failure": None}
        return {"failure": None, "reminded_at": self.gate.now(), "reminders": LINKS.c.reminders + 1}

    def _keep(self, **outcome: object) -> None:
        with writing(self.engine) as connection:
            connection.execute(sa.update(LINKS).where(LINKS.c.id == self.letter.link_id).values(**outcome))

    def _told(self, fate: Fate, why: str = "") -> Told:
        return Told(self.letter.actor_id, self.letter.name, fate, why)


def _waiting(letters: Sequence[Letter]) -> tuple[Told, ...]:
    return tuple(Told(letter.actor_id, letter.name, Fate.WAITING) for letter in letters)
