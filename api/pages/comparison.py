"""Places side by side: what is compared, how well it is known, every indicator on one scale, and no ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.access.viewer import Viewer
from api.access.window import Window
from api.comparisons import common_day, compare, questions
from api.language import chosen_language
from api.pages.comparison_choice import (
    PlaceOption,
    Wish,
    choice_page,
    place_options,
    problems_of,
    read_wish,
)
from api.pages.comparison_rows import (
    IndicatorRow,
    Likeness,
    PartnerLine,
    PlaceColumn,
    indicator_rows,
    likenesses,
    partner_lines,
    place_columns,
    unevenly_known,
)
from api.queries.collections import Collection, collections_of
from api.queries.groups import municipality_groups
from api.queries.holdings import list_holdings
from api.requests import Asking, RegisteredId, RegisterWindow, Today, WantedDay
from api.templating import Page, page
from graph.comparison.beside import Comparison
from graph.comparison.sheet import COLUMNS, Column, comparison_csv

router = APIRouter(include_in_schema=False)

ADDRESS = "/jamfor"

Wished = Annotated[Wish, Depends(read_wish)]


@dataclass(frozen=True)
class Addresses:
    """Where the page leads: the list of places, the table as a file, and the same as JSON."""

    change: str
    csv: str
    json: str


@dataclass(frozen=True)
class ComparisonPage(Page):
    """Places side by side.

    Attributes:
        wish: what was asked for.
        day: the day that is compared, chosen by the reader or the latest on which one of the places opens.
        columns: the places in the order asked for.
        rows: the indicators.
        likenesses, partners: whose work is alike, and who does what another needs.
        caveats: the collections that describe the places.
        addresses: where the page leads.
    """

    template: ClassVar[str] = "pages/comparison.html"

    wish: Wish
    day: date
    columns: tuple[PlaceColumn, ...]
    rows: tuple[IndicatorRow, ...]
    likenesses: tuple[Likeness, ...]
    partners: tuple[PartnerLine, ...]
    caveats: tuple[Collection, ...]
    addresses: Addresses

    @property
    def little_known(self) -> tuple[PlaceColumn, ...]:
        """The places of which too little is known to build on a difference."""
        return tuple(column for column in self.columns if column.little_known)

    @property
    def partly_known(self) -> tuple[PlaceColumn, ...]:
        """Those of them that have pairs of actors, of which some are known."""
        return tuple(column for column in self.little_known if column.kappa is not None)

    @property
    def without_pairs(self) -> tuple[PlaceColumn, ...]:
        """Those of them that have no pair of actors to count on."""
        return tuple(column for column in self.little_known if column.kappa is None)

    @property
    def can_differ(self) -> bool:
        """Whether there are two places of which enough is known."""
        return len(self.columns) - len(self.little_known) > 1

    @property
    def unevenly_known(self) -> bool:
        """Whether much more is known of one place than of another."""
        return unevenly_known(self.columns)

    @property
    def differing(self) -> tuple[IndicatorRow, ...]:
        """The indicators on which at least two well-known places differ safely."""
        return tuple(row for row in self.rows if row.safe_pairs)

    @property
    def judged(self) -> tuple[IndicatorRow, ...]:
        """The indicators of which a difference can be told."""
        return tuple(row for row in self.rows if row.can_be_judged)

    @property
    def without_values(self) -> tuple[IndicatorRow, ...]:
        """The indicators that cannot be judged because fewer than two places have a value."""
        return tuple(row for row in self.rows if not row.has_pair_of_values)

    @property
    def without_error(self) -> tuple[IndicatorRow, ...]:
        """The indicators that have values and cannot be judged because nothing tells how sure these are."""
        return tuple(row for row in self.rows if row.has_pair_of_values and not row.can_be_judged)

    @property
    def drawn(self) -> tuple[IndicatorRow, ...]:
        """The indicators that at least one place has a value of."""
        return tuple(row for row in self.rows if row.has_value)

    @property
    def missing_everywhere(self) -> tuple[IndicatorRow, ...]:
        """The indicators that no place has a value of."""
        return tuple(row for row in self.rows if not row.has_value)

    @property
    def any_peers(self) -> bool:
        """Whether any plot shows peers."""
        return any(row.has_peers for row in self.rows)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        """The columns of the table as a file."""
        return COLUMNS

    @property
    def days(self) -> tuple[tuple[date, tuple[str, ...]], ...]:
        """The days that the places' data describe, where they are not all the same, with the names of the places."""
        names: dict[date, list[str]] = {}
        for column in self.columns:
            if column.option.opens_on:
                names.setdefault(column.option.opens_on, []).append(column.name)
        return tuple((day, tuple(names[day])) for day in sorted(names)) if len(names) > 1 else ()


