"""What is decided about an organisation that asks to be registered: yes, it is one already, no, and back again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Response

from api.access.seen import Seen
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.answers import NOBODY, SEVERAL
from api.pages.editing.faults import labels_of
from api.pages.editing.names import load_directory
from api.pages.editing.resemblance import ALIKE
from api.pages.editing.sent import Sent, SentForm
from api.pages.joining.form import JOINING_FORM
from api.pages.joining.moderating import (
    SECTION,
    AtModeration,
    Moderator,
    Said,
    address_at,
    moderation_response,
)
from api.pages.joining.readings import Likenesses, Reading, find_likenesses, read_registration
from api.pages.permission import changeable
from api.problems import status_of
from api.queries.register import load_table
from api.requests import RegisteredId
from api.self_service.deciding import accept, recognise_as, reconsider, refuse
from api.self_service.registrations import registration_at
from models.errors import (
    CannotUndoError,
    ChangedMeanwhileError,
    DecidedMeanwhileError,
    ForbiddenError,
    InvalidRecordError,
    NotFoundError,
)
from models.package_files import FILES
from models.text import LONGEST_NAME

router = APIRouter(include_in_schema=False)

ONE = f"/platser/{{place_id}}/{SECTION}/{{registration_id}}"

LOOK_AGAIN = message(
    "Organisationen liknar nu en aktör som du inte har fått frågan om. Jämför dem och välj. Inget är sparat än."
)
CHANGED = message("Aktören har ändrats sedan du läste sidan. Jämför igen och välj sedan. Inget är sparat än.")
NO_NAME = message("Skriv namnet på den aktör som organisationen redan är registrerad som.")
TOO_LONG = message("Skälet är för långt. Skriv högst 500 tecken.")
IN_THE_WAY = message(
    "Beslutet går inte att ta tillbaka, eftersom det som registrerats om aktören sedan dess står i vägen. "
    "Ta bort det först, eller ta bort aktören."
)
NOT_AS_IT_IS = message(
    "Det som skulle tas över går inte att spara om aktören som det är. Välj utan att ta över något, och ändra aktören "
    "för sig."
)


@router.post(f"{ONE}/registrera")
def register(
    moderator: AtModeration, place_id: RegisteredId, registration_id: RegisteredId, sent: SentForm
) -> Response:
    """Register an organisation as it said itself; where something is wrong with that, it is put right first."""
    decider = moderator.at(place_id)
    reading, likenesses = _read(moderator, place_id, registration_id)
    if not reading.registration.is_waiting:
        return _decided_already(place_id, registration_id)
    if reading.judged.faults:
        return see(f"{address_at(place_id)}/{quote(registration_id)}/ratta")
    alike = {match.other.id for match in likenesses.registered.get(registration_id, ())}
    if not alike <= {*sent.answers.get(ALIKE, ())}:
        return _refused(moderator, place_id, LOOK_AGAIN, reading.registration.name)
    try:
        accept(decider, registration_id, reading.judged.values)
    except DecidedMeanwhileError:
        return _decided_already(place_id, registration_id)
    except InvalidRecordError:
        return see(f"{address_at(place_id)}/{quote(registration_id)}/ratta")
    return _done(place_id, registration_id)


@router.post(f"{ONE}/finns")
def say_it_is(
    moderator: AtModeration, place_id: RegisteredId, registration_id: RegisteredId, sent: SentForm
) -> Response:
    """Say that an organisation is registered already, and take over what was chosen of what it said."""
    decider = moderator.at(place_id)
    reading, _ = _read(moderator, place_id, registration_id)
    name = reading.registration.name
    actor_id, notice, meant = _meant(moderator, place_id, sent)
    if notice:
        return _refused(moderator, place_id, notice, name, meant)
    let_in, taken = bool(sent.one("let_in")), _taken(reading, sent)
    if let_in or taken:
        _require_changeable(moderator, actor_id)
    try:
        recognise_as(decider, registration_id, actor_id, sent.number("version") or 0, taken, let_in=let_in)
    except DecidedMeanwhileError:
        return _decided_already(place_id, registration_id)
    except ChangedMeanwhileError:
        return _refused(moderator, place_id, CHANGED, name, status=409)
    except InvalidRecordError:
        return _refused(moderator, place_id, NOT_AS_IT_IS, name)
    return _done(place_id, registration_id)


@router.post(f"{ONE}/avvisa")
def turn_down(
    moderator: AtModeration, place_id: RegisteredId, registration_id: RegisteredId, sent: SentForm
) -> Response:
    """Say that an organisation is not registered, and why."""
    decider, reason = moderator.at(place_id), sent.one("reason").strip()
    if len(reason) > LONGEST_NAME:
        return _refused(moderator, place_id, TOO_LONG, "")
    try:
        refuse(decider, registration_id, reason)
    except DecidedMeanwhileError:
        return _decided_already(place_id, registration_id)
    return _done(place_id, registration_id)


@router.post(f"{ONE}/ta-upp")
def take_up_again(moderator: AtModeration, place_id: RegisteredId, registration_id: RegisteredId) -> Response:
    """Take a decision back, so that the organisation waits again."""
    decider = moderator.at(place_id)
    try:
        reconsider(decider, registration_id)
    except CannotUndoError as error:
        return _refused(moderator, place_id, IN_THE_WAY, "", status=int(status_of(error)))
    return _done(place_id, registration_id)


def _read(moderator: Moderator, place_id: str, registration_id: str) -> tuple[Reading, Likenesses]:
    """Return a registration as the actor form reads it, and whom it resembles by now."""
    with moderator.desk.looking() as (seen, connection):
        directory = load_directory(seen, home=place_id)
        reading = read_registration(registration_at(connection, place_id, registration_id), directory)
        return reading, find_likenesses(seen, directory, [reading])


def _meant(moderator: Moderator, place_id: str, sent: Sent) -> tuple[str, str, tuple[str, ...]]:
    """Return the actor that was chosen or named; else why there is none, and who may have been meant."""
    chosen, name = sent.one("actor_id"), sent.one("actor").strip()
    if not chosen and not name:
        return "", NO_NAME, ()
    with moderator.desk.looking() as (seen, _):
        directory = load_directory(seen, [chosen], [name], place_id)
    if chosen:
        if chosen not in directory.actors:
            raise NotFoundError("actors", chosen)
        return chosen, "", ()
    found = directory.meant(name)
    if len(found) == 1:
        return found[0].id, "", ()
    if found:
        return "", SEVERAL, labels_of(found, directory)
    return "", NOBODY, labels_of(directory.alike(name), directory)


def _taken(reading: Reading, sent: Sent) -> Mapping[str, Any]:
    """Return what was chosen to be taken over, among what the organisation was asked."""
    asked = {field.name for field in JOINING_FORM.fields}
    return {
        name: reading.judged.values[name]
        for name in sent.answers.get("take", ())
        if name in asked & {*reading.judged.values}
    }


def _require_changeable(moderator: Moderator, actor_id: str) -> None:
    """Do nothing when the viewer may change an actor.

    Raises:
        ForbiddenError: they may not, and so let nobody else do so either.
    """
    with moderator.desk.looking() as (seen, connection):
        rows: Seen = seen
        actors = load_table(rows, "actors", {"actors": rows["actors"].c.id == actor_id})
        if not changeable(connection, moderator.desk.viewer, FILES["actors"], actors):
            raise ForbiddenError


def _refused(
    moderator: Moderator, place_id: str, notice: str, about: str, names: tuple[str, ...] = (), status: int = 422
) -> Response:
    return moderation_response(moderator, place_id, Said(notice=notice, about=about, names=names), status=status)


def _done(place_id: str, registration_id: str) -> Response:
    return see(f"{address_at(place_id)}?klart={quote(registration_id)}")


def _decided_already(place_id: str, registration_id: str) -> Response:
    return see(f"{address_at(place_id)}?redan={quote(registration_id)}")
