"""The page that lets an actor choose between what it wrote and what somebody else stored meanwhile."""

from fastapi import Response

from api.addresses import current_address
from api.hidden_mentions import without_hidden
from api.pages.answering.desk import AnswerDesk
from api.pages.editing.comparing import TAKE, differences
from api.pages.editing.conflict import ConflictPage, typed_in
from api.pages.editing.draft import Draft, Kept
from api.pages.editing.judgement import Judgement
from api.pages.facts import Link
from api.queries.earlier_versions import state_with_key
from api.queries.keys import key_text
from api.templating import page
from graph.packages import key_of
from models.errors import DeadAnswerLinkError


def conflict_response(desk: AnswerDesk, draft: Draft, judged: Judgement, name: str, anchor: str) -> Response:
    """Show what was typed beside what is stored by now."""
    assert draft.kept
    file = draft.form.file
    key = key_text(key_of(file, draft.kept.record))
    with desk.looking() as (seen, connection):
        own = desk.own_in(seen, connection)
        asked = next((each for each in own.all if each.file is file and each.key == key), None)
        if asked is None:
            raise DeadAnswerLinkError
        base = state_with_key(connection, file, key, draft.kept.version)
        shown_base = without_hidden(seen.unseen, file, base) if base else None
    current = Kept(asked.record, asked.standing.version)
    shown = ConflictPage(
        name=name,
        differences=differences(draft, judged, current, shown_base),
        typed=tuple(typed_in(draft)),
        version=current.version,
        mark="",
        take=TAKE,
        trail=(Link(own.actor.name, desk.address(anchor=anchor)),),
        again=current_address(desk.request),
        savers=(),
    )
    return page(desk.request, shown, status=409)
