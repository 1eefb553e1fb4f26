"""The register as plain data: every record that a computation may look at, bundled and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from models.package_files import FILE_NAMES
from models.records import (
    Activity,
    ActivityActor,
    Actor,
    Agreement,
    AgreementParty,
    Completeness,
    Forum,
    ForumMember,
    Grant,
    Inventory,
    Mandate,
    Need,
    NeedSighting,
    Place,
    Record,
    Tie,
)


@dataclass(frozen=True)
class Register:
    """All records, or those that a place's analysis can reach; one tuple for each file of the package."""

    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    forums: tuple[Forum, ...] = ()
    forum_members: tuple[ForumMember, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    agreement_parties: tuple[AgreementParty, ...] = ()
    ties: tuple[Tie, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    activities: tuple[Activity, ...] = ()
    activity_actors: tuple[ActivityActor, ...] = ()
    needs: tuple[Need, ...] = ()
    need_sightings: tuple[NeedSighting, ...] = ()
    grants: tuple[Grant, ...] = ()
    inventories: tuple[Inventory, ...] = ()
    completeness: tuple[Completeness, ...] = ()

    @classmethod
    def of(cls, tables: Mapping[str, tuple[Record, ...]]) -> "Register":
        """Bundle records given by the name of their file; files that are not named are empty."""
        return cls(**{name: tables.get(name, ()) for name in FILE_NAMES})  # type: ignore[arg-type]

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """Return the records by the name of their file, in the order of the package."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def place(self) -> Mapping[str, Place]:
        """The places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def actor(self) -> Mapping[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.actors}
