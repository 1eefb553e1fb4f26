"""Stores the rows of a list that can be stored, and keeps the rest of it as a draft."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, unhurried, writing
from api.lists.contents import CellList, FileRows, KeptSheet, ListContent
from api.lists.drafts import ListDraft, change_draft, get_draft
from api.lists.judgement import judge
from api.lists.outcome import Judgement
from api.lists.registers import Load
from api.lists.rights import require_list
from api.lists.surroundings import load_surroundings_of
from api.queries.register import load_register
from api.queries.revision import current_revision
from api.storing import store
from models.vocabulary import ChangeKind


@dataclass(frozen=True)
class SavedList:
    """What became of a list.

    Attributes:
        draft: what is left; its list is empty when all of it was stored.
        judgement: of the list as it was stored.
        stored: whether anything was taken out of the list at all.
        rows: how many rows were.
        change_set: the one that holds what was stored; None when all of it was registered already.
    """

    draft: ListDraft
    judgement: Judgement
    stored: bool
    rows: int = 0
    change_set: int | None = None


def judge_draft(connection: Connection, viewer: Viewer, draft: ListDraft, load: Load = load_register) -> Judgement:
    """Return what can be stored of a draft, as the register is and by the viewer's rights.

    Raises:
        NotFoundError: the viewer does not see the place any more.
        ForbiddenError: they may not read such a list in.
    """
    require_list(connection, viewer, draft.place_id, draft.content.held)
    return judge(draft.content, load_surroundings_of(connection, viewer, draft.place_id, load))


def save_list(
    engine: Engine,
    viewer: Viewer,
    place_id: str,
    draft_id: str,
    version: int,
    *,
    whole: bool = False,
    load: Load = load_register,
) -> SavedList:
    """Store the rows of a draft that can be stored, as one change set, and keep the others in the draft.

    They are judged before the register is locked for writing. Has somebody written meanwhile, they are judged again.
    What is stored leaves the draft in the same transaction.

    Args:
        version: of the draft as the viewer saw it; of another one nothing is stored.
        whole: only if all rows can be stored.
        load: gives the register as somebody sees it.

    Raises:
        SignInRequiredError: nobody in particular may.
        NotFoundError: there is no such draft of theirs, or no such place.
        ForbiddenError: they may not read such a list in.
    """
    with reading(engine) as connection:
        revision = current_revision(connection)
        draft = get_draft(connection, viewer, place_id, draft_id)
        judgement = judge_draft(connection, viewer, draft, load)
    if not _is_to_be_stored(draft, judgement, version, whole=whole):
        return SavedList(draft, judgement, stored=False)
    with writing(engine) as connection:
        unhurried(connection)
        held = hold_revision(connection)
        current = get_draft(connection, viewer, place_id, draft_id, writing=True)
        if held != revision or current.content.version != version:
            judgement = judge_draft(connection, viewer, current, load)
        if not _is_to_be_stored(current, judgement, version, whole=whole):
            return SavedList(current, judgement, stored=False)
        return _stored(connection, viewer, current, judgement)


def _is_to_be_stored(draft: ListDraft, judgement: Judgement, version: int, *, whole: bool) -> bool:
    return draft.content.version == version and judgement.ready > 0 and (judgement.is_ready or not whole)


def _stored(connection: Connection, viewer: Viewer, draft: ListDraft, judgement: Judgement) -> SavedList:
    checked, change_set = judgement.checked, None
    if checked.changes_register:
        deed = Deed(ChangeKind.IMPORT, viewer.account_id, about=draft.content.held.name)
        change_set = begin_change_set(connection, deed)
        store(connection, checked.new, checked.changes, change_set)
    left = change_draft(connection, draft, _rest(draft.content, judgement))
    return SavedList(left, judgement, True, judgement.ready, change_set)


def _rest(content: ListContent, judgement: Judgement) -> ListContent:
    """Return what is left of a list when the rows that can be stored are."""
    saved = content.saved + judgement.ready
    if isinstance(content.held, CellList):
        back = judgement.kept_back
        grid = content.held.grid
        rows = tuple(row for row in grid.rows if row.number in back)
        withheld = {place: kind for place, kind in grid.withheld.items() if place[0] in back}
        held: CellList | FileRows = replace(content.held, grid=replace(grid, rows=rows, withheld=withheld))
        choices = {key: choice for key, choice in content.choices.items() if int(key) in back}
        taken = {key: columns for key, columns in content.taken.items() if key in choices}
        return replace(content, held=held, choices=choices, taken=taken, saved=saved)
    sheets = tuple(sheet for sheet in (_left(sheet, content.held, judgement) for sheet in content.held.sheets) if sheet)
    return replace(content, held=replace(content.held, sheets=sheets), saved=saved)


def _left(sheet: KeptSheet, held: FileRows, judgement: Judgement) -> KeptSheet | None:
    """Return the rows of a sheet that could not be stored, with the headings; None where there are none."""
    faulty = {(error.file, error.row) for error in judgement.errors}
    waiting = {doubt.new.key for doubt in judgement.open_doubts}

    def stays(number: int, cells: tuple[str, ...]) -> bool:
        place = held.origins.get((sheet.label, number), (sheet.label, number))
        named = dict(zip(sheet.rows[0][1], cells, strict=False))
        is_waiting = sheet.name == "actors" and named.get("id") in waiting
        return place in faulty or (sheet.label, None) in faulty or is_waiting

    rows = tuple(row for row in sheet.rows[1:] if stays(*row))
    return replace(sheet, rows=(sheet.rows[0], *rows)) if rows else None
