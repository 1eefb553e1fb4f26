"""The register of gap rules: each under a permanent code, found by every surface that shows findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from graph.gaps.finding import Draft, Finding, priority_of, severity_of, status_of
from graph.gaps.situation import Situation
from graph.message import Message
from graph.system import System

Find: TypeAlias = Callable[[Situation], Iterator[Draft]]


@dataclass(frozen=True)
class GapRule:
    """A rule of the gap catalogue.

    Attributes:
        code: permanent, `G02`.
        title: its public name in Swedish; the first line of the function's docstring is the English one.
        questions: the codes of the guidance questions that it answers.
        why: why the gap matters to those who collaborate.
        trap: how the rule is known to mislead, as a note to the reader.
    """

    code: str
    title: str
    questions: tuple[str, ...]
    why: Message
    trap: Message
    find: Find

    @property
    def english_title(self) -> str:
        """The public name in English."""
        return (self.find.__doc__ or "").strip().splitlines()[0].rstrip(".")

    def findings(self, situation: Situation) -> Iterator[Finding]:
        """Yield what the rule finds; an urgency of 0 is no finding."""
        for draft in self.find(situation):
            if draft.urgency > 0:
                yield self._complete(draft)

    def _complete(self, draft: Draft) -> Finding:
        priority = priority_of(draft.needs)
        return Finding(
            code=self.code,
            title=self.title,
            subjects=draft.subjects,
            status=status_of(draft.kappa),
            severity=severity_of(draft.urgency, priority),
            urgency=draft.urgency,
            priority=priority,
            kappa=draft.kappa,
            sentence=draft.sentence,
            evidence=draft.evidence,
            pairs=draft.pairs,
            next_step=draft.next_step,
            questions=self.questions,
            trap=self.trap,
        )


RULES: dict[str, GapRule] = {}


def gap_rule(code: str, title: str, *, questions: tuple[str, ...], why: str, trap: str) -> Callable[[Find], Find]:
    """Register the decorated function under `code`."""

    def register(find: Find) -> Find:
        if code in RULES:
            raise ValueError(f"two gap rules have the code {code}")
        RULES[code] = GapRule(code, title, questions, Message(why), Message(trap), find)
        return find

    return register


def find_gaps(system: System) -> tuple[Finding, ...]:
    """Return the findings of every rule, the most severe first, then by code and subjects."""
    situation = Situation(system)
    findings = (finding for rule in RULES.values() for finding in rule.findings(situation))
    return tuple(sorted(findings, key=lambda finding: (-finding.severity, finding.code, finding.subjects)))
