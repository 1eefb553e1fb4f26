"""The sectors of a place: which of them collaborate, beside what so many actors of each would lead one to expect."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithSectors, Sight
from api.templating import Page, page
from graph.sectors import TAIL, SectorCell, SectorCounts, SectorMatrix
from graph.system import Reading
from models.vocabulary import Sector

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class SectorsPage(Page):
    """The heat-map of sectors as a table, and every pair of sectors in words.

    Attributes:
        heading: place, day and caveats.
        matrix: the cells of the reading that is shown.
        in_other_reading: how many collaborations the other reading has, of the cells where that is another number.
    """

    template: ClassVar[str] = "pages/sectors.html"

    heading: PlaceHeading
    matrix: SectorMatrix
    in_other_reading: Mapping[tuple[Sector, Sector], int]

    @property
    def confirmed(self) -> bool:
        """Whether only what is confirmed is shown."""
        return self.heading.viewpoint.reading is Reading.MINUS

    @property
    def actors(self) -> tuple[tuple[Sector, int], ...]:
        """How many actors each sector has."""
        return tuple((cell.a, cell.n_a) for cell in self.matrix.cells if cell.a == cell.b)

    def cell(self, a: Sector, b: Sector) -> SectorCell:
        """Return the cell of two sectors, in whichever order they are named."""
        return next(cell for cell in self.matrix.cells if {cell.a, cell.b} == {a, b})

    @property
    def expected_external(self) -> float | None:
        """How many collaborations across sectors the expected E-I index stands for; None without any."""
        ei = self.matrix.ei
        return None if ei.value is None or ei.expected is None else (ei.external + ei.internal) * (1 + ei.expected) / 2

    @property
    def leaning(self) -> str:
        """Whether collaboration stays inside sectors or crosses them more than chance explains."""
        ei = self.matrix.ei
        if ei.p_lower is not None and ei.p_lower <= TAIL:
            return "inward"
        return "outward" if ei.p_upper is not None and ei.p_upper <= TAIL else "neither"


@router.get("/platser/{place_id}/sektorer")
def show_sectors(request: Request, seen: SeenWithSectors) -> Response:
    """Show which sectors collaborate at a place."""
    return page(request, sectors_page(seen))


def sectors_page(seen: Sight) -> SectorsPage:
    """Return the sectors of the place that is seen."""
    matrix = seen.analysis.sectors
    differing: dict[tuple[Sector, Sector], int] = {}
    if seen.other:
        edges = SectorCounts(seen.other.system.network).edges
        differing = {
            (cell.a, cell.b): edges[cell.a, cell.b] for cell in matrix.cells if edges[cell.a, cell.b] != cell.observed
        }
    return SectorsPage(seen.heading("sektorer"), matrix, differing)
