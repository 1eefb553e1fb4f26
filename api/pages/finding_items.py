"""A finding as pages show it: what, why it matters, what it rests on, what is known, and what to do next."""

from dataclasses import dataclass
from typing import ClassVar

from api.guidance import QUESTIONS, Question
from api.pages.evidence import EvidenceItem, EvidenceShelf
from api.pages.facts import ActorLink
from graph.gaps import RULES, Finding
from graph.knowledge import PairState
from graph.message import Message


@dataclass(frozen=True)
class PairItem:
    """Two actors without a registered collaboration, and whether it is known that there is none."""

    a: ActorLink
    b: ActorLink
    state: PairState


@dataclass(frozen=True)
class FindingItem:
    """One finding with everything that a reader needs to judge it and act on it.

    `most_shown` is how many pairs of a kind are named: enough to begin with, few enough to read.

    Attributes:
        finding: the finding itself.
        why: why such a gap matters.
        evidence: the records it rests on.
        pairs: the pairs of actors it is about; perhaps only the first of them.
        questions: which questions of the guidance it answers.
    """

    most_shown: ClassVar[int] = 12

    finding: Finding
    why: Message
    evidence: tuple[EvidenceItem, ...]
    pairs: tuple[PairItem, ...]
    questions: tuple[Question, ...]

    @property
    def known_apart(self) -> tuple[PairItem, ...]:
        """The pairs that are known not to collaborate."""
        return tuple(pair for pair in self.pairs if pair.state == "no")

    @property
    def unknown(self) -> tuple[PairItem, ...]:
        """The pairs of which the register knows nothing."""
        return tuple(pair for pair in self.pairs if pair.state == "unknown")

    @property
    def actors(self) -> tuple[EvidenceItem, ...]:
        """The actors among the evidence; what is known of each stands on its own page."""
        return tuple(item for item in self.evidence if item.address)

    @property
    def records(self) -> tuple[EvidenceItem, ...]:
        """The rest of the evidence."""
        return tuple(item for item in self.evidence if not item.address)


def show_item(finding: Finding, shelf: EvidenceShelf) -> FindingItem:
    """Return a finding with its evidence looked up."""
    return FindingItem(
        finding=finding,
        why=RULES[finding.code].why,
        evidence=tuple(shelf.describe(reference) for reference in finding.evidence),
        pairs=tuple(PairItem(shelf.link(pair.a), shelf.link(pair.b), pair.state) for pair in finding.pairs),
        questions=tuple(QUESTIONS[code] for code in finding.questions),
    )
