"""The comparison of betweenness with chance as the JSON object that people and scripts get."""

from dataclasses import asdict
from typing import Any

from graph.analysis_object import plain
from graph.betweenness_null import SEED, BetweennessTest


def betweenness_test_object(test: BetweennessTest) -> dict[str, Any]:
    """Return the comparison: what was drawn, why not where it was not, and one object for each actor, by id."""
    actors = [
        {**asdict(actor), "p_upper_other_reading": None, "verdict": test.verdicts[actor.id]}
        for actor in test.null.actors
    ]
    if test.other:
        beside = test.other.by_chance
        actors = [actor | {"p_upper_other_reading": beside[actor["id"]]} for actor in actors]
    made: dict[str, Any] = plain(
        {
            "drawn": 0 if test.null.obstacle else test.drawn,
            "seed": SEED,
            "obstacle": test.null.obstacle,
            "actors": actors,
        }
    )
    return made
