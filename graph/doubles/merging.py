"""What becomes of the register when two actors are made one: nothing is stored, and nothing is merged silently.

Every reference to the dropped actor leads to the kept one afterwards, wherever the files of the package have one.
The plan is written as one change set, which can be undone as a whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graph.doubles.consequences import Consequence, Outcome, Teller, joins_itself
from graph.doubles.folding import folded_records, unkept
from graph.doubles.merge_obstacles import obstacles
from graph.doubles.merged_actor import Choice, ImpossibleMergeError, merged_actor
from graph.doubles.side_by_side import JOINED_TEXTS
from graph.message import Message
from graph.packages import Change, Key, RowError, key_of
from graph.register import Register
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Actor, Mandate, Record, Tie

ACTORS = "actors"
_NO_PART_OF_A_FACT = JOINED_TEXTS | {"id", "confirmation"}


@dataclass(frozen=True)
class MergePlan:
    """What a merge would write, and what a person must know of it.

    Attributes:
        actor: the kept actor as it will be.
        new, gone: the records that come and go, by the name of their file. A link that names the dropped actor in
            its key goes, and comes again with the other key.
        changes: the stored records that change.
        told: what is more than another name in the same record.
        obstacles: why it cannot be done as chosen; empty when it can.
    """

    actor: Actor
    new: Mapping[str, tuple[Record, ...]]
    changes: tuple[Change, ...]
    gone: Mapping[str, tuple[Record, ...]]
    told: tuple[Consequence, ...]
    obstacles: tuple[RowError, ...]

    def applied_to(self, register: Register) -> Register:
        """Return a register as it would be after the merge."""
        changed = {(change.file, change.key): change.after for change in self.changes}
        tables: dict[str, tuple[Record, ...]] = {}
        for file in PACKAGE_FILES:
            left = {key_of(file, record) for record in self.gone.get(file.name, ())}
            keyed = ((key_of(file, record), record) for record in register.tables()[file.name])
            kept = (changed.get((file.name, key), record) for key, record in keyed if key not in left)
            tables[file.name] = (*kept, *self.new.get(file.name, ()))
        return Register.of(tables)


def merge_plan(register: Register, keep: Actor, drop: Actor, chosen: Mapping[str, Choice] | None = None) -> MergePlan:
    """Return what making two actors one would do.

    - A record that names the dropped actor names the kept one; in a list once.
    - Two links of the same key become one, as `folded_records` says.
    - A tie or a grant between the two goes, because it would join the actor with itself.
    - A mandate without a place keeps the place that it had through its actor, where the merged actor has another.
    - Where one is a part of the other, the merged actor is a part of what that was a part of.

    Args:
        register: every record that names one of the two, all parties of their agreements, the actors above and below
            them, and the actors and places that all these name; the whole register will do.
        keep, drop: the two, as the register holds them.
        chosen: whose answer each field of the merged actor has; `usual_choices` where it does not say. Two different
            organisation numbers are no double unless it says which one is right.

    Raises:
        ImpossibleMergeError: they are the same record, not in the register, or a choice cannot be read.
    """
    if keep.id == drop.id:
        raise ImpossibleMergeError(Message("Det är samma aktör två gånger. Välj två olika."))
    if register.actor.get(keep.id) != keep or register.actor.get(drop.id) != drop:
        raise ImpossibleMergeError(Message("En av aktörerna har ändrats eller tagits bort. Läs in sidan på nytt."))
    merged = merged_actor(keep, drop, chosen or {})
    merge = _Merge(register, keep, drop, merged)
    for file in PACKAGE_FILES:
        merge.take(file)
    plan = merge.plan()
    return MergePlan(
        actor=merged,
        new=plan.new,
        changes=plan.changes,
        gone=plan.gone,
        told=plan.told,
        obstacles=tuple(obstacles(plan.applied_to(register), keep, drop, merged, chosen or {})),
    )


class _Merge:
    """Goes through the files and notes what each record becomes."""

    def __init__(self, register: Register, keep: Actor, drop: Actor, merged: Actor) -> None:
        self.keep, self.drop, self.merged = keep, drop, merged
        self.tables = register.tables()
        self.new: dict[str, list[Record]] = defaultdict(list)
        self.gone: dict[str, list[Record]] = defaultdict(list)
        self.changes: list[Change] = []
        self.told: list[Consequence] = []
        self.teller = Teller(keep, drop, _titles(self.tables))

    def plan(self) -> MergePlan:
        return MergePlan(
            actor=self.merged,
            new={name: tuple(records) for name, records in self.new.items()},
            changes=tuple(self.changes),
            gone={name: tuple(records) for name, records in self.gone.items()},
            told=tuple(self.told),
            obstacles=(),
        )

    def take(self, file: PackageFile) -> None:
        """Note what becomes of the records of a file."""
        if ACTORS not in (file.name, *file.references.values()):
            return
        stored = {key_of(file, record): record for record in self.tables[file.name]}
        facts: dict[Any, list[Record]] = defaultdict(list)
        for key, record in stored.items():
            after = self._after(file, record)
            if after is None:
                continue
            if key_of(file, after) != key:
                self._move(file, record, after, stored.get(key_of(file, after)))
            elif after is not record:
                self._change(file, key, record, after)
            if file.key == ("id",) and file.name != ACTORS and self._names_merged(file, after):
                facts[_fact(after)].append(record)
        self._tell_twice(file, facts)

    def _after(self, file: PackageFile, record: Record) -> Record | None:
        """Return what a record becomes; None when it goes, which is noted."""
        if isinstance(record, Actor) and record.id == self.keep.id:
            return self.merged
        if isinstance(record, Actor) and record.id == self.drop.id:
            self.gone[ACTORS].append(record)
            lost = unkept(self.drop, self.merged)
            self.told.append(self.teller.tell(Outcome.ACTOR, ACTORS, record, self.merged, lost))
            return None
        after = self._placed(self._renamed(file, record), record)
        if joins_itself(after):
            self.gone[file.name].append(record)
            self.told.append(self.teller.tell(Outcome.WITH_ITSELF, file.name, record))
            return None
        return after

    def _renamed(self, file: PackageFile, record: Record) -> Record:
        """Return a record that names the kept actor wherever it named the dropped one."""
        changed: dict[str, object] = {}
        for column, target in file.references.items():
            value = getattr(record, column)
            if target != ACTORS:
                continue
            if value == self.drop.id:
                changed[column] = self.keep.id
            elif isinstance(value, tuple) and self.drop.id in value:
                changed[column] = tuple(sorted({*value, self.keep.id} - {self.drop.id}))
        return record.model_copy(update=changed) if changed else record

    def _placed(self, after: Record, before: Record) -> Record:
        """Return a mandate with the place that it had through its actor, where that would be another now."""
        if not isinstance(before, Mandate) or before.place_id is not None:
            return after
        home = {actor.id: actor.place_id for actor in (self.keep, self.drop)}.get(before.actor_id)
        if home is None or home == self.merged.place_id:
            return after
        return after.model_copy(update={"place_id": home})

    def _move(self, file: PackageFile, before: Record, after: Record, present: Record | None) -> None:
        """Note that a link goes and comes with another key, or becomes one with that which has the key already."""
        self.gone[file.name].append(before)
        if present is None:
            self.new[file.name].append(after)
            return
        together = folded_records(present, after)
        self._change(file, key_of(file, present), present, together)
        lost = unkept(after, together)
        self.told.append(self.teller.tell(Outcome.FOLDED, file.name, before, together, lost))

    def _change(self, file: PackageFile, key: Key, before: Record, after: Record) -> None:
        change = Change(file.name, key, before, after)
        if change.columns:
            self.changes.append(change)

    def _names_merged(self, file: PackageFile, record: Record) -> bool:
        columns = (column for column, target in file.references.items() if target == ACTORS)
        return any(getattr(record, column) == self.keep.id for column in columns)

    def _tell_twice(self, file: PackageFile, facts: Mapping[Any, list[Record]]) -> None:
        """Tell of records that say the same since both actors are one; whether they mean the same, a person knows."""
        for alike in facts.values():
            moved = [record for record in alike if self._renamed(file, record) is not record]
            others = [record for record in alike if self._renamed(file, record) is record]
            if moved and others:
                first = min(others, key=lambda record: key_of(file, record))
                self.told += (self.teller.tell(Outcome.TWICE, file.name, record, first) for record in moved)


def _fact(record: Record) -> tuple[object, ...]:
    """Return what a record says, but for who stands behind it; a tie says the same from either end."""
    said = {name: value for name, value in vars(record).items() if name not in _NO_PART_OF_A_FACT}
    if isinstance(record, Tie):
        said["actor_a"], said["actor_b"] = sorted((record.actor_a, record.actor_b))
    return tuple(said[name] for name in sorted(said))


def _titles(tables: Mapping[str, tuple[Record, ...]]) -> dict[tuple[str, str], str]:
    """Return what the records are called that have a name or a title."""
    return dict(_named(tables))


def _named(tables: Mapping[str, tuple[Record, ...]]) -> Iterator[tuple[tuple[str, str], str]]:
    for name, records in tables.items():
        for record in records:
            own = vars(record)
            if title := own.get("name") or own.get("title"):
                yield (name, cast(str, own["id"])), title
