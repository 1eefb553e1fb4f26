"""The letters that somebody is about to send: to whom, with what text, and who gets none and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import Request
from sqlalchemy import Connection

from api.access.gate import Gate
from api.access.seen import Seen
from api.database import writing
from api.language import Language, chosen_language, languages, message
from api.pages.editing.desk import Desk
from api.pages.editing.sent import Sent
from api.pages.following.followed_table import chosen_actors
from api.pages.following.happened import mark_of, mark_sent, moment_of
from api.pages.following.overview import place_name, round_asked
from api.self_service.asking import ask, reminders
from api.self_service.following import Followed, Standing, follow
from api.self_service.letters import Letter, LetterKind, LetterText, usual_text, write_letters
from api.self_service.mailings import Mailing
from api.self_service.rounds import Round
from graph.message import Message

ANSWERED_ONE = message("En aktör har redan svarat och får inget brev.")
ANSWERED = message("{count} aktörer har redan svarat och får inget brev.")
LEFT_OUT_ONE = message("En aktör har bett att utelämnas och får inget brev.")
LEFT_OUT = message("{count} aktörer har bett att utelämnas och får inget brev.")
DEAD_ONE = message("En aktör har ingen länk som fungerar. Skriv en inbjudan i stället, så görs en ny.")
DEAD = message("{count} aktörer har ingen länk som fungerar. Skriv en inbjudan i stället, så görs nya.")
ADDRESSLESS_ONE = message("En aktör saknar e-postadress. Brevet finns nedan att kopiera.")
ADDRESSLESS = message("{count} aktörer saknar e-postadress. Deras brev finns nedan att kopiera.")


@dataclass(frozen=True)
class LetterDraft:
    """Letters as a form asks for them.

    Attributes:
        kind: why the actors are written to.
        asked: the round that they are about; None for links alone.
        place: what the place is called.
        written: the text, with its fields.
        faults: what keeps it from becoming letters.
        actors: all that were chosen, whether or not they get a letter.
        letters: the letters; none while the text has faults.
        lately: those that were reminded less than three days ago and so get none.
        remarks: who gets no letter, or cannot be sent one, and why.
        made: the moment at which whoever writes was first shown this, as its forms carry it.
        again: whether those reminded lately are reminded too.
        language: the one that the last day is written in.
    """

    kind: LetterKind
    asked: Round | None
    place: str
    written: LetterText
    faults: tuple[Message, ...]
    actors: tuple[str, ...]
    letters: tuple[Letter, ...]
    lately: tuple[Followed, ...]
    remarks: tuple[Message, ...]
    made: int
    again: bool
    language: Language

    @property
    def posted(self) -> tuple[Letter, ...]:
        """The letters that can be sent by e-mail."""
        return tuple(letter for letter in self.letters if letter.recipient)

    @property
    def made_at(self) -> datetime:
        """When whoever writes was first shown this."""
        return moment_of(self.made)


def draft_letters(desk: Desk, gate: Gate, place_id: str, sent: Sent) -> LetterDraft:
    """Return the letters that a form asks for; for an invitation the links are made that are missing.

    Raises:
        NotFoundError: the place has no such round.
    """
    kind = LetterKind.REMINDER if sent.one("slag") == LetterKind.REMINDER else LetterKind.INVITATION
    with desk.looking() as (seen, connection):
        asked = round_asked(connection, place_id, sent)
        chosen = chosen_actors(_follow(seen, connection, place_id, gate, asked), sent)
    actors = tuple(one.actor_id for one in chosen)
    if kind is LetterKind.INVITATION:
        _make_links(desk, gate, place_id, asked, chosen)
    with desk.looking() as (seen, connection):
        followed = _follow(seen, connection, place_id, gate, asked)
        name = place_name(seen, place_id)
    read = [one for one in followed if one.actor_id in set(actors)]
    language = _letter_language(desk.request, sent)
    written = _written(sent, kind, language)
    draft = LetterDraft(
        kind=kind,
        asked=asked,
        place=name,
        written=written,
        faults=written.faults(chosen_language(desk.request)),
        actors=actors,
        letters=(),
        lately=(),
        remarks=(),
        made=_made(gate, sent),
        again=sent.one("igen") == "1",
        language=language,
    )
    return _with_letters(draft, desk, gate, read)


def letters_anew(desk: Desk, gate: Gate, place_id: str, mailing: Mailing, actor_ids: Collection[str]) -> Mailing:
    """Return a mailing to some of its actors, its letters written from what is registered of them now."""
    with desk.looking() as (seen, connection):
        followed = follow(seen, connection, place_id, gate.now(), mailing.round_id)
        name = place_name(seen, place_id)
    readers = [one for one in followed if one.actor_id in actor_ids]
    return replace(mailing, letters=_letters(desk, gate, mailing.written, readers, name, mailing.language))


def _letters(
    desk: Desk, gate: Gate, written: LetterText, readers: Collection[Followed], place: str, language: Language
) -> tuple[Letter, ...]:
    site = str(desk.request.base_url).rstrip("/")
    paths = {one.link.id: one.link.address(gate) for one in readers if one.link}
    return write_letters(written, readers, place, site, language, paths)


def _with_letters(draft: LetterDraft, desk: Desk, gate: Gate, followed: Sequence[Followed]) -> LetterDraft:
    moment = gate.now()
    lately: tuple[Followed, ...] = ()
    if draft.kind is LetterKind.REMINDER:
        reached = reminders(followed, moment)
        lately = () if draft.again else reached.lately
        readers = (*reached.due, *(reached.lately if draft.again else ()))
    else:
        readers = tuple(one for one in followed if one.can_be_reminded(moment))
    letters: tuple[Letter, ...] = ()
    if not draft.faults:
        letters = _letters(desk, gate, draft.written, readers, draft.place, draft.language)
    remarks = tuple(_remarks(followed, moment, sum(not one.email for one in readers)))
    return replace(draft, letters=letters, lately=lately, remarks=remarks)


def _make_links(desk: Desk, gate: Gate, place_id: str, asked: Round | None, chosen: Collection[Followed]) -> None:
    if asked and not asked.is_open_at(gate.now()):
        return
    wanted = [one.actor_id for one in chosen if one.standing is not Standing.LEFT_OUT and not _has_link(one, gate)]
    if wanted:
        with writing(desk.engine) as connection:
            expires_at = asked.expires_at if asked else None
            ask(connection, gate, desk.viewer, place_id, wanted, asked.id if asked else None, expires_at)


def _has_link(one: Followed, gate: Gate) -> bool:
    return one.link is not None and one.link.lives_at(gate.now()) and not one.link.given


def _follow(seen: Seen, connection: Connection, place_id: str, gate: Gate, asked: Round | None) -> tuple[Followed, ...]:
    return follow(seen, connection, place_id, gate.now(), asked.id if asked else None)


def _written(sent: Sent, kind: LetterKind, language: Language) -> LetterText:
    """Return the text that was sent, or the usual one where none was or another language was asked for."""
    if "text" not in sent.answers or sent.one("do").startswith("language:"):
        return usual_text(kind, language)
    return LetterText(sent.one("subject").strip(), sent.one("text"))


def _letter_language(request: Request, sent: Sent) -> Language:
    code = sent.one("do").partition("language:")[2] or sent.one("language")
    return languages().get(code) or chosen_language(request)


def _made(gate: Gate, sent: Sent) -> int:
    """Return the moment that a form carries; one that it cannot be is now."""
    now = mark_of(gate.now())
    return min(mark_sent(sent, "made"), now) or now


def _remarks(followed: Sequence[Followed], moment: datetime, addressless: int) -> list[Message]:
    answered = sum(one.standing is Standing.ANSWERED for one in followed)
    left_out = sum(one.standing is Standing.LEFT_OUT for one in followed)
    dead = sum(one.standing in (Standing.EXPIRED, Standing.NOT_ASKED) for one in followed)
    said = (
        (answered, ANSWERED_ONE, ANSWERED),
        (left_out, LEFT_OUT_ONE, LEFT_OUT),
        (dead, DEAD_ONE, DEAD),
        (addressless, ADDRESSLESS_ONE, ADDRESSLESS),
    )
    return [Message(one) if count == 1 else Message(many, {"count": count}) for count, one, many in said if count]
