"""Who does what where: every actor of a place's system with every activity that it takes part in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.analysis_object import Json, plain
from graph.derivation import actor_attributes
from graph.snapshot import is_done
from graph.system import System, View, root_of
from models.errors import NotFoundError
from models.records import Activity, Grant
from models.text import search_key
from models.vocabulary import Confirmation, Direction, GrantStatus, Sector, Theme

GIVEN = frozenset({GrantStatus.GRANTED, GrantStatus.PAID})
"""A grant that is applied for or rejected funds nobody, and of one without status the register does not say."""


@dataclass(frozen=True)
class Deed:
    """One actor in one activity.

    Attributes:
        actor: the node of the view: a unit, or in the organisation view the legal person.
        place: the id of the place where it is done; the place analysed when the register names none.
        confirmation: the best behind the actor's part in it.
        grants: those the actor holds on the day, by id. They are given to the actor: the register does not say
            for which of its activities.
    """

    actor: str
    activity: Activity
    place: str
    confirmation: Confirmation
    grants: tuple[Grant, ...] = ()

    @property
    def funders(self) -> frozenset[str]:
        """Who gives the actor money."""
        return frozenset(grant.grantor_id for grant in self.grants)


@dataclass(frozen=True)
class Selection:
    """Which deeds are asked for; None and a blank text ask for all.

    Attributes:
        place: those done at the place or below it.
        actor: those of an actor, or in the organisation view of the legal person that it is part of.
        funder: those of actors that hold a grant of this actor.
        text: those whose title, tags, target groups or actor's name holds it.
    """

    theme: Theme | None = None
    place: str | None = None
    actor: str | None = None
    sector: Sector | None = None
    funder: str | None = None
    direction: Direction | None = None
    text: str = ""


def deeds(system: System) -> tuple[Deed, ...]:
    """Return who does what, by actor and activity.

    Activities are those of the system and those placed above that an actor of it runs, whose dates contain the
    day, but not planned or cancelled ones. Only actors of the system are listed. Grants are those whose dates
    contain the day and that are granted or paid.
    """
    grants = _grants(system)
    found = [
        Deed(actor, activity, system.place_of(activity.place_id), confirmation, grants.get(actor, ()))
        for activity in filter(is_done, system.belonging.work)
        for actor, confirmation in _runners(system, activity).items()
    ]
    return tuple(sorted(found, key=lambda deed: (deed.actor, deed.activity.id)))


def without_actor(system: System) -> tuple[Activity, ...]:
    """Return the activities of the system that no actor is registered to run, by id."""
    done = filter(is_done, system.belonging.activities)
    return tuple(sorted((found for found in done if not _runners(system, found)), key=lambda found: found.id))


def selected(system: System, found: Iterable[Deed], selection: Selection) -> tuple[Deed, ...]:
    """Return those of the deeds that are asked for, in the same order."""
    return tuple(deed for deed in found if _is_asked_for(system, deed, selection))


def refuse_unknown(system: System, selection: Selection) -> None:
    """Let nobody take an id that is not registered for a place or an actor that does nothing.

    Raises:
        NotFoundError: the register has no such actor, funder or place.
    """
    register = system.snapshot.register
    for table, known, wanted in (
        ("actors", register.actor, selection.actor),
        ("actors", register.actor, selection.funder),
        ("places", register.place, selection.place),
    ):
        if wanted is not None and wanted not in known:
            raise NotFoundError(table, wanted)


def who_does_what_object(system: System, found: Iterable[Deed]) -> list[Json]:
    """Return the deeds as JSON objects."""
    return [_object(system, deed) for deed in found]


def _runners(system: System, activity: Activity) -> Mapping[str, Confirmation]:
    """Return the nodes that take part in an activity, each with the best confirmation of any of its units."""
    best: dict[str, Confirmation] = {}
    for actor, confirmation in system.snapshot.runners.get(activity.id, {}).items():
        node = system.node_of.get(actor)
        if node is not None:
            best[node] = min(best.get(node, confirmation), confirmation, key=lambda said: said.rank)
    return best


def _grants(system: System) -> Mapping[str, tuple[Grant, ...]]:
    """Return the grants that each node holds on the day; a legal person holds those of all its units."""
    register = system.snapshot.register
    whole = system.view is View.ORGANISATION
    held: dict[str, list[Grant]] = {}
    for grant in sorted(register.grants, key=lambda grant: grant.id):
        if grant.status in GIVEN and grant.holds_at(system.day):
            holder = root_of(register, grant.recipient_id) if whole else grant.recipient_id
            held.setdefault(holder, []).append(grant)
    return {node: tuple(grants) for node, grants in held.items()}


def _is_asked_for(system: System, deed: Deed, selection: Selection) -> bool:
    activity, tree = deed.activity, system.snapshot.tree
    return (
        (selection.theme is None or selection.theme in activity.themes)
        and (selection.place is None or tree.covers(selection.place, deed.place))
        and (selection.actor is None or system.node_of.get(selection.actor, selection.actor) == deed.actor)
        and (selection.sector is None or selection.sector is system.actor[deed.actor].sector)
        and (selection.funder is None or selection.funder in deed.funders)
        and (selection.direction is None or selection.direction is activity.direction)
        and _mentions(system, deed, selection.text)
    )


def _mentions(system: System, deed: Deed, text: str) -> bool:
    activity = deed.activity
    words = (activity.title, system.actor[deed.actor].name, *activity.tags, *activity.target_groups)
    return search_key(text) in search_key(" ".join(words))


def _object(system: System, deed: Deed) -> Json:
    activity, register = deed.activity, system.snapshot.register
    actor = actor_attributes(system.actor[deed.actor])
    shown: Json = {
        "actor": {name: actor[name] for name in ("id", "name", "sector")},
        "activity": {"id": activity.id, "title": activity.title},
        "place": {"id": deed.place, "name": register.place[deed.place].name},
        "themes": activity.themes,
        "direction": activity.direction,
        "scope": activity.scope,
        "target_groups": activity.target_groups,
        "status": activity.status,
        "funding": activity.funding,
        "funders": [_funder(register.actor[grant.grantor_id].name, grant) for grant in deed.grants],
        "confirmation": deed.confirmation,
        "valid_from": activity.valid_from and activity.valid_from.isoformat(),
        "valid_to": activity.valid_to and activity.valid_to.isoformat(),
        "source": activity.source,
    }
    return {name: plain(value) for name, value in shown.items()}


def _funder(name: str, grant: Grant) -> Json:
    return {
        "id": grant.grantor_id,
        "name": name,
        "grant": grant.id,
        "amount_sek": grant.amount_sek,
        "purpose": grant.purpose,
        "status": grant.status,
    }
