"""The register as it would be under suppositions. Nothing is ever stored.

Records are left out or added, never changed in place, and the new register is analysed as any other. So every rule
sees the thought as if it had been registered so. One consequence to know of: in a forum, agreement or activity that
loses one of its actors, those who stay share its strength among fewer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import TypeAlias

from graph.message import Message
from graph.register import Register
from graph.suppositions import (
    ImpossibleSuppositionError,
    Supposition,
    WithoutActor,
    WithoutAgreement,
    WithoutForum,
    WithTie,
    supposable,
)
from graph.system import System, View, root_of
from models.errors import NotFoundError
from models.package_files import FILES
from models.records import Agreement, Forum, Record, Tie
from models.vocabulary import Confirmation

MOST_SUPPOSITIONS = 10
"""More at once cannot be told apart in what follows from them."""

FEWEST_PARTIES = 2
"""An agreement takes two."""

SUPPOSED, SUPPOSED_TIE = "tänkt, inte registrerat", "Tänkt samarbete"
"""The source of a supposed tie and what it is about, so that nobody takes it for a registered one."""


def suppose(system: System, suppositions: Sequence[Supposition]) -> Register:
    """Return the register behind `system` as it would be under all the suppositions at once.

    Without an actor every row goes that names it. Its own row stays, ended on the day, because its units name it as
    their legal person. An activity goes that it alone runs, as in the jackknife of the indicators; a forum stays,
    for whoever is registered in it, it has a place and a charter of its own. An agreement goes when fewer than two
    of its parties are left: with nobody at the other end there is nothing to follow up or to prolong.

    A supposed tie is ongoing, documented - so that it stands in both readings - and placed at the place analysed.

    Raises:
        NotFoundError: the register has no such record.
        ImpossibleSuppositionError: there are too many, or one names what is not of the system on its day.
    """
    refuse_impossible(system, suppositions)
    left = _remaining(system.snapshot.register, _gone(system, suppositions), system.day)
    supposed = _supposed_ties(system, (tie for tie in suppositions if isinstance(tie, WithTie)))
    return replace(left, ties=(*left.ties, *supposed))


def refuse_impossible(system: System, suppositions: Sequence[Supposition]) -> None:
    """Do nothing, unless the suppositions cannot be made of the system together.

    Raises:
        NotFoundError: the register has no such record.
        ImpossibleSuppositionError: there are too many, or one names what is not of the system on its day.
    """
    if len(suppositions) > MOST_SUPPOSITIONS:
        raise ImpossibleSuppositionError(
            Message("Pröva högst {most} antaganden åt gången; ta bort några.", {"most": MOST_SUPPOSITIONS})
        )
    known = supposable(system)
    register = system.snapshot.register
    without = {supposed.actor_id for supposed in suppositions if isinstance(supposed, WithoutActor)}
    for supposed in suppositions:
        match supposed:
            case WithoutActor(actor_id):
                _refuse_actor(system, actor_id)
            case WithoutForum(forum_id):
                _refuse_stranger("forums", forum_id, register.forums, known.forums)
            case WithoutAgreement(agreement_id):
                _refuse_stranger("agreements", agreement_id, register.agreements, known.agreements)
            case WithTie(a, b):
                _refuse_tie(system, a, b, without)


def _refuse_actor(system: System, actor_id: str) -> None:
    if actor_id in system.network:
        return
    actor = system.snapshot.register.actor.get(actor_id)
    if actor is None:
        raise NotFoundError("actors", actor_id)
    raise ImpossibleSuppositionError(
        Message(
            "{name} är ingen egen aktör i {place} den valda dagen och i den valda vyn; välj en aktör i listan.",
            {"name": actor.name, "place": system.place.name},
        )
    )


def _refuse_stranger(
    table: str, record_id: str, registered: Iterable[Forum | Agreement], known: Iterable[Forum | Agreement]
) -> None:
    if any(record.id == record_id for record in known):
        return
    record = next((record for record in registered if record.id == record_id), None)
    if record is None:
        raise NotFoundError(table, record_id)
    name = record.name if isinstance(record, Forum) else record.title
    raise ImpossibleSuppositionError(
        Message("{name} gäller inte på platsen den valda dagen; välj något i listan.", {"name": name})
    )


def _refuse_tie(system: System, a: str, b: str, without: Collection[str]) -> None:
    for end in (a, b):
        _refuse_actor(system, end)
        if end in without:
            name = system.actor[end].name
            raise ImpossibleSuppositionError(
                Message("{name} är borttänkt och kan inte samarbeta; ta bort det ena antagandet.", {"name": name})
            )
    if a == b:
        raise ImpossibleSuppositionError(Message("Ett samarbete går mellan två olika aktörer; välj en annan."))


Gone: TypeAlias = Mapping[str, Collection[str]]
"""The ids of what is not there, by table."""


def _gone(system: System, suppositions: Sequence[Supposition]) -> Gone:
    """Return all that goes: what is named, and what goes with it."""
    snapshot, here = system.snapshot, system.node_of.keys()
    left_out = {supposed.actor_id for supposed in suppositions if isinstance(supposed, WithoutActor)}
    actors = {actor for node in left_out for actor in _actors_of(system, node)}
    agreements = {supposed.agreement_id for supposed in suppositions if isinstance(supposed, WithoutAgreement)}
    for agreement_id, parties in snapshot.parties.items():
        if not actors.isdisjoint(parties) and len(parties.keys() - actors) < FEWEST_PARTIES:
            agreements.add(agreement_id)
    running = {activity_id: runners.keys() & here for activity_id, runners in snapshot.runners.items()}
    return {
        "actors": actors,
        "forums": {supposed.forum_id for supposed in suppositions if isinstance(supposed, WithoutForum)},
        "agreements": agreements,
        "activities": {activity for activity, runners in running.items() if runners and runners <= actors},
    }


def _actors_of(system: System, node: str) -> set[str]:
    """Return the actor that a node stands for; in the organisation view with its units, wherever they are."""
    if system.view is View.UNIT:
        return {node}
    register = system.snapshot.register
    return {actor.id for actor in register.actors if root_of(register, actor.id) == node}


def _remaining(register: Register, gone: Gone, day: date) -> Register:
    """Return the register without what is gone, without the rows that rest on it and without its name elsewhere."""
    tables: dict[str, tuple[Record, ...]] = {}
    for name, rows in register.tables().items():
        named = [(column, gone[target]) for column, target in FILES[name].references.items() if gone.get(target)]
        absent = gone.get(name, ()) if name != "actors" else ()
        kept = (_without_names(row, named) for row in rows if getattr(row, "id", None) not in absent)
        tables[name] = tuple(row for row in kept if row is not None)
    tables["actors"] = tuple(
        actor.model_copy(update={"valid_to": day}) if getattr(actor, "id", None) in gone["actors"] else actor
        for actor in tables["actors"]
    )
    return Register.of(tables)


def _without_names(row: Record, named: Iterable[tuple[str, Collection[str]]]) -> Record | None:
    """Return a row without the ids in its lists and optional columns; None when it cannot do without one."""
    changed: dict[str, object] = {}
    for column, ids in named:
        value = getattr(row, column)
        if isinstance(value, tuple):
            if not set(value).isdisjoint(ids):
                changed[column] = tuple(name for name in value if name not in ids)
        elif value in ids and column != "parent_id":
            if type(row).model_fields[column].is_required():
                return None
            changed[column] = None
    return row.model_copy(update=changed) if changed else row


def _supposed_ties(system: System, ties: Iterable[WithTie]) -> Iterator[Tie]:
    """Yield the ties as records, under ids that no registered tie has."""
    taken = {tie.id for tie in system.snapshot.register.ties}
    free = (name for name in map("tankt-{}".format, count(1)) if name not in taken)
    for supposed in ties:
        yield Tie(
            id=next(free),
            actor_a=_end(system, supposed.a),
            actor_b=_end(system, supposed.b),
            level=supposed.level,
            what=SUPPOSED_TIE,
            place_id=system.place.id,
            confirmation=Confirmation.DOCUMENTED,
            valid_from=system.day,
            source=SUPPOSED,
        )


def _end(system: System, node: str) -> str:
    """Return an actor that can carry a tie of a node: a legal person may stand outside the system of its units."""
    return node if node in system.node_of else min(actor for actor, other in system.node_of.items() if other == node)
