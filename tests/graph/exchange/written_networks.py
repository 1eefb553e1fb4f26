"""A drawn network with names that break careless files, and what any reader of it has to find."""

from typing import Any

from graph.exchange.day_network import DayNetwork, network_of_register, network_of_system
from tests.graph.drawn import DAY, Drawn, actor, actors, agreement, make_register, make_system, tie, ties

NAMES = {
    "a": "<b>\"A\" & 'B'</b> ]]> &amp; åäö",
    "b": '=HYPERLINK("http://x.example")\nrad två',
    "c.x_y-z": "Ensam | förening; 𝄞",
    "d": "@SUM(A1)",
    "e": "-2+3",
}
EDGES = {("a", "b"): 0.6, ("a", "d"): 0.76, ("d", "e"): 0.4}
ISOLATE = "c.x_y-z"
CLEANED = "A\ufffd\ufffd\ufffd\ufffd\ufffdZ"
"""What is left of the name of `with_control_characters`."""


def odd_names() -> DayNetwork:
    """Return five actors of whom one is alone; a and b have met in two spells, a and d in two ways.

    a - d: a dialogue (0.6) and a letter of intent (0.4) make 1 - 0.4 * 0.6 = 0.76.
    """
    known: dict[str, Any] = {"tags": ["x|y", "<i>"], "aliases": ["=1+1"], "themes": ["health"]}
    drawn: list[Drawn] = [
        actor("a", name=NAMES["a"], **known),
        actor("b", name=NAMES["b"]),
        actor("d", "state", name=NAMES["d"]),
        actor("e", name=NAMES["e"]),
        actor(ISOLATE, "civil_society", name=NAMES[ISOLATE], kind="association", valid_from="2020-01-01"),
        tie("a - b", "t1", valid_from="2019-01-01", valid_to="2022-01-01"),
        tie("a - b", "t2", valid_from="2024-01-01", valid_to="2028-01-01", themes=["health", "safety"]),
        tie("a - d"),
        agreement("v1", "a d", kind="letter_of_intent"),
        tie("d - e", level="unknown", confirmation="third_party"),
    ]
    return network_of_system(make_system(*drawn))


def nobody() -> DayNetwork:
    """Return a network without actors."""
    return network_of_system(make_system())


def only_isolates() -> DayNetwork:
    """Return two actors, and nothing between them."""
    return network_of_system(make_system(actors("p q:state")))


def with_control_characters() -> DayNetwork:
    """Return an actor whose name no way into the register lets through, as another program could have stored it."""
    unclean = actor("p").model_copy(update={"name": "A\x00\x07\x1b\ufffe\ud800Z", "tags": ("\x0b",)})
    return network_of_register(make_register(actors("q"), unclean, ties("p - q")), DAY)
