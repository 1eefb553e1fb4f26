"""Makes two registered actors one: planned, judged by rights and rules, and stored as one change set.

It can be taken back as a whole like any other change. What hangs on the dropped actor beside the register, such as
the accounts that speak for it, goes along and comes back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.rights import Rights
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, unhurried, writing
from api.doubles.merge_company import RoleMoved, carry_over, tell_of_moves
from api.queries.revision import current_revision
from api.queries.surroundings import find_stored
from api.queries.two_actors import load_two_actors, names_one
from api.record_values import mark_of
from api.storing import remove, store
from graph.doubles import Choice, Consequence, MergePlan, merge_plan
from graph.packages import Key, RowError, key_of
from graph.register import Register
from models.errors import (
    ChangedMeanwhileError,
    ForbiddenError,
    InvalidRecordError,
    NotFoundError,
    SignInRequiredError,
)
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Actor, Record
from models.vocabulary import ChangeKind

ACTORS = FILES["actors"]


@dataclass(frozen=True)
class Known:
    """From which state of the register two actors are to be made one.

    Attributes:
        keep, drop: their versions.
        mark: of all that names them, as `Proposal.mark`; blank where whoever asks has seen only the two.
    """

    keep: int
    drop: int
    mark: str = ""


@dataclass(frozen=True)
class Proposal:
    """What making two actors one would do, and what is in the way.

    Attributes:
        keep, drop: the two as they are.
        versions: theirs.
        plan: what would be written.
        whole: the register around the two.
        shown: the same as the viewer sees it.
        refused: the records that the viewer may not write.
    """

    keep: Actor
    drop: Actor
    versions: Known
    plan: MergePlan
    whole: Register
    shown: Register
    refused: tuple[tuple[PackageFile, Record], ...]

    @property
    def obstacles(self) -> tuple[RowError, ...]:
        """What would be wrong afterwards, or has to be decided first."""
        return self.plan.obstacles

    @cached_property
    def seen(self) -> frozenset[tuple[str, Key]]:
        """The records that the viewer sees, by file and key."""
        tables = self.shown.tables()
        return frozenset((file.name, key_of(file, record)) for file in PACKAGE_FILES for record in tables[file.name])

    def is_seen(self, file: PackageFile, record: Record) -> bool:
        """Tell whether the viewer sees a record."""
        return (file.name, key_of(file, record)) in self.seen

    @property
    def told(self) -> tuple[Consequence, ...]:
        """What the viewer must know of it, as far as they see the records."""
        return tuple(found for found in self.plan.told if self.is_seen(FILES[found.file], found.record))

    @property
    def along(self) -> Mapping[str, tuple[Record, ...]]:
        """The records that lead to the kept actor afterwards instead of the dropped one, as far as they are seen."""
        wanted, tables = frozenset({self.drop.id}), self.shown.tables()
        staying = {(found.file, key_of(FILES[found.file], found.record)) for found in self.plan.told if not found.other}
        found = {
            file.name: tuple(
                record
                for record in tables[file.name]
                if names_one(file, record, wanted)
                and (file.name, key_of(file, record)) not in staying
                and not (isinstance(record, Actor) and record.id in (self.keep.id, self.drop.id))
            )
            for file in PACKAGE_FILES
        }
        return {name: records for name, records in found.items() if records}


@dataclass(frozen=True)
class Merged:
    """That two actors are one: the change set, and the version of the actor that was kept."""

    change_set: int
    version: int


def propose(
    connection: Connection, viewer: Viewer, keep_id: str, drop_id: str, chosen: Mapping[str, Choice]
) -> Proposal:
    """Return what making two actors one would do; nothing is written.

    Args:
        connection: sees one state of the register.
        viewer: who asks.
        keep_id, drop_id: the two.
        chosen: whose answer each field of the merged actor has, as for `merge_plan`.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: the viewer does not see both.
        ForbiddenError: the viewer may not change the one or delete the other.
        ImpossibleMergeError: they are the same, or a choice cannot be read.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    pair = frozenset({keep_id, drop_id})
    whole_view = Seen(connection)
    view = Seen(connection, access_of(connection, viewer))
    shown = load_two_actors(connection, view, pair)
    for actor_id in (keep_id, drop_id):
        if actor_id not in shown.actor:
            raise NotFoundError("actors", actor_id)
    whole = shown if view.access.everything else load_two_actors(connection, whole_view, pair)
    keep, drop = whole.actor[keep_id], whole.actor[drop_id]
    plan = merge_plan(whole, keep, drop, chosen)
    rights = _MergeRights(connection, viewer, whole)
    if not (rights.allow(ACTORS, keep, plan.actor) and rights.allow(ACTORS, drop, None)):
        raise ForbiddenError
    return Proposal(
        keep=keep,
        drop=drop,
        versions=_versions(connection, whole, keep_id, drop_id),
        plan=plan,
        whole=whole,
        shown=shown,
        refused=tuple(rights.refused(plan)),
    )


