"""What a gap rule finds: that something is missing from a system, how surely, and what to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import floor

from graph.knowledge import Knowledge, PairState
from graph.message import Message
from graph.suggestions import Introduction, Suggestion
from models.records import Need
from models.vocabulary import Code

DEFAULT_PRIORITY = 0.75
"""What a finding without linked needs is multiplied with."""

LEAST_FOR_GAP, LEAST_FOR_POSSIBLE = 0.8, 0.5
MOST_PAIRS_NAMED = 60


class Status(Code):
    """How surely something is missing: by the share of what is known."""

    GAP = "gap", "Lucka"
    POSSIBLE = "possible", "Möjlig lucka"
    ASK_FIRST = "ask_first", "Fråga först"


@dataclass(frozen=True)
class NamedPair:
    """A pair of actors without an edge, and whether it is known that they do not collaborate."""

    a: str
    b: str
    state: PairState


@dataclass(frozen=True)
class Draft:
    """What a rule says of one subject; the registry adds what follows from the rule.

    Attributes:
        subjects: the ids of the records, or the codes, that the finding is about, in the rule's fixed order.
        urgency: U of the gap catalogue, between 0 and 1.
        kappa: the share known of what the finding rests on.
        sentence: what a reader is told.
        next_step: what to do next, or who should meet: who brings them together is decided when all findings
            are in order, because nobody is asked to carry everything.
        needs: the needs linked to the subjects.
        evidence: the records that the finding rests on, as `table:id`.
        pairs: the pairs of actors that the finding rests on.
    """

    subjects: tuple[str, ...]
    urgency: float
    kappa: float
    sentence: Message
    next_step: Message | Introduction
    needs: Sequence[Need] = ()
    evidence: tuple[str, ...] = ()
    pairs: tuple[NamedPair, ...] = ()

    @property
    def priority(self) -> float:
        """B of the gap catalogue."""
        return priority_of(self.needs)

    @property
    def severity(self) -> int:
        """What orders the list of findings."""
        return severity_of(self.urgency, self.priority)


@dataclass(frozen=True)
class Finding:
    """One finding of a rule, as it is shown and sent; `suggestion` is who brings together whom, where it says so."""

    code: str
    title: str
    subjects: tuple[str, ...]
    status: Status
    severity: int
    urgency: float
    priority: float
    kappa: float
    sentence: Message
    evidence: tuple[str, ...]
    pairs: tuple[NamedPair, ...]
    next_step: Message
    questions: tuple[str, ...]
    trap: Message
    suggestion: Suggestion | None = None

    @property
    def anchor(self) -> str:
        """A name for the finding that stays the same as long as its rule and subjects do."""
        return "-".join((self.code, *self.subjects))


def status_of(kappa: float) -> Status:
    """Return what a finding may be called when the share `kappa` of its ground is known.

    >>> [status_of(kappa).value for kappa in (0.8, 0.5, 0.49)]
    ['gap', 'possible', 'ask_first']
    """
    if kappa >= LEAST_FOR_GAP:
        return Status.GAP
    return Status.POSSIBLE if kappa >= LEAST_FOR_POSSIBLE else Status.ASK_FIRST


def priority_of(needs: Iterable[Need]) -> float:
    """Return the highest priority among linked needs as a factor; 0.75 without any."""
    return max((need.priority.factor for need in needs), default=DEFAULT_PRIORITY)


def severity_of(urgency: float, priority: float) -> int:
    """Return ⌊100·U·B + 0.5⌋; the product is rounded first so that 0.285 · 100 is 28.5.

    >>> severity_of(0.57, 0.5), severity_of(1.0, 0.75)
    (29, 75)
    """
    return floor(round(100 * urgency * priority, 9) + 0.5)


def named_pairs(knowledge: Knowledge, pairs: Iterable[tuple[str, str]]) -> tuple[NamedPair, ...]:
    """Return the first of `pairs` with what is known of each, unknown ones last."""
    first = islice(pairs, MOST_PAIRS_NAMED)
    named = [NamedPair(min(a, b), max(a, b), knowledge.state(a, b)) for a, b in first]
    return tuple(sorted(named, key=lambda pair: (pair.state, pair.a, pair.b)))
