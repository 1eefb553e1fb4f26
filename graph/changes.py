"""What changed in a place between two days, and what was merely registered in between.

Facts come and go by their own dates. A record that already held on the first day but came into the register
later is no change of the place, only of what is known of it, and is told apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.analysis import Analysis
from graph.analysis_object import Json, frame_object, plain
from graph.comparison.places import edge_jaccard
from graph.contrast import Contrast, contrast
from graph.contrast_object import contrast_object
from graph.message import Translate
from graph.register import Register
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Completeness, Dated, Inventory, Record


@dataclass(frozen=True)
class LateRecord:
    """A record that the register did not hold on the first day, although it was true then.

    Attributes:
        file: where it stands.
        record: what it says.
    """

    file: PackageFile
    record: Record


@dataclass(frozen=True)
class Changes:
    """A place on two days, the first and the second.

    Attributes:
        before, after: the analyses of the two days in the same view and reading.
        registered: what came into the register after the first day and no later than the second.
    """

    before: Analysis
    after: Analysis
    registered: Register

    @cached_property
    def contrast(self) -> Contrast:
        """What came and went by the dates of the facts."""
        return contrast(self.before, self.after)

    @property
    def remaining(self) -> float | None:
        """The edge Jaccard: the share of edges, on either day, that both days have, among the common actors."""
        return edge_jaccard(self.before.system, self.after.system)

    @cached_property
    def newly_registered(self) -> tuple[LateRecord, ...]:
        """The records that were merely registered in between: they were true on the first day already.

        A membership or party that came together with its forum or agreement is not told beside it.
        """
        return tuple(self._late())

    def _late(self) -> Iterator[LateRecord]:
        day, came = self.before.system.day, self.registered.tables()
        known = self.after.system.snapshot.register.tables()
        for file in PACKAGE_FILES:
            whole_of = file.references.get(file.key[0])
            new = {vars(whole)["id"] for whole in came[whole_of]} if whole_of else set()
            whole = {vars(record)["id"]: record for record in known[whole_of]} if whole_of else {}
            for record in came[file.name]:
                part_of = vars(record)[file.key[0]]
                if part_of in new or not self._is_own(file, record):
                    continue
                if _was_true(record, day) and _was_true(whole.get(part_of), day):
                    yield LateRecord(file, record)

    def _is_own(self, file: PackageFile, record: Record) -> bool:
        """Tell whether a record belongs to the place's system, and not to what its outside actors do elsewhere."""
        system, values = self.after.system, vars(record)
        if file.name == "actors":
            return values["id"] in system.node_of
        if file.name in self._own:
            return values["id"] in self._own[file.name]
        actors = {values[column] for column, target in file.references.items() if target == "actors"} - {None}
        parts_of = [
            (target, values[column])
            for column, target in file.references.items()
            if column in file.key and target in self._own
        ]
        if not (actors <= system.node_of.keys() and all(whole in self._own[target] for target, whole in parts_of)):
            return False
        here = values.get("place_id") in system.belonging.inside or not actors.isdisjoint(system.belonging.home)
        return bool(parts_of) or here or file.name == "completeness"

    @cached_property
    def _own(self) -> dict[str, frozenset[str]]:
        """The ids of the forums, agreements, activities and needs of the system, and of the places in it."""
        belonging = self.after.system.belonging
        return {
            "places": belonging.inside,
            "forums": frozenset(forum.id for forum in belonging.forums),
            "agreements": frozenset(agreement.id for agreement in belonging.agreements),
            "activities": frozenset(activity.id for activity in belonging.work),
            "needs": frozenset(need.id for need in belonging.needs),
        }


def _was_true(record: Record | None, day: date) -> bool:
    """Tell whether a record speaks of a day; one without dates does, and so does a part of nothing larger."""
    if isinstance(record, Dated):
        return record.holds_at(day)
    said = record.date if isinstance(record, Inventory | Completeness) else None
    return said is None or said <= day


def changes_object(changes: Changes, translate: Translate = str) -> Json:
    """Return what changed as JSON, sentences in the language of `translate` (by default Swedish)."""
    before, after = changes.before.system, changes.after.system
    return {
        **frame_object(after),
        "from": before.day.isoformat(),
        "to": after.day.isoformat(),
        "kappa_before": plain(before.knowledge.kappa()),
        "edge_jaccard": plain(changes.remaining),
        **contrast_object(changes.before, changes.after, changes.contrast, translate),
        "newly_registered": [
            {"table": late.file.name, "key": plain(late.file.key_of(late.record))} for late in changes.newly_registered
        ],
    }
