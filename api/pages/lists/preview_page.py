"""What the page shows on which somebody looks through a list before anything of it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from api.lists.outcome import Located
from api.pages.facts import Link
from api.pages.lists.columns import ColumnView, MeaningOption
from api.pages.lists.doubt_views import DoubtView
from api.pages.lists.looking import At, Typed
from api.pages.lists.row_views import RowView
from api.pages.lists.told import SavedTold
from api.templating import Page
from graph.exchange.foreign import Told
from graph.lists import ListKind
from graph.message import Message
from models.vocabulary import Sector


@dataclass(frozen=True)
class CountView:
    """How many records of one kind are new, changed and as they were."""

    kind: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class PreviewPage(Page):
    """A list before it is stored.

    Attributes:
        trail: the way back.
        here: the address of the page.
        name: what the list is called.
        kind: what it is a list of; None for a file of another tool or a package.
        kinds: what it can be a list of.
        format: what the format of a file is called; empty for a list.
        reading: how it was read.
        columns: what its columns mean.
        to_add: what can become a column.
        rows: those on this page.
        at: which page of which rows.
        views: how many rows each view has.
        pages: how many pages this view has.
        counts: what can be stored now.
        ready, faulty, waiting, repeated: how many rows can be stored, have errors, wait for an answer, and are about
            the same as another.
        faults: what is wrong with the whole.
        errors: what is wrong in a file, the first of it.
        error_total: how many errors there are.
        lacking_sector: in how many rows of a file a sector is missing, which is chosen on the page.
        is_to_be_mended: whether a file has errors that can only be put right in the file itself.
        unmapped, guesses: what of a file was lost and guessed.
        warnings: what was left aside in a file.
        hidden: in how many cells of a file something about a person was hidden.
        doubts: the questions about actors of a file.
        obvious: answers that can be given together.
        as_new: how many of those that can be stored resemble somebody a little and are stored as new.
        keeping: how many of these leave something that the list says aside.
        sectors: to choose from, and which is `sector`.
        source, new_forums: the other settings.
        has_sector: whether a sector can be chosen for the whole list.
        version: of the draft.
        saved: how many rows were stored earlier.
        told: what was stored just now.
        typed: what is not stored yet.
        focus: the name of the field to go on with after something was kept or opened; empty for none.
    """

    template: ClassVar[str] = "pages/lists/preview.html"

    trail: tuple[Link, ...]
    here: str
    name: str
    kind: ListKind | None
    kinds: tuple[ListKind, ...]
    format: str
    reading: tuple[Message, ...]
    columns: tuple[ColumnView, ...]
    to_add: tuple[MeaningOption, ...]
    rows: tuple[RowView, ...]
    at: At
    views: Mapping[str, int]
    pages: int
    counts: tuple[CountView, ...]
    ready: int
    faulty: int
    waiting: int
    repeated: int
    faults: tuple[Located, ...]
    errors: tuple[Located, ...]
    error_total: int
    lacking_sector: int
    is_to_be_mended: bool
    unmapped: tuple[Told, ...]
    guesses: tuple[Told, ...]
    warnings: tuple[Located, ...]
    hidden: int
    doubts: tuple[DoubtView, ...]
    obvious: tuple[str, ...]
    as_new: int
    keeping: int
    sectors: tuple[Sector, ...]
    sector: Sector | None
    source: str
    new_forums: bool
    has_sector: bool
    version: int
    saved: int
    told: SavedTold | None
    typed: Typed
    focus: str = ""
