"""Who seeks what an actor offers, by the words of both."""

import pytest

from graph.seeking import seekers
from models.records import Actor
from models.vocabulary import Sector


def actor(name: str, *, offers: str | None = None, seeks: str | None = None) -> Actor:
    return Actor(id=name, name=name, sector=Sector.CIVIL_SOCIETY, offers=offers, seeks=seeks)


@pytest.mark.parametrize(
    ("offers", "seeks", "meet"),
    [
        ("Lokaler på kvällar", "en lokal i centrum", True),
        ("läxhjälp", "Någon som ger läxhjälpen liv", True),
        ("mötesplatser", "MÖTESPLATS", True),
        ("samverkan och hjälp", "hjälp och samverkan", False),
        ("bil", "bilar", False),
        ("barn", "barnvagnar", False),
        ("idrott", "språkkafé", False),
        (None, "lokaler", False),
        ("lokaler", None, False),
    ],
)
def test_two_meet_by_a_word_that_says_something(offers: str | None, seeks: str | None, meet: bool) -> None:
    offering, seeking = actor("a", offers=offers), actor("b", seeks=seeks)
    assert seekers(offering, [seeking]) == ((seeking,) if meet else ())


def test_nobody_seeks_of_itself_and_the_order_stays() -> None:
    own = actor("a", offers="lokaler", seeks="lokaler")
    others = [actor("c", seeks="lokaler"), own, actor("b", seeks="lokal")]
    assert [found.id for found in seekers(own, others)] == ["c", "b"]
