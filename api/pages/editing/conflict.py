"""The page that lets somebody choose between what they wrote and what was stored meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from fastapi import Response

from api.addresses import current_address
from api.pages.editing.comparing import TAKE, Difference, differences, load_base
from api.pages.editing.confirmation import name_of
from api.pages.editing.desk import Desk, Task, trail
from api.pages.editing.draft import CARRIED, Draft
from api.pages.editing.judgement import Judgement
from api.pages.editing.resemblance import ALIKE, Alike
from api.pages.editing.saving import load_kept
from api.pages.facts import Link
from api.templating import Page, page


@dataclass(frozen=True)
class ConflictPage(Page):
    """Two versions of a record.

    Attributes:
        name: what it is called.
        differences: the fields in which they differ.
        typed: all that was typed, as names and texts: it is sent along.
        version, mark: the state of the record as it is now.
        take: what stands before the name of a field in the choice.
        trail: the way back.
        again: where the form begins anew, from what is stored.
    """

    template: ClassVar[str] = "pages/editing/conflict.html"

    name: str
    differences: tuple[Difference, ...]
    typed: tuple[tuple[str, str], ...]
    version: int
    mark: str
    take: str
    trail: tuple[Link, ...]
    again: str


def conflict_response(
    desk: Desk, task: Task, draft: Draft, judged: Judgement, alike: tuple[Alike, ...] = ()
) -> Response:
    """Show what was typed beside what is stored by now."""
    assert task.record_id is not None
    version = draft.kept.version if draft.kept else 0
    with desk.looking() as (seen, connection):
        current = load_kept(seen, connection, task.form, task.record_id)
        base = load_base(connection, task.form, current.record, version)
        if version == current.version:
            base = current.record
        name = name_of(current.record, seen)
    shown = ConflictPage(
        name=name,
        differences=differences(draft, judged, current, base),
        typed=tuple(_typed(draft, alike)),
        version=current.version,
        mark=current.mark,
        take=TAKE,
        trail=trail(draft, task),
        again=current_address(desk.request),
    )
    answer = page(desk.request, shown, status=409)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _typed(draft: Draft, alike: tuple[Alike, ...]) -> Iterator[tuple[str, str]]:
    for name, given in draft.answers.items():
        yield from ((name, text) for text in given)
    if draft.form.rows:
        fields = [*(field.name for field in draft.form.rows.fields), *CARRIED]
        for number, row in enumerate(draft.rows):
            for column in fields:
                yield from ((f"{draft.form.rows.name}.{number}.{column}", text) for text in row.get(column, ()))
    # Whoever has come so far has been asked about what looks personal, and about each actor that it resembles.
    yield "anyway", "1"
    yield from ((ALIKE, other.id) for other in alike)