@router.get(ADDRESS)
async def show_comparison(
    request: Request, window: RegisterWindow, viewer: Asking, today: Today, wish: Wished
) -> Response:
    """Show places side by side, or the form that chooses them."""
    options = await run_in_threadpool(_options, window, viewer, today)
    problems = problems_of(wish, options) if wish != Wish() and not wish.choosing else []
    if problems or wish.choosing or not wish.places:
        status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
        return await run_in_threadpool(page, request, choice_page(wish, options, problems=problems), status=status)
    day = wish.read_day() or opening_day_of(wish.places, options, today)
    comparison = await compare(request.app.state.analyses, window, wish.places, day, viewer)
    return await run_in_threadpool(
        lambda: page(request, comparison_page(comparison, wish, options, _caveats(window, viewer, wish.places)))
    )


@router.get(f"{ADDRESS}.csv")
async def download_comparison(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    today: Today,
    place: Annotated[list[RegisteredId], Query()],
    day: Annotated[WantedDay, Query(alias="date")] = None,
) -> Response:
    """Answer with the figures and their definitions as CSV."""
    questions(place, today, viewer)
    options = await run_in_threadpool(_options, window, viewer, today)
    day = day or opening_day_of(place, options, today)
    comparison = await compare(request.app.state.analyses, window, place, day, viewer)
    language = chosen_language(request)
    content = await run_in_threadpool(comparison_csv, comparison, language.say, language.decimal_sign)
    headers = {"Content-Disposition": f'attachment; filename="jamforelse-{day.isoformat()}.csv"', "Vary": "Cookie"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def opening_day_of(places: Sequence[str], options: Mapping[str, PlaceOption], today: date) -> date:
    """Return the day on which places are compared when nobody says another.

    A place that no collection describes opens today, and so does one that is not registered: who asks for that
    is told so.
    """
    return common_day((options[place].opens_on if place in options else None) or today for place in places)


def comparison_page(
    comparison: Comparison, wish: Wish, options: Mapping[str, PlaceOption], caveats: tuple[Collection, ...]
) -> ComparisonPage:
    """Return places side by side."""
    day = comparison.places[0].system.day
    asked = replace(wish, search="", group="")
    return ComparisonPage(
        wish=asked,
        day=day,
        columns=place_columns(comparison, [options[place] for place in wish.places]),
        rows=indicator_rows(comparison),
        likenesses=likenesses(comparison),
        partners=partner_lines(comparison),
        caveats=caveats,
        addresses=Addresses(
            change=asked.address(ADDRESS, day, choose="1"),
            csv=asked.address(f"{ADDRESS}.csv", day),
            json=asked.address("/api/v1/comparison", day),
        ),
    )


def _options(window: Window, viewer: Viewer, today: date) -> dict[str, PlaceOption]:
    with window.seeing(viewer) as seen:
        return place_options(list_holdings(seen, today), municipality_groups(seen))


def _caveats(window: Window, viewer: Viewer, places: Sequence[str]) -> tuple[Collection, ...]:
    with window.seeing(viewer) as seen:
        found = {collection.id: collection for place in places for collection in collections_of(seen, place)}
    return tuple(found.values())
