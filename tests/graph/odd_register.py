"""Registers full of what is odd but valid: blanks everywhere, lonely records, dates that miss each other."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, TypeVar

from graph.register import Register
from models import records
from models.records import Record
from models.vocabulary import (
    INVENTORY_SCOPES,
    ActivityStatus,
    ActorKind,
    AgreementKind,
    AgreementStage,
    Attendance,
    Capacity,
    Confirmation,
    ForumRole,
    ForumStatus,
    InventoryStatus,
    Ladder,
    Level,
    MandateKind,
    MandateStatus,
    Priority,
    Sector,
    Theme,
    TieStatus,
    TieType,
)
from tests.graph.drawn import MAP, make_register

PLACES = ("lan", "kn", "bn", "ng", "sg", "og")

Item = TypeVar("Item")


class OddRegister:
    """Draws records with a seed; about every third field is left blank."""

    def __init__(self, seed: int, actors: int = 14) -> None:
        self.random = Random(seed)
        self.actors = [f"a{number:02}" for number in range(actors)]

    def maybe(self, items: Iterable[Item]) -> Item | None:
        """Return one of `items`, or nothing."""
        return self.random.choice(list(items)) if self.random.random() < 0.67 else None

    def some(self, items: Iterable[Item], most: int) -> Sequence[Item]:
        return self.random.sample(list(items), self.random.randint(0, most))

    def dates(self) -> dict[str, str | None]:
        if self.random.random() < 0.7:
            return {}
        first, after = sorted(self.random.sample(range(2022, 2030), 2))
        return {"valid_from": f"{first}-05-31", "valid_to": self.maybe([f"{after}-11-01"])}

    def drawn(self) -> Register:
        drawn: list[Record] = [*MAP, *self.of_actors()]
        for number in range(6):
            drawn += self.forum(f"f{number}")
            drawn += self.agreement(f"v{number}")
            drawn += self.activity(f"x{number}")
            drawn += self.need(f"b{number}")
        drawn += [self.tie(f"t{number}") for number in range(12)]
        drawn += [self.mandate(f"m{number}") for number in range(8)]
        drawn += [
            records.Completeness.model_validate({"actor_id": one, "date": f"202{self.random.randint(4, 7)}-08-31"})
            for one in self.some(self.actors, 6)
        ]
        drawn += [
            records.Inventory.model_validate(
                {"place_id": "kn", "scope": scope, "status": status, "date": self.maybe(["2026-05", "2027"])}
            )
            for scope in self.some(INVENTORY_SCOPES, 12)
            for status in self.some(InventoryStatus, 1)
        ]
        return make_register(drawn)

    def of_actors(self) -> list[Record]:
        found: list[Record] = []
        for number, one in enumerate(self.actors):
            own: dict[str, Any] = {
                "id": one,
                "name": one,
                "sector": self.random.choice(list(Sector)),
                "kind": self.maybe(ActorKind),
                "level": self.maybe(Level),
                "capacity": self.maybe(Capacity),
                "place_id": self.maybe(PLACES),
                # Only backwards, so that no chain of parents closes.
                "parent_id": self.maybe(self.actors[:number]) if number % 3 == 0 and number else None,
            }
            found.append(records.Actor.model_validate(own | self.dates()))
        return found

    def taking_part(self, **fields: Any) -> list[dict[str, Any]]:
        return [
            {"actor_id": one, "confirmation": self.random.choice(list(Confirmation))} | fields
            for one in self.some(self.actors, 5)
        ]

    def forum(self, forum_id: str) -> list[Record]:
        own = {"id": forum_id, "name": forum_id, "place_id": self.maybe(PLACES)}
        codes = {
            "status": self.random.choice(list(ForumStatus)),
            "collaboration_level": self.random.choice(list(Ladder)),
            "themes": self.some(Theme, 2),
        }
        roles = {"role": self.random.choice(list(ForumRole)), "attendance": self.random.choice(list(Attendance))}
        return [
            records.Forum.model_validate(own | codes | self.dates()),
            *map(records.ForumMember.model_validate, self.taking_part(forum_id=forum_id, **roles)),
        ]

    def agreement(self, agreement_id: str) -> list[Record]:
        own = {"id": agreement_id, "title": agreement_id, "place_id": self.maybe(PLACES)}
        codes = {
            "kind": self.random.choice(list(AgreementKind)),
            "stage": self.random.choice(list(AgreementStage)),
        }
        return [
            records.Agreement.model_validate(own | codes | self.dates()),
            *map(records.AgreementParty.model_validate, self.taking_part(agreement_id=agreement_id)),
        ]

    def activity(self, activity_id: str) -> list[Record]:
        own = {"id": activity_id, "title": activity_id, "place_id": self.maybe(PLACES)}
        codes = {"status": self.random.choice(list(ActivityStatus)), "themes": self.some(Theme, 3)}
        return [
            records.Activity.model_validate(own | codes | self.dates()),
            *map(records.ActivityActor.model_validate, self.taking_part(activity_id=activity_id)),
        ]

    def need(self, need_id: str) -> list[Record]:
        own = {"id": need_id, "title": need_id, "place_id": self.maybe(PLACES), "theme": self.maybe(Theme)}
        codes = {"priority": self.random.choice(list(Priority)), "target_groups": self.some(["men", "65+"], 2)}
        sightings = ({"need_id": need_id, "actor_id": one} for one in self.some(self.actors, 4))
        return [
            records.Need.model_validate(own | codes | self.dates()),
            *map(records.NeedSighting.model_validate, sightings),
        ]

    def tie(self, tie_id: str) -> Record:
        a, b = self.random.sample(self.actors, 2)
        own = {"id": tie_id, "actor_a": a, "actor_b": b, "place_id": self.maybe(PLACES)}
        codes = {
            "type": self.random.choice(list(TieType)),
            "level": self.random.choice(list(Ladder)),
            "status": self.maybe(TieStatus) or TieStatus.ONGOING,
            "confirmation": self.random.choice(list(Confirmation)),
            "desired_level": self.maybe(Ladder),
            "desired_by": self.random.choice((None, a, b)),
        }
        return records.Tie.model_validate(own | codes | self.dates())

    def mandate(self, mandate_id: str) -> Record:
        own = {"id": mandate_id, "actor_id": self.random.choice(self.actors), "place_id": self.maybe(PLACES)}
        codes = {
            "theme": self.maybe(Theme),
            "level": self.maybe(Level),
            "kind": self.random.choice(list(MandateKind)),
            "status": self.random.choice(list(MandateStatus)),
        }
        return records.Mandate.model_validate(own | codes)


def shuffled(register: Register, seed: int) -> Register:
    """Return the same records in another order."""
    random = Random(seed)
    return Register.of({name: tuple(random.sample(rows, len(rows))) for name, rows in register.tables().items()})
