"""Suggestions as the page shows them: who is asked to bring together whom, where, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.facts import ActorLink, link_to
from api.pages.sights import Sight
from graph.derivation import ladder_step
from graph.gaps.mentors import Mentoring
from graph.gaps.wording import words_for
from graph.message import Message
from graph.place_suggestions import Answer, Collaboration, SuggestedIntroduction
from graph.suggestions import Suggestion
from models.vocabulary import Ladder, Theme


@dataclass(frozen=True)
class Reason:
    """The sentence of a finding and its address."""

    sentence: Message
    address: str


@dataclass(frozen=True)
class IntroductionItem:
    """Two that should meet, how, and the findings that are the reason.

    Attributes:
        between: those on the way after the broker, empty when the broker knows both.
        forum: the name of the forum where they could meet; None without one.
        reasons: the findings, the most severe first.
    """

    a: ActorLink
    b: ActorLink
    between: tuple[ActorLink, ...]
    forum: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class BrokerItem:
    """A broker or a host, where to write to it, and what it is asked for."""

    actor: ActorLink
    email: str | None
    items: tuple[IntroductionItem, ...]


@dataclass(frozen=True)
class MentorItem:
    """A possible mentor and the ground that it shares with the small actor."""

    actor: ActorLink
    themes: tuple[Theme, ...]
    place: str | None


@dataclass(frozen=True)
class MentoringItem:
    """A small actor that stands outside, and its possible mentors."""

    small: ActorLink
    mentors: tuple[MentorItem, ...]


@dataclass(frozen=True)
class WayItem:
    """A way to bring two together.

    Attributes:
        sentence: who is asked for what.
        broker: who is asked.
        weakest: the step of the weakest tie on the way; None of an invitation.
        carried: how many of the place's suggestions the broker is already asked to carry.
    """

    sentence: Message
    broker: ActorLink
    weakest: Ladder | None
    carried: int


@dataclass(frozen=True)
class CollaborationItem:
    """That two already collaborate: the closest tie between them, and how many ties there are."""

    a: ActorLink
    b: ActorLink
    step: Ladder
    strength: float
    ties: int


@dataclass(frozen=True)
class AnswerItem:
    """The answer to who could bring together two actors or sectors.

    `one` and `other` are their names, sectors as Swedish messages.
    """

    one: str
    other: str
    collaboration: CollaborationItem | None
    ways: tuple[WayItem, ...]


class Describing:
    """Turns suggestions into what the page of the place that is seen shows."""

    def __init__(self, seen: Sight, section: str) -> None:
        self._seen = seen
        self._viewpoint = seen.heading(section).viewpoint
        self._forums = {forum.id: forum.name for forum in seen.system.snapshot.forums}

    def by_broker(self, introductions: Iterable[SuggestedIntroduction]) -> tuple[BrokerItem, ...]:
        """Return introductions by who is asked, in the order in which they are first named.

        The same two by the same way are named once, with all findings that ask for it.
        """
        same: dict[frozenset[str], list[SuggestedIntroduction]] = defaultdict(list)
        for introduced in introductions:
            suggestion = introduced.suggestion
            same[frozenset({suggestion.a, suggestion.b, *suggestion.path})].append(introduced)
        asked: dict[str, list[IntroductionItem]] = defaultdict(list)
        for alike in same.values():
            asked[alike[0].suggestion.broker].append(self._introduction(alike))
        actors = self._seen.system.actor
        return tuple(
            BrokerItem(self._link(broker), actors[broker].email, tuple(items)) for broker, items in asked.items()
        )

    def mentoring(self, found: Mentoring) -> MentoringItem:
        """Return a small actor with its possible mentors."""
        places = self._seen.system.snapshot.register.place
        return MentoringItem(
            small=self._link(found.small),
            mentors=tuple(
                MentorItem(self._link(one.actor), one.themes, places[one.place].name if one.place else None)
                for one in found.mentors
            ),
        )

    def answer(self, names: tuple[str, str], answer: Answer, carried: Counter[str]) -> AnswerItem:
        """Return the answer to who could bring together the two of these names."""
        return AnswerItem(
            one=names[0],
            other=names[1],
            collaboration=self._collaboration(answer.collaboration) if answer.collaboration else None,
            ways=tuple(self._way(way, carried[way.broker]) for way in answer.ways),
        )

    def _link(self, actor: str) -> ActorLink:
        return link_to(self._seen.system.actor[actor], self._viewpoint)

    def _introduction(self, alike: Sequence[SuggestedIntroduction]) -> IntroductionItem:
        suggestion = alike[0].suggestion
        return IntroductionItem(
            a=self._link(suggestion.a),
            b=self._link(suggestion.b),
            between=tuple(map(self._link, suggestion.asked[1:])),
            forum=self._forums.get(suggestion.forum or ""),
            reasons=tuple(
                Reason(one.finding.sentence, self._viewpoint.address("luckor", anchor=one.finding.anchor))
                for one in alike
            ),
        )

    def _way(self, way: Suggestion, carried: int) -> WayItem:
        weakest = None if way.strength is None else ladder_step(way.strength)
        return WayItem(words_for(self._seen.system, way), self._link(way.broker), weakest, carried)

    def _collaboration(self, found: Collaboration) -> CollaborationItem:
        step = ladder_step(found.strength)
        return CollaborationItem(self._link(found.a), self._link(found.b), step, found.strength, found.ties)
