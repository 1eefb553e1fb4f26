"""Municipalities of one SKR group, open to all, small enough to work their medians out by hand."""

from sqlalchemy import Engine

from api.imports import import_package
from tests.packages import package

PLACES = (
    "id,name,level,parent_id,group,visibility,needs_open\n"
    "lan,Provlänet,region,,,public,yes\n"
    "own,Provköping,municipality,lan,A1/2023,,\n"
    "part,Provdelen,area,own,,,\n"
    "far,Fjärran,municipality,lan,C9/2023,,\n"
    + "".join(f"p{number},Grannby {number},municipality,lan,A1/2023,,\n" for number in range(1, 7))
    + "".join(f"old{number},Gammelby {number},municipality,lan,A1/2017,,\n" for number in range(1, 6))
)
TIES = {"p2": "12", "p3": "12 34", "p4": "12 23", "p5": "12 23 34", "p6": "12"}
"""Who is tied with whom in each municipality of four actors; in p1 nobody is."""


def read_in_peers(engine: Engine) -> None:
    """Store them. All actors but those of p6 have said that everything is registered."""
    places = ["p1", *TIES, *(f"old{number}" for number in range(1, 6))]
    actors = [f"{place}-{number},{place},municipality" for place in places for number in range(1, 5)]
    actors += ["own-1,own,municipality", "own-2,own,municipality"]
    ties = [
        f"{place}-{ends},{place}-{ends[0]},{place}-{ends[1]}" for place, drawn in TIES.items() for ends in drawn.split()
    ]
    complete = [actor.split(",")[0] for actor in actors if not actor.startswith("p6")]
    report = import_package(
        engine,
        package(
            places=PLACES,
            actors="id,place_id,sector,name\n" + "".join(f"{actor},Aktör\n" for actor in actors),
            ties="id,actor_a,actor_b,level\n" + "".join(f"{tie},dialogue\n" for tie in ties),
            completeness="actor_id,date\n" + "".join(f"{actor},2026-06-01\n" for actor in complete),
        ),
        "peers",
    )
    assert report.stored


def rename_peer(engine: Engine) -> None:
    """Change the register a little."""
    changed = "id,name,level,parent_id,group\np1,Nyby,municipality,lan,A1/2023\n"
    assert import_package(engine, package(places=changed), "peers").stored