def merge(
    engine: Engine, viewer: Viewer, keep_id: str, drop_id: str, chosen: Mapping[str, Choice], known: Known
) -> Merged:
    """Make two actors one.

    It is planned while others may write, and planned anew where somebody did.

    Args:
        chosen: as for `propose`.
        known: the state from which whoever asks decided.

    Raises:
        SignInRequiredError, NotFoundError, ForbiddenError, ImpossibleMergeError: as for `propose`; also where the
            viewer may not write all that goes along.
        ChangedMeanwhileError: the two, or what names them, are no longer as they were known.
        InvalidRecordError: what would be stored cannot be, or something has to be decided first.
    """
    with reading(engine) as connection:
        planned_at = current_revision(connection)
        proposal = propose(connection, viewer, keep_id, drop_id, chosen)
    with writing(engine) as connection:
        unhurried(connection)
        if hold_revision(connection) != planned_at:
            proposal = propose(connection, viewer, keep_id, drop_id, chosen)
        _require_as_known(proposal, known)
        if proposal.refused:
            raise ForbiddenError
        if proposal.obstacles:
            raise InvalidRecordError([(found.column, found.reason) for found in proposal.obstacles])
        merged, moved = _carry_out(connection, viewer, proposal)
    tell_of_moves(viewer, moved)
    return merged


def _carry_out(connection: Connection, viewer: Viewer, proposal: Proposal) -> tuple[Merged, list[RoleMoved]]:
    plan = proposal.plan
    change_set = begin_change_set(connection, Deed(ChangeKind.MERGE, viewer.account_id))
    store(connection, plan.new, plan.changes, change_set)
    moved = carry_over(connection, viewer, change_set, proposal.keep.id, proposal.drop.id)
    remove(connection, plan.gone, change_set)
    return Merged(change_set, _version_of(connection, proposal.keep.id)), moved


def _require_as_known(proposal: Proposal, known: Known) -> None:
    """Do nothing when the register around two actors is as somebody knew it.

    Raises:
        ChangedMeanwhileError: when it is not.
    """
    versions = proposal.versions
    same = (versions.keep, versions.drop) == (known.keep, known.drop)
    if not same or (known.mark and known.mark != versions.mark):
        current = {
            "keep": {**_shown(proposal, proposal.keep), "version": versions.keep},
            "drop": {**_shown(proposal, proposal.drop), "version": versions.drop},
        }
        raise ChangedMeanwhileError(current, {})


def _shown(proposal: Proposal, actor: Actor) -> dict[str, object]:
    return proposal.shown.actor[actor.id].model_dump(mode="json")


def _versions(connection: Connection, whole: Register, keep_id: str, drop_id: str) -> Known:
    pair, tables = frozenset({keep_id, drop_id}), whole.tables()
    around = (record for file in PACKAGE_FILES for record in tables[file.name] if names_one(file, record, pair))
    return Known(_version_of(connection, keep_id), _version_of(connection, drop_id), mark_of(around))


def _version_of(connection: Connection, actor_id: str) -> int:
    found = find_stored(connection, ACTORS, [actor_id])
    assert found is not None
    return found.version


class _MergeRights:
    """Judges what a viewer may write of a merge, from the records around the two actors instead of the database."""

    def __init__(self, connection: Connection, viewer: Viewer, around: Register) -> None:
        self._connection = connection
        self._tables = {
            name: {vars(record)["id"]: record for record in records}
            for name, records in around.tables().items()
            if FILES[name].key == ("id",)
        }
        self._rights = Rights(viewer, edited_places(connection, viewer), self._places_of)

    def allow(self, file: PackageFile, before: Record | None, after: Record | None) -> bool:
        """Tell whether the viewer may make `after` of `before`."""
        return self._rights.allow(file, before, after, self._author(file, before) if before else None)

    def refused(self, plan: MergePlan) -> Iterable[tuple[PackageFile, Record]]:
        """Yield the records of a plan that the viewer may not write."""
        for file in PACKAGE_FILES:
            for record in plan.gone.get(file.name, ()):
                if not self.allow(file, record, None):
                    yield file, record
            for record in plan.new.get(file.name, ()):
                if not self.allow(file, None, record):
                    yield file, record
        for change in plan.changes:
            if not self.allow(FILES[change.file], change.before, change.after):
                yield FILES[change.file], change.before

    def _places_of(self, table: str, ids: Collection[str]) -> Iterable[str | None]:
        for record_id in ids:
            if record := self._tables[table].get(record_id):
                yield vars(record).get("place_id", record_id if table == "places" else None)

    def _author(self, file: PackageFile, record: Record) -> str | None:
        """Return who made an actor without a place: nothing else tells whose it is."""
        if file is not ACTORS or vars(record)["place_id"] is not None:
            return None
        found = find_stored(self._connection, file, file.key_of(record))
        return found.author if found else None
