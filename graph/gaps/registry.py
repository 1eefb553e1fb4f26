"""The register of gap rules: each under a permanent code, found by every surface that shows findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from graph.gaps.finding import Draft, Finding, status_of
from graph.gaps.situation import Situation
from graph.gaps.wording import words_for
from graph.message import Message
from graph.open_suggestions import OpenSuggestions
from graph.suggestions import Introducer, Suggestion
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
        about_needs: whether it speaks of the needs of a place, and is silent where they are not shown.
    """

    code: str
    title: str
    questions: tuple[str, ...]
    why: Message
    trap: Message
    find: Find
    about_needs: bool = False

    @property
    def english_title(self) -> str:
        """The public name in English."""
        return (self.find.__doc__ or "").strip().splitlines()[0].rstrip(".")

    def drafts(self, situation: Situation) -> Iterator[Draft]:
        """Yield what the rule finds; an urgency of 0 is no finding."""
        if self.about_needs and not situation.system.needs_shown:
            return iter(())
        return (draft for draft in self.find(situation) if draft.urgency > 0)

    def findings(self, situation: Situation) -> Iterator[Finding]:
        """Yield what the rule finds in its own order, with suggestions as if it were the only rule."""
        handed_out = OpenSuggestions(Introducer(situation.system))
        return (self.complete(draft, situation, handed_out) for draft in self.drafts(situation))

    def complete(self, draft: Draft, situation: Situation, handed_out: OpenSuggestions) -> Finding:
        """Return a draft as the finding that it amounts to."""
        next_step, suggestion = _decided(draft, situation, handed_out)
        return Finding(
            code=self.code,
            title=self.title,
            subjects=draft.subjects,
            status=status_of(draft.kappa),
            severity=draft.severity,
            urgency=draft.urgency,
            priority=draft.priority,
            kappa=draft.kappa,
            sentence=draft.sentence,
            evidence=draft.evidence,
            pairs=draft.pairs,
            next_step=next_step,
            questions=self.questions,
            trap=self.trap,
            suggestion=suggestion,
        )


def _decided(draft: Draft, situation: Situation, handed_out: OpenSuggestions) -> tuple[Message, Suggestion | None]:
    """Return the next step in words, with the suggestion that is handed out for it where some should meet."""
    if isinstance(draft.next_step, Message):
        return draft.next_step, None
    suggestion = handed_out.hand_out(draft.next_step)
    return words_for(situation.system, suggestion), suggestion


RULES: dict[str, GapRule] = {}


def gap_rule(
    code: str, title: str, *, questions: tuple[str, ...], why: str, trap: str, about_needs: bool = False
) -> Callable[[Find], Find]:
    """Register the decorated function under `code`."""

    def register(find: Find) -> Find:
        if code in RULES:
            raise ValueError(f"two gap rules have the code {code}")
        RULES[code] = GapRule(code, title, questions, Message(why), Message(trap), find, about_needs)
        return find

    return register


def find_gaps(system: System) -> tuple[Finding, ...]:
    """Return the findings of every rule, the most severe first, then by code and subjects.

    Suggestions are handed out in that order, so that what is most severe gets the best broker.
    """
    situation, handed_out = Situation(system), OpenSuggestions(Introducer(system))
    drafts = [(rule, draft) for rule in RULES.values() for draft in rule.drafts(situation)]
    drafts.sort(key=lambda found: (-found[1].severity, found[0].code, found[1].subjects))
    return tuple(rule.complete(draft, situation, handed_out) for rule, draft in drafts)
