"""Everything that is computed of a place on a day, in one object that every surface reads."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.brokers import Broker, find_brokers
from graph.comparison.places import Figure, figures
from graph.gaps import Finding, find_gaps
from graph.permutation import label_tails
from graph.register import Register
from graph.sectors import SECTOR_CODE, SectorMatrix, sector_matrix
from graph.system import Reading, System, View, build_system


@dataclass(frozen=True)
class Analysis:
    """The system of a place with its brokers, sectors and findings; the indicators are computed when asked for."""

    system: System
    brokers: tuple[Broker, ...]
    sectors: SectorMatrix
    gaps: tuple[Finding, ...]

    @cached_property
    def indicators(self) -> dict[str, Figure]:
        """The fourteen indicators in both readings; standard errors in the organisation view."""
        return figures(self.system)


def analyse(
    register: Register,
    place_id: str,
    day: date,
    view: View = View.UNIT,
    reading: Reading = Reading.PLUS,
    *,
    tests: bool = True,
) -> Analysis:
    """Return the analysis of a place.

    Args:
        register: the records that the place's analysis can reach, or all.
        place_id: the place analysed.
        day: the facts whose dates contain it count.
        view: units apart, or legal persons.
        reading: the registered network, or the confirmed one.
        tests: whether to run the permutation tests; without them nothing is called weak or strong.

    Raises:
        NotFoundError: when the register has no such place.
    """
    system = build_system(register, place_id, day, view, reading)
    network = system.network
    codes = {node: SECTOR_CODE[attributes["sector"]] for node, attributes in network.nodes(data=True)}
    tails = label_tails(network, codes, len(SECTOR_CODE)) if tests else None
    return Analysis(
        system=system,
        brokers=find_brokers(network, tails),
        sectors=sector_matrix(network, system.knowledge, tails),
        gaps=find_gaps(system),
    )
