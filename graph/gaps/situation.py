"""What the gap rules ask of a system, computed once: who does what, who decides, which needs are linked."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from graph.measures.connectivity import Loss, components, losses, neighbour_sets
from graph.message import Value
from graph.sectors import SectorCounts
from graph.snapshot import is_counted, is_done, is_held, is_live
from graph.system import System, View, root_of
from models.records import Activity, Forum, ForumMember, Mandate, Need
from models.vocabulary import Capacity, MandateKind, Sector, Theme


class Situation:
    """A system as the gap rules see it.

    Rules are pure functions of it. What several rules need is a cached property here, so that no rule
    computes it again.
    """

    def __init__(self, system: System) -> None:
        self.system = system

    def name(self, node: str) -> str:
        """Return the name of an actor of the network."""
        return str(self.system.network.nodes[node]["name"])

    def names(self, nodes: Iterable[str]) -> tuple[Value, ...]:
        """Return the names of actors, in alphabetical order of their ids."""
        return tuple(self.name(node) for node in sorted(nodes))

    @cached_property
    def kappa(self) -> float:
        """The known share of all pairs."""
        return self.system.knowledge.kappa()

    @cached_property
    def sectors(self) -> SectorCounts:
        """The actors of each sector and the edges of each pair of sectors."""
        return SectorCounts(self.system.network)

    @property
    def members(self) -> dict[Sector, list[str]]:
        """The actors of each sector."""
        return self.sectors.members

    @cached_property
    def losses(self) -> Mapping[str, Loss]:
        """What the removal of each actor would break."""
        return losses(self.system.network)

    @cached_property
    def components(self) -> list[list[str]]:
        """What hangs together, the largest first."""
        return components(self.system.network)

    @cached_property
    def largest_component(self) -> frozenset[str]:
        """The actors of the largest component."""
        return frozenset(self.components[0]) if self.components else frozenset()

    @cached_property
    def neighbours(self) -> Mapping[str, set[str]]:
        """The neighbours of each actor."""
        return neighbour_sets(self.system.network)

    @cached_property
    def work(self) -> list[Activity]:
        """The activities that count for who does what."""
        return [activity for activity in self.system.belonging.work if is_done(activity)]

    @cached_property
    def work_by_theme(self) -> dict[Theme, list[Activity]]:
        """The same by theme."""
        return {theme: [activity for activity in self.work if theme in activity.themes] for theme in Theme}

    def themes_of(self, node: str) -> frozenset[Theme]:
        """Return the themes that an actor names or works on."""
        return self._themes_worked_on[node].union(self.system.actor[node].themes)

    @cached_property
    def willing_mentors(self) -> tuple[str, ...]:
        """The large actors that have said that they would be mentors, by id."""
        actors = sorted(self.system.actor.items())
        return tuple(node for node, actor in actors if actor.capacity is Capacity.LARGE and actor.mentor)

    @cached_property
    def _themes_worked_on(self) -> Mapping[str, frozenset[Theme]]:
        found: dict[str, set[Theme]] = {node: set() for node in self.system.network}
        for activity in self.work:
            for node in self.doers(activity):
                found[node].update(activity.themes)
        return {node: frozenset(themes) for node, themes in found.items()}

    def doers(self, activity: Activity) -> frozenset[str]:
        """Return the actors of the system that run an activity."""
        return self.system.nodes(self.system.snapshot.runners.get(activity.id, ()))

    def seers(self, need: Need) -> frozenset[str]:
        """Return the actors of the system that see a need."""
        return self.system.nodes(self.system.snapshot.seers.get(need.id, ()))

    def meeting(self, need: Need) -> list[Activity]:
        """Return the activities of the need's theme in an overlapping place that have an actor."""
        if need.theme is None:
            return []
        return [
            activity
            for activity in self.work_by_theme[need.theme]
            if self.system.overlap(activity.place_id, need.place_id) and self.doers(activity)
        ]

    @cached_property
    def live_forums(self) -> list[Forum]:
        """The forums of the system that meet."""
        return [forum for forum in self.system.belonging.forums if is_live(forum)]

    @property
    def known_forums(self) -> tuple[Forum, ...]:
        """Every forum of the register, also those of other days."""
        return self.system.snapshot.register.forums

    def members_of(self, forum: Forum) -> frozenset[str]:
        """Return the actors of the system that are counted members of a forum."""
        return self.system.nodes(self.system.snapshot.members.get(forum.id, ()))

    def memberships_of(self, forum: Forum) -> list[ForumMember]:
        """Return the memberships behind the members of a forum, with their roles."""
        return [
            membership
            for membership in self._memberships.get(forum.id, [])
            if membership.actor_id in self.system.node_of
        ]

    @cached_property
    def _memberships(self) -> dict[str, list[ForumMember]]:
        found: dict[str, list[ForumMember]] = {}
        for membership in self.system.snapshot.register.forum_members:
            if is_counted(membership, self.system.day):
                found.setdefault(membership.forum_id, []).append(membership)
        return found

    @cached_property
    def forum_members(self) -> frozenset[str]:
        """The actors that are counted members of a live forum, wherever it is placed."""
        live = (forum for forum in self.system.snapshot.forums if is_live(forum))
        return frozenset().union(*map(self.members_of, live))

    def needs_of_forum(self, forum: Forum) -> list[Need]:
        """Return the needs of a forum's themes in a place that overlaps its own."""
        return [
            need
            for need in self.system.belonging.needs
            if need.theme in forum.themes and self.system.overlap(need.place_id, forum.place_id)
        ]

    @cached_property
    def mandates(self) -> list[Mandate]:
        """The mandates that are held."""
        return [mandate for mandate in self.system.snapshot.mandates if is_held(mandate)]

    def deciders(self, theme: Theme, place_id: str | None) -> list[Mandate]:
        """Return the mandates to decide on a theme that cover a place, also those of actors from outside.

        A mandate covers its place, or without one its actor's place, and all places below.
        """
        snapshot, lower = self.system.snapshot, self.system.place_of(place_id)
        found = []
        for mandate in self.mandates:
            if mandate.kind is MandateKind.DECIDES and mandate.theme is theme:
                upper = mandate.place_id or snapshot.actors[mandate.actor_id].place_id
                if upper and snapshot.tree.covers(upper, lower):
                    found.append(mandate)
        return found

    def decider(self, mandate: Mandate) -> str:
        """Return who decides by a mandate: the actor, or in the organisation view its legal person."""
        by_unit = self.system.view is View.UNIT
        return mandate.actor_id if by_unit else root_of(self.system.snapshot.register, mandate.actor_id)

    def needs_of_theme(self, theme: Theme) -> list[Need]:
        """Return the needs of a theme."""
        return [need for need in self.system.belonging.needs if need.theme is theme]

    def needs_of_actors(self, actors: Iterable[str]) -> list[Need]:
        """Return the needs linked to any of `actors`."""
        named = frozenset(actors)
        return [need for need in self.system.belonging.needs if not named.isdisjoint(self.linked[need.id])]

    @cached_property
    def linked(self) -> dict[str, frozenset[str]]:
        """The actors linked to each need.

        They are those who see it, those who run an activity of its theme in an overlapping place, and those
        who hold any mandate on its theme, wherever that is placed.
        """
        holders = {
            theme: self.system.nodes(mandate.actor_id for mandate in self.mandates if mandate.theme is theme)
            for theme in Theme
        }
        return {
            need.id: self.seers(need).union(
                *map(self.doers, self.meeting(need)), holders[need.theme] if need.theme else ()
            )
            for need in self.system.belonging.needs
        }
