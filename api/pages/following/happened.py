"""What was done just now with links, told once more from the moment at which it was done, with the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Query

from api.language import message
from api.pages.editing.sent import Sent
from api.self_service.answer_links import AnswerLink
from graph.message import Message

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
LATEST_MARK = 10**16
"""The year 2286: no clock shows it, and every date can be reckoned with it."""


MADE_NONE = message("Ingen ny länk behövdes: alla valda har redan en länk som fungerar.")
MADE_ONE = message("En länk är gjord. Skriv en inbjudan så följer den med i brevet.")
MADE = message("{count} länkar är gjorda. Skriv en inbjudan så följer de med i breven.")
REVOKED_NONE = message("Ingen av de valda har en länk som fungerar, så inget är återkallat.")
REVOKED_ONE = message("En länk är återkallad. Den som har den kan inte längre svara.")
REVOKED = message("{count} länkar är återkallade. De som har dem kan inte längre svara.")
REMINDED_NONE = message("Ingen är markerad som påmind: alla är redan det, eller har svarat.")
REMINDED_ONE = message("En aktör är markerad som påmind.")
REMINDED = message("{count} aktörer är markerade som påminda.")
NOBODY = message("Välj minst en aktör först.")
ENDED = message("Omgången är avslutad, så dess länkar fungerar inte. Flytta sista dagen om fler ska få svara.")

UNDO_MADE = message("Ångra: återkalla dem")
UNDO_REVOKED = message("Ångra: gör nya länkar")


REFUSALS: Mapping[str, str] = {"ingen": NOBODY, "avslutad": ENDED}
"""Why nothing was done, by what addresses call it."""


@dataclass(frozen=True)
class JustDone:
    """What an address says was done just now, when, why nothing was, and which actor was kept."""

    done: Annotated[str, Query(alias="gjort", max_length=20, description="What was done just now.")] = ""
    at: Annotated[int, Query(alias="tid", ge=0, le=LATEST_MARK, description="In microseconds since 1970.")] = 0
    refused: Annotated[str, Query(alias="nekat", max_length=20, description="Why nothing was done.")] = ""
    kept: Annotated[str, Query(alias="behalls", max_length=100, description="The actor that was kept.")] = ""


AskedDone = Annotated[JustDone, Depends()]


@dataclass(frozen=True)
class Happened:
    """What was done.

    Attributes:
        told: the sentence.
        undo: what the button says that takes it back, a Swedish message; blank where nothing is to be taken back.
        do: what that button does.
        mark: the moment that it is about.
        is_refusal: whether nothing was done.
    """

    told: Message
    undo: str = ""
    do: str = ""
    mark: int = 0
    is_refusal: bool = False


@dataclass(frozen=True)
class _Kind:
    at: Callable[[AnswerLink], datetime | None]
    words: tuple[str, str, str]
    undo: str = ""
    do: str = ""


_KINDS: Mapping[str, _Kind] = {
    "gjorda": _Kind(lambda link: link.made_at, (MADE_NONE, MADE_ONE, MADE), UNDO_MADE, "unmake"),
    "aterkallade": _Kind(lambda link: link.revoked_at, (REVOKED_NONE, REVOKED_ONE, REVOKED), UNDO_REVOKED, "remake"),
    "paminda": _Kind(lambda link: link.reminded_at, (REMINDED_NONE, REMINDED_ONE, REMINDED)),
}


def mark_of(moment: datetime) -> int:
    """Return a moment as it stands in addresses and forms."""
    return (moment - _BEGIN) // _TICK


def moment_of(mark: int) -> datetime:
    """Return the moment that a mark stands for."""
    return _BEGIN + mark * _TICK


def mark_sent(sent: Sent, name: str = "tid") -> int:
    """Return a moment that a form carries; one that cannot be read is that of nothing."""
    text = sent.one(name)
    readable = text.isascii() and text.isdigit() and len(text) <= len(str(LATEST_MARK))
    return min(int(text), LATEST_MARK) if readable else 0


def happened(links: Sequence[AnswerLink], just: JustDone) -> Happened | None:
    """Return what was done just now, worked out from the links themselves; None for what nobody does."""
    if just.refused in REFUSALS:
        return Happened(Message(REFUSALS[just.refused]), is_refusal=True)
    kind = _KINDS.get(just.done)
    if kind is None:
        return None
    count = len(of_moment(links, just.done, just.at))
    none, one, several = kind.words
    if not count:
        return Happened(Message(none))
    return Happened(Message(one) if count == 1 else Message(several, {"count": count}), kind.undo, kind.do, just.at)


def of_moment(links: Sequence[AnswerLink], done: str, mark: int) -> tuple[AnswerLink, ...]:
    """Return the links with which something was done at a moment."""
    moment = moment_of(mark)
    return tuple(link for link in links if _KINDS[done].at(link) == moment)
