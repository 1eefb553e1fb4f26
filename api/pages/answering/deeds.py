"""What the buttons on an actor's first page do: right, wrong, all of it, nothing more, and back again.

All buttons belong to one form, so that a greeting that was begun is kept whichever of them is pressed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from fastapi import APIRouter, Response

from api.language import message
from api.pages.answering.desk import AnswerDesk, AtAnswerDesk
from api.pages.answering.notices import WORDS, Done, Notice
from api.pages.answering.overview import CHANGED_MEANWHILE, Remarks, answer_response
from api.pages.editing.faults import MAY_BE_A_PERSON, TRACES, Fault
from api.pages.editing.sent import Sent, SentForm
from api.pages.situations import SITUATIONS, situation_told
from api.problems import status_of
from api.self_service.greetings import read_greeting
from models.errors import (
    CannotUndoError,
    ChangedMeanwhileError,
    ForbiddenError,
    NotFoundError,
)
from models.vocabulary import PersonalData

router = APIRouter(include_in_schema=False)

CHANGED_RECORD = message("Uppgiften ändrades medan ni läste, så inget sparades. Titta på den en gång till.")
GONE_RECORD = message("Uppgiften finns inte kvar. Här är allt som är registrerat nu.")
NOT_YOURS = message("Det är inte er sak att säga. Skriv till den som samordnar i hälsningen längst ned.")
CANNOT_UNDO = message("Det går inte att ångra längre, eftersom uppgiften har ändrats sedan dess.")

TROUBLES = {
    ChangedMeanwhileError: CHANGED_RECORD,
    NotFoundError: GONE_RECORD,
    ForbiddenError: NOT_YOURS,
    CannotUndoError: CANNOT_UNDO,
}
"""What the actor is told of what stands in the way."""

STOPPED: tuple[type[Exception], ...] = (*TROUBLES, *SITUATIONS)

GREETING = "halsning"


@dataclass(frozen=True)
class Result:
    """What was done, in which change set, and where on the page it is told."""

    done: Done
    change_set: int | None = None
    anchor: str = ""
    part: str = ""


@router.post("/svar/{token}/stammer")
def agree(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Keep that a record is right."""
    return _done(desk, sent, lambda: _about_record(desk, sent, Done.AGREED))


@router.post("/svar/{token}/stammer-inte")
def dispute(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Let a record leave the network at once; it can be taken back beside it."""
    return _done(desk, sent, lambda: _about_record(desk, sent, Done.DISPUTED))


@router.post("/svar/{token}/allt-med")
def declare_complete(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Keep that the actor has no other collaborations."""
    return _done(desk, sent, lambda: Result(Done.COMPLETE, desk.answering.declare_complete(desk.today), Done.COMPLETE))


@router.post("/svar/{token}/halsning")
def greet(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Keep what the actor tells whoever coordinates."""
    return _done(desk, sent, lambda: Result(Done.GREETED, anchor=GREETING))


@router.post("/svar/{token}/angra")
def take_back(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Take back what the actor did in a change set."""

    def undo() -> Result:
        desk.answering.take_back(sent.number("andring") or 0)
        return Result(Done.UNDONE, anchor=sent.one("vid"))

    return _done(desk, sent, undo)


@router.post("/svar/{token}/skicka")
def send(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Keep that all is right that nobody disputes, and that the actor has answered."""
    own = desk.own()
    if sent.one("mark") != own.mark:
        return answer_response(desk, Remarks(trouble=CHANGED_MEANWHILE, greeting=sent.one(GREETING)), 409)
    if remarks := _greeting_to_mend(desk, sent):
        return answer_response(desk, remarks, 422)

    def answer() -> Result:
        return Result(Done.NOTHING, desk.answering.send(list(own.all)), part="tack")

    return _done(desk, sent, answer)


@router.post("/svar/{token}/inte-med")
def leave_out(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Let nobody see the actor from now on."""
    return _done(desk, sent, lambda: _whether_seen(desk, Done.NOTHING))


@router.post("/svar/{token}/med-igen")
def come_back(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Let the actor be seen as before."""
    return _done(desk, sent, lambda: _whether_seen(desk, Done.BACK))


def _whether_seen(desk: AnswerDesk, done: Done) -> Result:
    if done is Done.BACK:
        # An actor that was hidden before it asked to be left out stays so: it is as it was, and nobody sees it.
        return Result(done if desk.answering.come_back() else Done.UNDONE)
    desk.answering.leave_out(desk.itself())
    return Result(done)


def _about_record(desk: AnswerDesk, sent: Sent, done: Done) -> Result:
    """Do what a button beside a record says; it sends the record and the version that was shown."""
    version, _, name = sent.one("uppgift").partition(" ")
    asked = desk.own().find(name)
    if not version.isascii() or not version.isdigit() or int(version) != asked.standing.version:
        raise ChangedMeanwhileError({}, {})
    act = desk.answering.agree if done is Done.AGREED else desk.answering.dispute
    return Result(done, act(asked, int(version)), asked.anchor)


def _done(desk: AnswerDesk, sent: Sent, act: Callable[[], Result]) -> Response:
    """Do something, keep the greeting that was begun, and show the page again; or say why it was not done."""
    try:
        result = act()
        remarks = _greet(desk, sent)
    except STOPPED as error:
        situation = situation_told(error)
        trouble = TROUBLES.get(type(situation), str(situation))
        typed = sent.one(GREETING) if GREETING in sent.answers else None
        return answer_response(desk, Remarks(trouble=trouble, greeting=typed), int(status_of(situation)))
    if remarks:
        told = Notice(WORDS[result.done], result.anchor, result.change_set or 0) if result.done else None
        return answer_response(desk, replace(remarks, notice=told), 422)
    if not result.done:
        return desk.see(result.part)
    return desk.see(anchor=result.anchor, gjort=result.done, sparat=result.change_set or 0, vad=result.anchor)


def _greet(desk: AnswerDesk, sent: Sent) -> Remarks | None:
    """Keep the greeting that was sent, if it is another; return what is to be said of it when it cannot be kept."""
    if GREETING not in sent.answers:
        return None
    if remarks := _greeting_to_mend(desk, sent):
        return remarks
    text = read_greeting(sent.one(GREETING)).text
    if text != (desk.link.greeting or ""):
        desk.answering.greet(text)
    return None


def _greeting_to_mend(desk: AnswerDesk, sent: Sent) -> Remarks | None:
    """Return what is to be put right or confirmed in a greeting first; a personal number is never kept."""
    typed = sent.one(GREETING)
    greeting = read_greeting(typed)
    faults = [greeting.fault] if greeting.fault else []
    faults += [MAY_BE_A_PERSON for trace in greeting.traces if trace is PersonalData.PERSONAL_NUMBER]
    traces = [TRACES[trace] for trace in greeting.traces if trace is not PersonalData.PERSONAL_NUMBER]
    asked_already = sent.one("anyway") or greeting.text == (desk.link.greeting or "")
    if not faults and (not traces or asked_already):
        return None
    return Remarks(greeting=typed, faults=_faults(faults), traces=_faults(traces))


def _faults(reasons: list[str]) -> tuple[Fault, ...]:
    return tuple(Fault(GREETING, GREETING_LABEL, reason) for reason in reasons)


GREETING_LABEL = message("Hälsning till den som samordnar")
