"""Small actors that stand outside, and the large ones that could be their mentors."""

from dataclasses import dataclass
from itertools import islice

from graph.derivation import in_theme_order
from graph.gaps.situation import Situation
from graph.suggestions import small_actors
from models.vocabulary import Theme

MOST_MENTORS = 5
"""So many to choose among are enough to begin with."""


@dataclass(frozen=True)
class Mentor:
    """A large actor that is willing to be a mentor, and the ground that it shares with a small one.

    Attributes:
        actor: its id.
        themes: the themes that both name or work on.
        place: the id of the place that both belong to, the lower one when one's lies in the other's; None when
            they work in different places.
    """

    actor: str
    themes: tuple[Theme, ...]
    place: str | None


@dataclass(frozen=True)
class Mentoring:
    """A small actor that stands outside, with the first of those who could be its mentor by id; perhaps none."""

    small: str
    mentors: tuple[Mentor, ...]


def small_outside(situation: Situation) -> list[str]:
    """Return the actors of small capacity with at most one contact and no forum, by id."""
    network = situation.system.network
    return [
        node
        for node in sorted(small_actors(network))
        if network.degree[node] <= 1 and node not in situation.forum_members
    ]


def mentoring_for(situation: Situation, small: str) -> Mentoring:
    """Return large, willing actors that share a theme or a place with a small one, at most `MOST_MENTORS`."""
    offered = (_offer(situation, node, small) for node in situation.willing_mentors)
    fitting = (mentor for mentor in offered if mentor.themes or mentor.place)
    return Mentoring(small, tuple(islice(fitting, MOST_MENTORS)))


def _offer(situation: Situation, large: str, small: str) -> Mentor:
    themes = in_theme_order(situation.themes_of(large) & situation.themes_of(small))
    return Mentor(large, themes, _shared_place(situation, large, small))


def _shared_place(situation: Situation, large: str, small: str) -> str | None:
    """Return the lower of two overlapping places; a small actor without place stands for the place analysed."""
    tree, actors = situation.system.snapshot.tree, situation.system.actor
    here, there = actors[large].place_id, situation.system.place_of(actors[small].place_id)
    if here is None or not tree.overlap(here, there):
        return None
    return there if tree.covers(here, there) else here
