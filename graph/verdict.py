"""When a number may be given an adjective: "clear", rather than what so many contacts lead one to expect."""

from collections.abc import Mapping
from enum import StrEnum

from graph.gaps.finding import LEAST_FOR_GAP
from graph.sectors import TAIL
from graph.system import System

FEWEST_ACTORS = 10
"""In a smaller network chance is too large to call anything clear."""

Probabilities = Mapping[str, float | None]
"""For each actor, how probable at least its number is by chance; None where that cannot be told."""


class Verdict(StrEnum):
    """What may be said of an actor's number beyond the fact."""

    CLEAR = "clear"
    AS_EXPECTED = "as_expected"
    TOO_FEW = "too_few"
    TOO_LITTLE_KNOWN = "too_little_known"
    NOT_ASSESSABLE = "not_assessable"


def enough_known(system: System) -> bool:
    """Tell whether there are enough actors, and enough is known of their pairs, to call anything clear."""
    return len(system.network) >= FEWEST_ACTORS and system.knowledge.kappa() >= LEAST_FOR_GAP


def verdicts(system: System, by_chance: Probabilities, in_other_reading: Probabilities) -> dict[str, Verdict]:
    """Return what may be said of each actor. "Clear" takes enough knowledge, and both readings saying so.

    Args:
        system: the system whose network was tested.
        by_chance: the probabilities in the reading that is shown.
        in_other_reading: those in the other reading; an actor that is not in it has none.
    """
    few, enough = len(system.network) < FEWEST_ACTORS, enough_known(system)

    def judge(actor: str, probability: float | None) -> Verdict:
        if probability is None:
            return Verdict.NOT_ASSESSABLE
        if few:
            return Verdict.TOO_FEW
        if not enough:
            return Verdict.TOO_LITTLE_KNOWN
        clear = _stands_out(probability) and _stands_out(in_other_reading.get(actor))
        return Verdict.CLEAR if clear else Verdict.AS_EXPECTED

    return {actor: judge(actor, probability) for actor, probability in by_chance.items()}


def _stands_out(probability: float | None) -> bool:
    return probability is not None and probability <= TAIL
