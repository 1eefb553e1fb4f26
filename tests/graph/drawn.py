"""Small systems in a few lines: records with only what a test is about, and networks drawn as text.

The drawn map is a county `lan` with two municipalities, `kn` and `bn`; `kn` has the areas `ng` and `sg`, `bn` the
area `og`. Analyses are of `kn` on `DAY` unless the test says otherwise.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from random import Random
from typing import Any, TypeAlias

import networkx as nx

from graph.derivation import Network, derive_network
from graph.evidence import Evidence
from graph.gaps import RULES, Finding
from graph.gaps.situation import Situation
from graph.register import Register
from graph.system import Reading, System, View, build_system
from models import records
from models.package_files import PACKAGE_FILES
from models.records import Record
from models.vocabulary import Confirmation, Sector

DAY = date(2026, 11, 1)
PLACE = "kn"

Drawn: TypeAlias = Record | Iterable["Drawn"]

_FILE_OF = {file.record: file.name for file in PACKAGE_FILES}


def place(place_id: str, level: str, parent: str | None = None) -> records.Place:
    return records.Place.model_validate({"id": place_id, "name": place_id.upper(), "level": level, "parent_id": parent})


MAP = (
    place("lan", "region"),
    place("kn", "municipality", "lan"),
    place("bn", "municipality", "lan"),
    place("ng", "area", "kn"),
    place("sg", "area", "kn"),
    place("og", "area", "bn"),
)


def actor(actor_id: str, sector: str = "municipality", place_id: str | None = PLACE, **fields: Any) -> Record:
    return records.Actor.model_validate(
        {"id": actor_id, "name": actor_id.upper(), "sector": sector, "place_id": place_id, **fields}
    )


def actors(text: str) -> list[Record]:
    """Return actors drawn as `k1 r1:region@lan x1:state@-`: of the municipality and at kn unless said."""
    drawn = []
    for word in text.split():
        named, _, at = word.partition("@")
        actor_id, _, sector = named.partition(":")
        drawn.append(actor(actor_id, sector or "municipality", None if at == "-" else at or PLACE))
    return drawn


def tie(ends: str, tie_id: str | None = None, **fields: Any) -> Record:
    """Return a tie drawn as `k1 - c1`, on the step of dialogue (0.6) and confirmed by both unless said."""
    a, b = ends.split(" - ")
    return records.Tie.model_validate(
        {"id": tie_id or f"t-{a}-{b}", "actor_a": a, "actor_b": b, "level": "dialogue", "confirmation": "both"} | fields
    )


def ties(text: str, **fields: Any) -> list[Record]:
    """Return ties drawn as `k1 - c1, c1 - c2`."""
    return [tie(ends.strip(), **fields) for ends in text.split(",")]


def member(forum_id: str, actor_id: str, **fields: Any) -> Record:
    return records.ForumMember.model_validate(
        {"forum_id": forum_id, "actor_id": actor_id, "confirmation": "both"} | fields
    )


def forum(forum_id: str, members: str = "", place_id: str | None = PLACE, **fields: Any) -> list[Record]:
    """Return a forum on the step of dialogue with its members, drawn as `k1 c1`."""
    own = {"id": forum_id, "name": forum_id.upper(), "place_id": place_id, "collaboration_level": "dialogue"}
    return [
        records.Forum.model_validate(own | fields),
        *(member(forum_id, actor_id) for actor_id in members.split()),
    ]


def party(agreement_id: str, actor_id: str, confirmation: str = "both") -> Record:
    return records.AgreementParty.model_validate(
        {"agreement_id": agreement_id, "actor_id": actor_id, "confirmation": confirmation}
    )


def agreement(agreement_id: str, parties: str = "", place_id: str | None = PLACE, **fields: Any) -> list[Record]:
    """Return a contract in force (0.6) with its parties, drawn as `k1 c1`."""
    own = {"id": agreement_id, "title": agreement_id.upper(), "place_id": place_id}
    return [
        records.Agreement.model_validate(own | {"kind": "contract", "stage": "in_force"} | fields),
        *(party(agreement_id, actor_id) for actor_id in parties.split()),
    ]


def runner(activity_id: str, actor_id: str, confirmation: str = "both") -> Record:
    return records.ActivityActor.model_validate(
        {"activity_id": activity_id, "actor_id": actor_id, "confirmation": confirmation}
    )


def activity(activity_id: str, runners: str = "", place_id: str | None = PLACE, **fields: Any) -> list[Record]:
    """Return an activity with those who run it, drawn as `k1 c1`."""
    own = {"id": activity_id, "title": activity_id.upper(), "place_id": place_id}
    return [
        records.Activity.model_validate(own | fields),
        *(runner(activity_id, actor_id) for actor_id in runners.split()),
    ]


def need(need_id: str, seers: str = "", place_id: str | None = PLACE, **fields: Any) -> list[Record]:
    """Return a need with those who see it, drawn as `k1 c1`."""
    own = {"id": need_id, "title": need_id.upper(), "place_id": place_id}
    sightings = ({"need_id": need_id, "actor_id": actor_id} for actor_id in seers.split())
    return [records.Need.model_validate(own | fields), *map(records.NeedSighting.model_validate, sightings)]


def mandate(mandate_id: str, actor_id: str, theme: str | None = "health", **fields: Any) -> Record:
    """Return a mandate to decide."""
    return records.Mandate.model_validate(
        {"id": mandate_id, "actor_id": actor_id, "theme": theme, "kind": "decides"} | fields
    )


def grant(grant_id: str, grantor: str, recipient: str) -> Record:
    return records.Grant.model_validate({"id": grant_id, "grantor_id": grantor, "recipient_id": recipient})


def complete(actor_ids: str, day: str = "2026-06-01") -> list[Record]:
    """Return that each actor, drawn as `k1 c1`, said on a day that all its collaborations are registered."""
    said = ({"actor_id": actor_id, "date": day} for actor_id in actor_ids.split())
    return [records.Completeness.model_validate(row) for row in said]


def inventory(scope: str, status: str = "done", day: str | None = "2026-06-01", place_id: str = PLACE) -> Record:
    return records.Inventory.model_validate({"place_id": place_id, "scope": scope, "status": status, "date": day})


def make_register(*drawn: Drawn) -> Register:
    """Bundle records, on the drawn map unless places are among them."""
    found = list(_flat(drawn))
    if not any(isinstance(record, records.Place) for record in found):
        found = [*MAP, *found]
    tables: dict[str, list[Record]] = {}
    for record in found:
        tables.setdefault(_FILE_OF[type(record)], []).append(record)
    return Register.of({name: tuple(rows) for name, rows in tables.items()})


def _flat(drawn: Iterable[Drawn]) -> Iterable[Record]:
    for item in drawn:
        if isinstance(item, Record):
            yield item
        else:
            yield from _flat(item)


def make_system(
    *drawn: Drawn, at: str = PLACE, day: date = DAY, view: View = View.UNIT, reading: Reading = Reading.PLUS
) -> System:
    return build_system(make_register(*drawn), at, day, view, reading)


def findings_of(code: str, *drawn: Drawn, **options: Any) -> list[Finding]:
    """Return what one rule finds in a drawn system."""
    return list(RULES[code].findings(Situation(make_system(*drawn, **options))))


def strengths(network: Network) -> dict[str, float]:
    """Return the strength of each edge, named as it is drawn: `c1 - k1`."""
    return {f"{min(a, b)} - {max(a, b)}": s for a, b, s in _with_strength(network)}


def _with_strength(network: Network) -> Iterable[tuple[str, str, float]]:
    return ((a, b, attributes["strength"]) for a, b, attributes in network.edges(data=True))


def make_network(text: str, outside: Sequence[str] = ()) -> Network:
    """Return a network drawn as `clinic:region - school, school - club:civil_society = 0.4, dike:state`.

    Actors are of the municipality and edges of strength 0.6 unless said.
    """
    sectors: dict[str, str] = {}
    evidence = []
    numbers = count()
    for part in text.split(","):
        pair, _, strength = part.partition("=")
        ends = [_node(word, sectors) for word in pair.split(" - ") if word.strip()]
        if len(ends) == 2:
            a, b = sorted(ends)
            record = f"ties:{next(numbers)}"
            evidence.append(Evidence(a, b, "direct", record, float(strength or 0.6), Confirmation.BOTH, ()))
    nodes = [
        records.Actor.model_validate({"id": node, "name": node, "sector": sector}) for node, sector in sectors.items()
    ]
    return derive_network(nodes, set(sectors) - set(outside), evidence)


def _node(word: str, sectors: dict[str, str]) -> str:
    node, _, sector = word.strip().partition(":")
    sectors[node] = sector or sectors.get(node, "municipality")
    return node


def random_network(nodes: int, density: float, seed: int) -> Network:
    """Return a network of actors from random sectors, about a third of them from outside."""
    random = Random(seed)
    names = [f"n{number:02}" for number in range(nodes)]
    edges = list(nx.gnp_random_graph(nodes, density, seed=seed).edges)
    drawn = [f"{name}:{random.choice(list(Sector))}" for name in names]
    drawn += [f"{names[a]} - {names[b]} = {random.choice((0.2, 0.4, 0.6, 0.8))}" for a, b in edges]
    return make_network(",".join(drawn), outside=[name for name in names if random.random() < 0.35])
