"""Who may write what: the one place that says so, for forms, programs and imports alike."""

from collections.abc import Callable, Collection, Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.roles import edited_places
from api.access.viewer import Viewer
from api.queries.batches import batched
from models.errors import ForbiddenError, SignInRequiredError
from models.package_files import FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import Confirmation

_FOR_BOTH = (Confirmation.BOTH, Confirmation.DOCUMENTED)
"""Confirmations that say more than what one side says."""

PlacesOf = Callable[[str, Collection[str]], Iterable[str | None]]

_MEMBERS_MAY = frozenset(
    {"actors", "ties", "forum_members", "agreement_parties", "activity_actors", "need_sightings", "completeness"}
)
"""The files in which somebody who speaks for an actor may write what is about that actor."""

_FIXED_FOR_MEMBERS = ("place_id", "parent_id", "sector")
"""What somebody who speaks for an actor cannot change of it: where and what it is decides who may see what."""


class Rights:
    """What a viewer may write.

    Args:
        viewer: who asks.
        edited: the places that the viewer edits, with all below them.
        places_of: tells where the records of a table with these ids lie.
        colleagues: who speaks for an actor that the viewer speaks for, with or without an account: what one says,
            all say.
    """

    def __init__(
        self, viewer: Viewer, edited: frozenset[str], places_of: PlacesOf, colleagues: frozenset[str] = frozenset()
    ) -> None:
        self._colleagues = colleagues
        self._places_of = places_of
        self._viewer = viewer
        self._edited = edited
        self._own = viewer.speaks_for

    def require_somebody(self) -> None:
        """Do nothing when the viewer has signed in.

        Raises:
            SignInRequiredError: nobody in particular asks, who may write nothing.
        """
        if not self._viewer.is_somebody:
            raise SignInRequiredError

    def require(self, file: PackageFile, before: Record | None, after: Record | None, author: str | None) -> None:
        """Do nothing when the viewer may make `after` of `before`, where None is no record.

        Args:
            author: who once made the record, as `Viewer.author` names them.

        Raises:
            ForbiddenError: when the viewer may not.
        """
        if not self.allow(file, before, after, author):
            raise ForbiddenError

    def allow_again(self, file: PackageFile, before: Record, after: Record) -> bool:
        """Tell whether the viewer may let a record say again what it said before the viewer's own change.

        What stood there was not for the viewer to say, as that both parties agree; to take back what they said
        themselves is.
        """
        return self._viewer.may_change and self._speaks_for(file, before, after)

    def allow(self, file: PackageFile, before: Record | None, after: Record | None, author: str | None = None) -> bool:
        """Tell whether the viewer may make `after` of `before`, where None is no record."""
        if not self._viewer.may_change:
            return False
        if self._viewer.is_admin:
            return True
        own = before is None or (author is not None and author == self._viewer.author)
        of_this_side = own or author in self._colleagues
        if self._speaks_for(file, before, after) and self._is_its_to_say(before, after, own=of_this_side):
            return True
        if not self._edited:
            return False
        if file.name == "places":
            return self._edits_place(before, after)
        return all(self._edits(file, record, own=own) for record in (before, after) if record)

    def _edits_place(self, before: Record | None, after: Record | None) -> bool:
        """Tell whether a place stays or comes below an edited one; what it lies in decides who sees it."""
        was, becomes = (vars(record) if record else {} for record in (before, after))
        if was and was["id"] not in self._edited:
            return False
        stays = bool(was and becomes) and was["parent_id"] == becomes["parent_id"]
        return stays or all(values["parent_id"] in self._edited for values in (was, becomes) if values)

    def _edits(self, file: PackageFile, record: Record, *, own: bool) -> bool:
        """Tell whether a record lies in an edited place, by itself or by those who take part in it.

        Args:
            own: whether the viewer makes the record, or made it. Without a place and without naming anybody,
                nothing else tells whose it is.
        """
        values = vars(record)
        named = list(_named(file, record))
        if self._any_edited(named):
            return True
        names_nobody = all(target != "actors" for target, _ in named)
        return "place_id" in values and values["place_id"] is None and own and names_nobody

    def _any_edited(self, named: Iterable[tuple[str, list[str]]]) -> bool:
        """Tell whether an actor that is named, or what something is part of, lies in an edited place."""
        return any(not self._edited.isdisjoint(self._places_of(target, ids)) for target, ids in named)

    def _speaks_for(self, file: PackageFile, before: Record | None, after: Record | None) -> bool:
        """Tell whether both records are about an actor that the viewer speaks for."""
        if file.name not in _MEMBERS_MAY or not self._own:
            return False
        if file.name == "actors":
            if before is None or after is None or vars(before)["id"] not in self._own:
                return False
            return all(getattr(before, field) == getattr(after, field) for field in _FIXED_FOR_MEMBERS)
        return all(self._own & _actors_of(record) for record in (before, after) if record)

    def _is_its_to_say(self, before: Record | None, after: Record | None, *, own: bool) -> bool:
        """Tell whether somebody who speaks for one side alone may say so much of what two have together.

        It may take back what it said itself and dispute what others say, but neither confirm for the other side nor
        place what is done elsewhere.
        """
        if after is None:
            return own
        was, becomes = vars(before) if before else {}, vars(after)
        said, says = was.get("confirmation"), becomes.get("confirmation")
        agrees = says is Confirmation.BOTH and said is Confirmation.ONE_PARTY and not own
        if says in _FOR_BOTH and says != said and not agrees:
            return False
        place = becomes.get("place_id")
        return place is None or place == was.get("place_id") or place in self._places_of("actors", self._own)


