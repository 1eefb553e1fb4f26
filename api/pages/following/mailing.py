"""Letters on their way: how far a mailing has come, what became of each letter, and the rest once more."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from api.access.gate import Gate, TheGate
from api.long_work import Stage, Task
from api.pages.accounts.forms import see
from api.pages.editing.desk import Desk, SomebodyAtDesk, unkept_page
from api.pages.editing.sent import SentForm
from api.pages.facts import Link
from api.pages.following.happened import LATEST_MARK, mark_of, mark_sent, moment_of
from api.pages.following.letter_draft import letters_anew
from api.pages.following.overview import SECTION, place_name, require_following, trail_of_following
from api.requests import RegisteredId, may_be_an_id
from api.self_service.mailings import Fate, Mailing, MailingReport, Mailings, send_mailing
from api.templating import Page

router = APIRouter(include_in_schema=False)

REFRESH_S = 3

Mark = Annotated[int, Path(ge=0, le=LATEST_MARK)]
OfRound = Annotated[str, Query(alias="omgang", max_length=100, description="The round that the letters are about.")]


@dataclass(frozen=True)
class MailingPage(Page):
    """How far a mailing has come.

    Attributes:
        trail: the way back.
        here: the address of this page.
        back: where to go when it is done.
        stage: None when this process knows of no such mailing.
        done, total: how many letters were tried, of how many.
        report: what became of each letter, when it is finished.
        mark: the moment that the button for the rest carries.
    """

    template: ClassVar[str] = "pages/following/mailing.html"
    refresh_s: ClassVar[int] = REFRESH_S

    trail: tuple[Link, ...]
    here: str
    back: str
    stage: Stage | None
    done: int
    total: int
    report: MailingReport | None
    mark: int

    @property
    def under_way(self) -> bool:
        """Whether looking again in a moment is worth the while."""
        return self.stage in (Stage.WAITING, Stage.RUNNING)

    @property
    def sent(self) -> int:
        """How many letters were sent."""
        return len(self.report.of(Fate.SENT)) if self.report else 0


def mailing_address(place_id: str, mark: int, round_id: str | None) -> str:
    """Return where a mailing is followed."""
    way = f"?omgang={quote(round_id)}" if round_id else ""
    return f"/platser/{quote(place_id)}/{SECTION}/utskick/{mark}{way}"


def start_mailing(desk: Desk, gate: Gate, place_id: str, mailing: Mailing) -> None:
    """Begin a mailing; one that was begun already goes on as it is.

    Raises:
        TooMuchWorkError: so much waits already that nobody can say how long this would.
    """
    question = _question(desk, place_id, mark_of(mailing.made_at))
    _mailings(desk).ask(question, lambda progress: send_mailing(desk.engine, gate, mailing, progress))


@router.get(f"/platser/{{place_id}}/{SECTION}/utskick/{{mark}}")
def show_mailing(
    desk: SomebodyAtDesk, gate: TheGate, place_id: RegisteredId, mark: Mark, round_id: OfRound = ""
) -> Response:
    """Show how far a mailing has come, to whoever began it."""
    require_following(desk, place_id)
    task = _mailings(desk).find(_question(desk, place_id, mark))
    shown = _mailing_page(desk, gate, place_id, mark, task, _known(round_id))
    answer = unkept_page(desk.request, shown)
    if shown.under_way:
        answer.headers["Refresh"] = str(REFRESH_S)
    return answer


@router.post(f"/platser/{{place_id}}/{SECTION}/utskick/{{mark}}")
def send_the_rest(
    desk: SomebodyAtDesk, gate: TheGate, place_id: RegisteredId, mark: Mark, sent: SentForm, round_id: OfRound = ""
) -> Response:
    """Send the letters of a finished mailing that are known not to have been sent, as they would be written now."""
    require_following(desk, place_id)
    task = _mailings(desk).find(_question(desk, place_id, mark))
    report = task.answer() if task and task.stage is Stage.FINISHED else None
    made = min(mark_sent(sent, "made"), mark_of(gate.now()))
    if report is None or not report.rest or made <= mark:
        return see(mailing_address(place_id, mark, _known(round_id)))
    rest = letters_anew(desk, gate, place_id, report.mailing, report.rest)
    if not rest.letters:
        return see(mailing_address(place_id, mark, _known(round_id)))
    start_mailing(desk, gate, place_id, replace(rest, made_at=moment_of(made)))
    return see(mailing_address(place_id, made, _known(round_id)))


def _mailing_page(
    desk: Desk, gate: Gate, place_id: str, mark: int, task: Task[MailingReport] | None, round_id: str | None
) -> MailingPage:
    with desk.looking() as (seen, _):
        name = place_name(seen, place_id)
    address = f"/platser/{quote(place_id)}"
    back = f"{address}/{SECTION}" + (f"/omgangar/{quote(round_id)}" if round_id else "")
    return MailingPage(
        trail=trail_of_following(desk.request, place_id, name),
        here=mailing_address(place_id, mark, round_id),
        back=back,
        stage=task.stage if task else None,
        done=task.done if task else 0,
        total=task.total if task else 0,
        report=task.answer() if task and task.stage is Stage.FINISHED else None,
        mark=mark_of(gate.now()),
    )


def _question(desk: Desk, place_id: str, mark: int) -> tuple[str, str, str | None, int]:
    """Return what a mailing is asked for by: another account that wrote at the same moment wrote another one."""
    return "mailing", place_id, desk.viewer.account_id, mark


def _mailings(desk: Desk) -> Mailings:
    mailings: Mailings = desk.request.app.state.mailings
    return mailings


def _known(round_id: str) -> str | None:
    return round_id if may_be_an_id(round_id) else None
