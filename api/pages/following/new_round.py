"""Opening a survey round: what is asked, of whom, and until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from uuid import uuid4

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.access.gate import Gate, TheGate
from api.analyses import Analyses
from api.database import writing
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.desk import Desk, SomebodyAtDesk, unkept_page
from api.pages.editing.sent import Sent, SentForm
from api.pages.facts import Link
from api.pages.following.followed_table import chosen_actors
from api.pages.following.overview import SECTION, back_of, place_name, require_following, trail_of_rounds
from api.requests import RegisteredId, Today, may_be_an_id
from api.self_service.following import Followed, Standing, follow
from api.self_service.known import question_of
from api.self_service.rounds import NewRound, Round, open_round
from api.templating import Page
from graph.message import Message
from models.personal_data import personal_data_in
from models.text import LONGEST_NAME
from models.vocabulary import Topic

router = APIRouter(include_in_schema=False)


USUAL_DAYS, MOST_DAYS = 28, 366
LONGEST_MESSAGE = 2_000

TOPIC_WORDS: Mapping[Topic, str] = {
    Topic.OWN_DATA: message("Namn, sektor, kontaktuppgift och vad ni arbetar med."),
    Topic.TIES: message("Vilka ni samarbetar med, hur nära, och vilka ni vill samarbeta mer med."),
    Topic.GROUPS: message("Vilka forum ni sitter med i och vilka avtal ni är part i."),
    Topic.ACTIVITIES: message("Insatser som ni gör själva eller med andra."),
    Topic.NEEDS: message("Behov som ni ser och som ingen möter."),
    Topic.COMPLETENESS: message("Om det som står är allt. Först då kan det som saknas kallas en lucka."),
}
"""What each topic asks, for whoever chooses among them."""

NO_TITLE = message("Ge omgången en rubrik.")
LONG_TITLE = message("Rubriken får ha högst {most} tecken.")
LONG_MESSAGE = message("Meddelandet får ha högst {most} tecken.")
NO_TOPICS = message("Välj minst en sak att fråga om.")
NO_DAY = message("Sista dagen går inte att läsa. Skriv till exempel 2026-12-31.")
PAST_DAY = message("Sista dagen har redan varit.")
FAR_DAY = message("Sista dagen ligger mer än ett år bort.")
NOBODY = message("Välj minst en aktör.")
PERSONAL = message(
    "Texten ser ut att innehålla uppgifter om en person, till exempel ett telefonnummer. Ta bort dem, eller kryssa "
    "för att de ska stå där."
)


@dataclass(frozen=True)
class RoundForm:
    """A round as it was filled in.

    Attributes:
        mark: the id that the round will have, so that a form sent twice opens one.
        last_day: as it was typed.
        everybody: whether all actors of the place are asked.
        chosen: the ids of those ticked.
        personal: whether what looks like personal data is meant to stand there.
    """

    mark: str
    title: str
    message: str
    topics: tuple[Topic, ...]
    last_day: str
    everybody: bool
    chosen: frozenset[str]
    personal: bool = False


@dataclass(frozen=True)
class RoundFault:
    """What is wrong, and the field where it can be put right."""

    field: str
    told: Message


@dataclass(frozen=True)
class NewRoundPage(Page):
    """A round to be opened.

    Attributes:
        trail: the way back.
        here: where the form is sent.
        form: what stands in it.
        faults: what is wrong.
        actors: those that can be asked.
        topics: what can be asked, with what it means.
    """

    template: ClassVar[str] = "pages/following/new_round.html"
    longest_title: ClassVar[int] = LONGEST_NAME

    trail: tuple[Link, ...]
    here: str
    form: RoundForm
    faults: tuple[RoundFault, ...]
    actors: tuple[Followed, ...]
    topics: Mapping[Topic, str]


@router.get(f"/platser/{{place_id}}/{SECTION}/omgangar/ny")
def show_new_round(desk: SomebodyAtDesk, gate: TheGate, today: Today, place_id: RegisteredId) -> Response:
    """Ask what a new round is about."""
    require_following(desk, place_id)
    form = RoundForm(uuid4().hex, "", "", tuple(Topic), _usual_day(today), True, frozenset())
    return _form_page(desk, place_id, form, _actors(desk, gate, place_id))


@router.post(f"/platser/{{place_id}}/{SECTION}/omgangar/ny")
async def take_new_round(
    desk: SomebodyAtDesk, gate: TheGate, today: Today, place_id: RegisteredId, sent: SentForm
) -> Response:
    """Open a round, or show the form again with what is wrong; with actors chosen elsewhere, show it at first."""
    await run_in_threadpool(require_following, desk, place_id)
    actors = await run_in_threadpool(_actors, desk, gate, place_id)
    if sent.one("do") == "choose":
        chosen = frozenset(one.actor_id for one in chosen_actors(actors, sent))
        form = RoundForm(uuid4().hex, "", "", tuple(Topic), _usual_day(today), not chosen, chosen)
        return await run_in_threadpool(_form_page, desk, place_id, form, actors)
    form = _read(sent)
    faults = tuple(_faults(form, actors, today))
    if faults:
        return await run_in_threadpool(_form_page, desk, place_id, form, actors, faults)
    analyses: Analyses = desk.request.app.state.analyses
    kappa = (await analyses.analysed(question_of(place_id, today))).system.knowledge.known_share
    opened = await run_in_threadpool(_open, desk, gate, place_id, form, _asked(form, actors), kappa)
    return see(f"{back_of(place_id, opened)}?gjort=oppnad")


def _open(desk: Desk, gate: Gate, place_id: str, form: RoundForm, actor_ids: list[str], kappa: float | None) -> Round:
    last_day = date.fromisoformat(form.last_day)
    new = NewRound(form.mark, form.title, form.message, form.topics, last_day)
    with writing(desk.engine) as connection:
        return open_round(connection, gate, desk.viewer, place_id, new, actor_ids, kappa)


def _actors(desk: Desk, gate: Gate, place_id: str) -> tuple[Followed, ...]:
    """Return the actors that can be asked: without those that want to be left out."""
    with desk.looking() as (seen, connection):
        followed = follow(seen, connection, place_id, gate.now())
    return tuple(one for one in followed if one.standing is not Standing.LEFT_OUT)


def _asked(form: RoundForm, actors: tuple[Followed, ...]) -> list[str]:
    return [one.actor_id for one in actors if form.everybody or one.actor_id in form.chosen]


def _read(sent: Sent) -> RoundForm:
    mark, ticked = sent.one("mark"), sent.answers.get("topics", ())
    return RoundForm(
        mark=mark if len(mark) == len(uuid4().hex) and may_be_an_id(mark) else uuid4().hex,
        title=" ".join(sent.one("title").split()),
        message=sent.one("message").replace("\0", "").strip(),
        topics=tuple(topic for topic in Topic if topic in ticked),
        last_day=sent.one("last_day").strip(),
        everybody=sent.one("who") != "some",
        chosen=frozenset(sent.answers.get("actor", ())),
        personal=sent.one("personal") == "1",
    )


def _faults(form: RoundForm, actors: tuple[Followed, ...], today: date) -> Iterator[RoundFault]:
    if not form.title:
        yield RoundFault("title", Message(NO_TITLE))
    if len(form.title) > LONGEST_NAME:
        yield RoundFault("title", Message(LONG_TITLE, {"most": LONGEST_NAME}))
    if len(form.message) > LONGEST_MESSAGE:
        yield RoundFault("message", Message(LONG_MESSAGE, {"most": LONGEST_MESSAGE}))
    if personal_data_in(f"{form.title}\n{form.message}") and not form.personal:
        yield RoundFault("personal", Message(PERSONAL))
    if not form.topics:
        yield RoundFault("topics", Message(NO_TOPICS))
    if told := fault_of_day(form.last_day, today):
        yield RoundFault("last_day", told)
    if not _asked(form, actors):
        yield RoundFault("who", Message(NOBODY))


def fault_of_day(text: str, today: date) -> Message | None:
    """Return why a round cannot end on a day as it was typed; None when it can."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-12-31") else None
    except ValueError:
        day = None
    if day is None:
        return Message(NO_DAY)
    if day < today:
        return Message(PAST_DAY)
    return Message(FAR_DAY) if day > today + timedelta(days=MOST_DAYS) else None


def _usual_day(today: date) -> str:
    return (today + timedelta(days=USUAL_DAYS)).isoformat()


def _form_page(
    desk: Desk, place_id: str, form: RoundForm, actors: tuple[Followed, ...], faults: tuple[RoundFault, ...] = ()
) -> Response:
    following = back_of(place_id, None)
    with desk.looking() as (seen, _):
        name = place_name(seen, place_id)
    shown = NewRoundPage(
        trail=trail_of_rounds(desk.request, place_id, name),
        here=f"{following}/omgangar/ny",
        form=form,
        faults=faults,
        actors=actors,
        topics=TOPIC_WORDS,
    )
    return unkept_page(desk.request, shown, 422 if faults else 200)
