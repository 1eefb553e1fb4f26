"""A made-up register of one municipality, as large as asked for: the same size and seed give the same records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from random import Random

from graph.register import Register
from models.records import (
    Activity,
    ActivityActor,
    Actor,
    Agreement,
    AgreementParty,
    Completeness,
    Forum,
    ForumMember,
    Inventory,
    Mandate,
    Need,
    NeedSighting,
    Place,
    Tie,
)
from models.vocabulary import (
    INVENTORY_SCOPES,
    ActivityStatus,
    ActorKind,
    AgreementKind,
    AgreementStage,
    Attendance,
    Capacity,
    Confirmation,
    ForumKind,
    InventoryStatus,
    Ladder,
    Level,
    MandateKind,
    NeedKind,
    Priority,
    Sector,
    Theme,
    TieStatus,
)

PLACE = "town"
DAY = date(2026, 11, 1)
"""A day on which every record holds."""

AREAS = ("north", "east", "south", "west", "harbour", "hill")
KINDS: dict[Sector, tuple[int, tuple[ActorKind, ...]]] = {
    Sector.MUNICIPALITY: (20, (ActorKind.DEPARTMENT, ActorKind.MUNICIPAL_COMPANY)),
    Sector.REGION: (6, (ActorKind.REGION,)),
    Sector.STATE: (9, (ActorKind.AGENCY, ActorKind.COUNTY_BOARD)),
    Sector.CIVIL_SOCIETY: (45, (ActorKind.ASSOCIATION, ActorKind.LOCAL_BRANCH, ActorKind.FAITH_COMMUNITY)),
    Sector.BUSINESS: (15, (ActorKind.COMPANY, ActorKind.PROPERTY_OWNER)),
    Sector.RESEARCH: (5, (ActorKind.UNIVERSITY,)),
}
"""How many of a hundred actors a sector has, and of what kinds."""

STATEMENTS = (Confirmation.BOTH, Confirmation.DOCUMENTED, Confirmation.ONE_PARTY, Confirmation.THIRD_PARTY)
LARGEST_FORUM = 12
"""In larger forums a pair of members counts for less than an edge."""


@dataclass(frozen=True)
class Size:
    """How much the register holds.

    Attributes:
        edges: of the network that is derived from it: ties are added until there are as many.
        forums, agreements, activities, needs: how many of each there are.
        unfinished: ties that are only planned or were declined, and make no edge.
    """

    actors: int
    edges: int
    forums: int = 8
    agreements: int = 20
    activities: int = 80
    needs: int = 30
    unfinished: int = 60


def make_register(size: Size, seed: int = 1) -> Register:
    """Return a register of one municipality with areas, valid by every rule of the package.

    The actors have no organisation number: a valid one may belong to somebody.

    Args:
        size: how much it holds; the groups alone must not give more edges than asked for.
        seed: which of all such registers.
    """
    return _Town(size, Random(seed)).register


class _Town:
    """The records of the municipality, each table drawn when it is first asked for, always in the same order."""

    def __init__(self, size: Size, random: Random) -> None:
        self.size = size
        self.random = random
        self.ids = [f"actor-{number:06}" for number in range(size.actors)]
        # A few actors meet many and most meet few, as in registers that people have kept.
        self.sociability = [random.paretovariate(1.5) for _ in self.ids]
        self.joined: set[tuple[str, str]] = set()

    @cached_property
    def register(self) -> Register:
        actors = tuple(self.actors())
        forum_members = tuple(self.forum_members())
        parties = tuple(self.agreement_parties())
        runners = tuple(self.activity_actors())
        return Register(
            places=tuple(self.places()),
            actors=actors,
            forums=tuple(self.forums()),
            forum_members=forum_members,
            agreements=tuple(self.agreements()),
            agreement_parties=parties,
            ties=tuple(self.ties()),
            mandates=tuple(self.mandates()),
            activities=tuple(self.activities()),
            activity_actors=runners,
            needs=tuple(self.needs()),
            need_sightings=tuple(self.need_sightings()),
            inventories=tuple(self.inventories()),
            completeness=tuple(self.completeness()),
        )

    def places(self) -> Iterator[Place]:
        yield Place(id=PLACE, name="Exempelstad", level=Level.MUNICIPALITY)
        for area in AREAS:
            yield Place(id=f"{PLACE}-{area}", name=f"Exempelstad, {area}", level=Level.AREA, parent_id=PLACE)

    def actors(self) -> Iterator[Actor]:
        shares = [share for share, _ in KINDS.values()]
        for number, (actor, sector) in enumerate(
            zip(self.ids, self.random.choices(list(KINDS), shares, k=len(self.ids)), strict=True)
        ):
            yield Actor(
                id=actor,
                name=f"Aktör {number} i {self.random.choice(AREAS)}",
                aliases=(f"A{number}",),
                sector=sector,
                kind=self.random.choice(KINDS[sector][1]),
                level=Level.MUNICIPALITY,
                place_id=self.place(),
                capacity=self.random.choice(list(Capacity)),
                themes=self.themes(),
                offers="Lokaler på kvällar och helger.",
                website=f"https://actor-{number}.example",
                email=f"info@actor-{number}.example",
                source="synthetic",
            )

    def forums(self) -> Iterator[Forum]:
        for number in range(self.size.forums):
            yield Forum(
                id=f"forum-{number}",
                name=f"Forum {number}",
                kind=self.random.choice(list(ForumKind)),
                place_id=self.place(),
                collaboration_level=Ladder.DIALOGUE,
                themes=self.themes(),
            )

    def forum_members(self) -> Iterator[ForumMember]:
        for number in range(self.size.forums):
            for actor in self.group(5, LARGEST_FORUM):
                yield ForumMember(
                    forum_id=f"forum-{number}",
                    actor_id=actor,
                    attendance=Attendance.ACTIVE,
                    confirmation=self.random.choice(STATEMENTS),
                )

    def agreements(self) -> Iterator[Agreement]:
        for number in range(self.size.agreements):
            yield Agreement(
                id=f"agreement-{number}",
                title=f"Överenskommelse {number}",
                kind=AgreementKind.COMPACT,
                stage=AgreementStage.IN_FORCE,
                place_id=PLACE,
                themes=self.themes(),
            )

    def agreement_parties(self) -> Iterator[AgreementParty]:
        for number in range(self.size.agreements):
            for actor in self.group(2, 4):
                yield AgreementParty(
                    agreement_id=f"agreement-{number}", actor_id=actor, confirmation=Confirmation.DOCUMENTED
                )

    def activities(self) -> Iterator[Activity]:
        for number in range(self.size.activities):
            yield Activity(
                id=f"activity-{number}",
                title=f"Insats {number}",
                place_id=self.place(),
                themes=self.themes(),
                status=ActivityStatus.ONGOING,
            )

    def activity_actors(self) -> Iterator[ActivityActor]:
        for number in range(self.size.activities):
            for actor in self.group(1, 4):
                yield ActivityActor(
                    activity_id=f"activity-{number}",
                    actor_id=actor,
                    confirmation=self.random.choice(STATEMENTS),
                )

    def ties(self) -> Iterator[Tie]:
        """Yield ties between pairs that nothing else joins yet, then those that make no edge."""
        wanted = self.size.edges - len(self.joined)
        if wanted < 0:
            raise ValueError(f"the groups alone give {len(self.joined)} edges, more than {self.size.edges}")
        steps = (Ladder.UNKNOWN, Ladder.INFORMATION, Ladder.CONSULTATION, Ladder.DIALOGUE, Ladder.PARTNERSHIP)
        pairs = self.new_pairs(wanted + self.size.unfinished)
        for number, (a, b) in enumerate(pairs):
            unfinished = self.random.choice((TieStatus.PLANNED, TieStatus.DECLINED))
            yield Tie(
                id=f"tie-{number:06}",
                actor_a=a,
                actor_b=b,
                level=self.random.choice(steps),
                themes=self.themes(),
                place_id=PLACE,
                status=TieStatus.ONGOING if number < wanted else unfinished,
                confirmation=self.random.choice(STATEMENTS),
                valid_from=date(self.random.randint(2018, 2025), 1, 1),
                source="synthetic",
            )

    def mandates(self) -> Iterator[Mandate]:
        for number, kind in enumerate(MandateKind):
            for theme in Theme:
                actor = self.random.choice(self.ids)
                yield Mandate(id=f"mandate-{number}-{theme}", actor_id=actor, theme=theme, place_id=PLACE, kind=kind)

    def needs(self) -> Iterator[Need]:
        for number in range(self.size.needs):
            yield Need(
                id=f"need-{number}",
                title=f"Behov {number}",
                kind=self.random.choice(list(NeedKind)),
                place_id=self.place(),
                theme=self.random.choice(list(Theme)),
                priority=self.random.choice(list(Priority)),
            )

    def need_sightings(self) -> Iterator[NeedSighting]:
        for number in range(self.size.needs):
            for actor in self.random.sample(self.ids, self.random.randint(1, 3)):
                yield NeedSighting(need_id=f"need-{number}", actor_id=actor)

    def inventories(self) -> Iterator[Inventory]:
        for scope in INVENTORY_SCOPES:
            status = self.random.choice(list(InventoryStatus))
            yield Inventory(place_id=PLACE, scope=scope, status=status, date=date(2026, 9, 1))

    def completeness(self) -> Iterator[Completeness]:
        for actor in self.random.sample(self.ids, len(self.ids) // 5):
            yield Completeness(actor_id=actor, date=date(2026, 6, 1))

    def place(self) -> str:
        """Return the municipality or, three times of four, one of its areas."""
        area = self.random.choice(AREAS)
        return f"{PLACE}-{area}" if self.random.random() < 0.75 else PLACE

    def themes(self) -> tuple[Theme, ...]:
        return tuple(self.random.sample(list(Theme), self.random.randint(1, 2)))

    def group(self, fewest: int, most: int) -> list[str]:
        """Return actors who meet, and remember that they are joined pair by pair."""
        members = sorted(self.random.sample(self.ids, self.random.randint(fewest, most)))
        self.joined.update(combinations(members, 2))
        return members

    def new_pairs(self, wanted: int) -> Iterator[tuple[str, str]]:
        """Yield `wanted` pairs of actors that are not joined yet, the sociable more often than others."""
        found = 0
        while found < wanted:
            drawn = self.random.choices(self.ids, self.sociability, k=2 * (wanted - found))
            for pair in zip(drawn[::2], drawn[1::2], strict=True):
                a, b = sorted(pair)
                if a != b and (a, b) not in self.joined:
                    self.joined.add((a, b))
                    found += 1
                    yield a, b
