"""Puts together the page on which somebody looks through a list before anything of it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import quote

from sqlalchemy import Connection

from api.access.viewer import Viewer
from api.language import message
from api.lists.contents import PACKAGE, CellList, FileRows
from api.lists.drafts import ListDraft
from api.lists.judgement import judge
from api.lists.outcome import Judgement
from api.lists.registers import Load
from api.lists.rights import may_list_all, require_list
from api.lists.surroundings import Surroundings, load_surroundings_of
from api.pages.lists.columns import column_views, meanings_to_add
from api.pages.lists.doubt_views import DoubtView, DoubtViews
from api.pages.lists.fault_words import in_words, names_left_out
from api.pages.lists.field_words import FieldWords
from api.pages.lists.looking import ALL, ASKED, WRONG, At, Typed, way_back
from api.pages.lists.preview_page import CountView, PreviewPage
from api.pages.lists.row_views import RowView, RowViews
from api.pages.lists.told import SavedTold
from api.queries.register import load_register
from api.table_words import SEVERAL
from graph.exchange.reading import ForeignFormat
from graph.lists import GridRow, ListKind, Meaning
from models.vocabulary import Sector

ROWS_ON_A_PAGE = 50
MOST_ERRORS_SHOWN = 200
"""Errors of a file that are listed; a person who has put so many right looks again."""

FORMATS: Mapping[str, str] = {
    PACKAGE: message("Samverkanskartans utbytespaket"),
    ForeignFormat.GRANTS_360: "360Giving",
    ForeignFormat.HSDS: "HSDS (Open Referral)",
    ForeignFormat.PARTNER: "PARTNER CPRM",
    ForeignFormat.KUMU: "Kumu",
    ForeignFormat.EDGE_LIST: "Gephi, Onodo …",
}
"""What the formats of files are called."""


def preview_of(
    connection: Connection,
    viewer: Viewer,
    draft: ListDraft,
    at: At,
    told: SavedTold | None = None,
    typed: Typed | None = None,
    load: Load = load_register,
) -> PreviewPage:
    """Return the page of a draft.

    Args:
        connection: sees the register.
        viewer: whose draft it is.
        draft: as it is, or with what was typed and is not stored.
        at: where in the list.
        told: what was stored just now.
        typed: what was typed and is not stored.
        load: gives the register as somebody sees it.

    Raises:
        NotFoundError: the viewer does not see the place any more.
        ForbiddenError: they may not read such a list in.
    """
    held = draft.content.held
    require_list(connection, viewer, draft.place_id, held)
    around = load_surroundings_of(connection, viewer, draft.place_id, load)
    judgement = in_words(judge(draft.content, around), around)
    doubts = _doubt_views(judgement, around)
    maker = _Maker(draft, judgement, around, doubts, at, typed or Typed(), told)
    return maker.list_page(held, connection, viewer) if isinstance(held, CellList) else maker.file_page(held)


def _doubt_views(judgement: Judgement, around: Surroundings) -> tuple[DoubtView, ...]:
    rows, taken = {actor.key: actor.cells for actor in judgement.new}, None
    if judgement.listed is not None:
        # What is guessed and what is registered already is nothing that the row says of itself.
        rows |= {str(number): notes.said for number, notes in judgement.listed.notes.items() if notes.said}
        taken = judgement.content.taken
    views = DoubtViews(around.actors, around.places, rows, taken)
    return tuple(map(views.show, judgement.doubts))


@dataclass(frozen=True)
class _Maker:
    """Puts a page together."""

    draft: ListDraft
    judgement: Judgement
    around: Surroundings
    doubts: tuple[DoubtView, ...]
    at: At
    typed: Typed
    told: SavedTold | None

    def list_page(self, held: CellList, connection: Connection, viewer: Viewer) -> PreviewPage:
        views = self._views(held)
        shown, at, pages = self._shown(views)
        opened = self.typed.rows | ({at.opened} if at.opened is not None else set())
        by_row = {doubt.row: doubt for doubt in self.doubts}
        words = FieldWords(self.around.actors, self.around.places)
        rows = RowViews(held, self.judgement, by_row, words, frozenset(opened), self.typed.texts, self.typed.refused)
        kinds = tuple(ListKind) if may_list_all(connection, viewer, self.draft.place_id) else (ListKind.TIES,)
        row_views = rows.show(shown)
        return self._page(
            kind=held.mapping.kind,
            kinds=kinds,
            reading=held.grid.reading.told,
            columns=column_views(held),
            to_add=meanings_to_add(held),
            rows=row_views,
            focus=_focus(row_views, at),
            at=at,
            views={view: len(found) for view, found in views.items()},
            pages=pages,
            has_sector=held.mapping.kind is ListKind.ACTORS,
        )

    def file_page(self, held: FileRows) -> PreviewPage:
        errors = [error for error in self.judgement.errors if error.row is not None and not error.waits]
        lacking = [error for error in errors if error.meaning is Meaning.SECTOR]
        return self._page(
            format=FORMATS.get(held.form, held.form),
            errors=tuple(errors[:MOST_ERRORS_SHOWN]),
            error_total=len(errors),
            lacking_sector=len(lacking),
            is_to_be_mended=any(error not in lacking and not names_left_out(error) for error in errors),
            unmapped=held.unmapped,
            guesses=held.guesses,
            warnings=self.judgement.warnings[:MOST_ERRORS_SHOWN],
            hidden=held.hidden,
            doubts=self.doubts,
            has_sector=held.form != PACKAGE,
        )

    def _page(self, **found: object) -> PreviewPage:
        content, judgement = self.draft.content, self.judgement
        place = next((place.name for place in self.around.places if place.id == self.draft.place_id), "")
        home = f"/platser/{quote(self.draft.place_id)}"
        usual: dict[str, object] = {
            "kind": None, "kinds": (), "format": "", "reading": (), "columns": (), "to_add": (), "rows": (),
            "at": self.at, "views": {}, "pages": 1, "errors": (), "error_total": 0, "lacking_sector": 0,
            "is_to_be_mended": False, "unmapped": (), "guesses": (), "warnings": (), "hidden": 0, "doubts": (),
        }  # fmt: skip
        return PreviewPage(
            trail=way_back(place, home, found.get("kinds")),
            here=f"{home}/registrera/lista/{self.draft.id}",
            name=content.held.name,
            counts=_counts(judgement),
            ready=judgement.ready,
            faulty=_faulty(judgement),
            waiting=_waiting(judgement),
            repeated=len(judgement.repeated),
            faults=tuple(error for error in judgement.errors if error.row is None),
            obvious=tuple(doubt.obvious for doubt in self.doubts if doubt.obvious),
            as_new=judgement.stored_as_new,
            keeping=sum(doubt.keeps_registered for doubt in self.doubts if doubt.obvious),
            sectors=tuple(Sector),
            sector=content.sector,
            source=content.source,
            new_forums=content.new_forums,
            version=content.version,
            saved=content.saved,
            told=self.told,
            typed=self.typed,
            **{**usual, **found},  # type: ignore[arg-type]
        )

    def _views(self, held: CellList) -> dict[str, list[GridRow]]:
        """Return the rows of each view."""
        faulty, asked = self.judgement.faulty, {doubt.row for doubt in self.doubts}
        rows = list(held.grid.rows)
        return {
            ALL: rows,
            WRONG: [row for row in rows if row.number in faulty],
            ASKED: [row for row in rows if row.number in asked],
        }

    def _shown(self, views: dict[str, list[GridRow]]) -> tuple[list[GridRow], At, int]:
        """Return the rows on this page; those of which something is typed that is not stored, whatever page it is."""
        view = self.at.view if views.get(self.at.view) else ALL
        rows, pages = views[view], max(1, ceil(len(views[view]) / ROWS_ON_A_PAGE))
        number = min(self.at.page, pages)
        at = At(view, number, self.at.opened, self.at.after)
        if self.typed.rows:
            return [row for row in views[ALL] if row.number in self.typed.rows], at, pages
        if at.opened is not None and (place := _place_of(at.opened, rows)) is not None:
            number = place // ROWS_ON_A_PAGE + 1
        first = (number - 1) * ROWS_ON_A_PAGE
        return rows[first : first + ROWS_ON_A_PAGE], At(view, number, at.opened, at.after), pages


def _focus(rows: Iterable[RowView], at: At) -> str:
    """Return the first field of the row that was opened, or that of the next row that needs something."""
    first = at.opened or at.after
    later = [row for row in rows if first and row.number >= first]
    if at.opened:
        return next((cell.name for row in later[:1] for cell in row.cells if cell.editable), "")
    return next((row.first_field for row in later if row.first_field), "")


def _faulty(judgement: Judgement) -> int:
    """Return how many rows have errors. In a file each error counts: its sheets have rows of their own."""
    if isinstance(judgement.content.held, CellList):
        return len(judgement.faulty)
    return sum(not error.waits for error in judgement.errors)


def _waiting(judgement: Judgement) -> int:
    """Return how many rows wait for an answer."""
    if isinstance(judgement.content.held, CellList):
        return len(judgement.waiting)
    return len(judgement.open_doubts) + sum(error.waits for error in judgement.errors)


def _place_of(number: int, rows: list[GridRow]) -> int | None:
    return next((place for place, row in enumerate(rows) if row.number == number), None)


def _counts(judgement: Judgement) -> tuple[CountView, ...]:
    return tuple(
        CountView(SEVERAL[name], counts.new, counts.changed, counts.unchanged)
        for name, counts in judgement.checked.counts.items()
        if counts.new or counts.changed or counts.unchanged
    )