def rights_of(connection: Connection, viewer: Viewer) -> Rights:
    """Return what a viewer may write, by the roles and places of now.

    Args:
        connection: inside the transaction that writes.
        viewer: who asks.
    """

    def places_of(table: str, ids: Collection[str]) -> Iterable[str | None]:
        column = TABLES[table].c.place_id if "place_id" in TABLES[table].c else TABLES[table].c.id
        return connection.execute(sa.select(column).where(TABLES[table].c.id.in_(ids))).scalars()

    return Rights(viewer, edited_places(connection, viewer), places_of, colleagues_of(connection, viewer))


def colleagues_of(connection: Connection, viewer: Viewer) -> frozenset[str]:
    """Return who speaks for an actor that a viewer speaks for: accounts, and whoever has the actor's own link."""
    roles = TABLES["account_roles"].c
    accounts = sa.select(roles.account_id).where(roles.actor_id.in_(viewer.speaks_for))
    found = connection.execute(accounts).scalars() if viewer.speaks_for else ()
    return frozenset({*found, *(Viewer.of_actor(actor_id).author or "" for actor_id in viewer.speaks_for)})


def colleagues_by_actor(connection: Connection, actor_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return who speaks for each of some actors, by few questions for all of them."""
    roles = TABLES["account_roles"].c
    found = {actor_id: {Viewer.of_actor(actor_id).author or ""} for actor_id in actor_ids}
    for some in batched(sorted(found)):
        accounts = sa.select(roles.actor_id, roles.account_id).where(roles.actor_id.in_(some))
        for row in connection.execute(accounts):
            found[row.actor_id].add(row.account_id)
    return {actor_id: frozenset(speakers) for actor_id, speakers in found.items()}


def _actors_of(record: Record) -> frozenset[str]:
    values = vars(record)
    return frozenset(values[name] for name in ("actor_id", "actor_a", "actor_b") if values.get(name))


def _named(file: PackageFile, record: Record) -> Iterable[tuple[str, list[str]]]:
    """Yield the ids that a record names in columns of its own, by table; the whole of an actor decides nothing."""
    for column, target in file.references.items():
        value = getattr(record, column) if (file.name, column) != ("actors", "parent_id") else None
        if isinstance(value, str) and FILES[target].key == ("id",):
            yield target, [value]
