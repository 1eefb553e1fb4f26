"""Everything that is computed of a place on a day, in one object that every surface reads."""

from dataclasses import dataclass
from datetime import date

from graph.brokers import Broker, find_brokers
from graph.comparison.places import Figure, figures
from graph.gaps import Finding, find_gaps
from graph.once import once
from graph.permutation import LabelTails, label_tails
from graph.register import Register
from graph.sectors import SECTOR_CODE, SectorMatrix, sector_matrix
from graph.system import Reading, System, View, build_system


@dataclass(frozen=True)
class Analysis:
    """The system of a place, and what is computed of it when it is asked for.

    The permutation tests take most of the time. Only brokers and sectors read them, so that a summary, a gap
    report or a map need not wait for them.

    Attributes:
        system: the records and networks of the place.
        tests: whether the permutation tests may be run; without them nothing is called weak or strong.
    """

    system: System
    tests: bool = True

    @once
    def tails(self) -> LabelTails | None:
        """What would be if the sectors were dealt out at random."""
        if not self.tests:
            return None
        nodes = self.system.network.nodes(data=True)
        codes = {node: SECTOR_CODE[attributes["sector"]] for node, attributes in nodes}
        return label_tails(self.system.network, codes, len(SECTOR_CODE))

    @once
    def brokers(self) -> tuple[Broker, ...]:
        """What each actor connects."""
        return find_brokers(self.system.network, self.tails)

    @once
    def sectors(self) -> SectorMatrix:
        """How much the sectors meet."""
        return sector_matrix(self.system.network, self.system.knowledge, self.tails)

    @once
    def gaps(self) -> tuple[Finding, ...]:
        """What is missing, the most severe first."""
        return find_gaps(self.system)

    @once
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
    needs_shown: bool = True,
) -> Analysis:
    """Return the analysis of a place.

    Args:
        register: the records that the place's analysis can reach, or all.
        place_id: the place analysed.
        day: the facts whose dates contain it count.
        view: units apart, or legal persons.
        reading: the registered network, or the confirmed one.
        tests: whether the permutation tests may be run.
        needs_shown: whether the needs of the place are among the records.

    Raises:
        NotFoundError: when the register has no such place.
    """
    return Analysis(build_system(register, place_id, day, view, reading, needs_shown=needs_shown), tests)
