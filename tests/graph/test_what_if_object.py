"""What would follow from a thought, as JSON."""

import json

from graph.analysis import analyse
from graph.suppositions import WithoutActor, WithTie
from graph.what_if import find_consequences
from graph.what_if_object import what_if_object
from models.vocabulary import Ladder
from tests.graph.drawn import DAY, PLACE, actors, make_register, ties


def told(suppose):
    registered = analyse(make_register(actors("a b c d"), ties("a - b, b - c")), PLACE, DAY, tests=False)
    return what_if_object(find_consequences(registered, suppose))


def test_the_frame_is_that_of_the_place_as_registered():
    said = told([WithoutActor("b")])

    assert (said["place"], said["date"], said["view"], said["readings"]) == (
        {"id": "kn", "name": "KN"},
        "2026-11-01",
        "unit",
        "plus",
    )
    # 2 of 6 pairs before, none of 3 afterwards.
    assert (said["kappa"], said["kappa_after"]) == (0.333333, 0.0)
    assert (said["confirmation"], said["confirmation_after"]) == (1.0, None)


def test_contacts_and_edges_are_given_by_ids():
    said = told([WithoutActor("b")])

    assert said["actors"] == {"come": [], "gone": ["b"]}
    assert said["leaving"] == []
    assert [(edge["source"], edge["target"]) for edge in said["edges"]["gone"]] == [("a", "b"), ("b", "c")]
    assert said["contacts"] == {
        "reaching_before": 1,
        "lost": {"count": 1, "pairs": [["a", "c"]], "parts": [[["a"], ["c"]]]},
        "gained": {"count": 0, "pairs": [], "parts": []},
    }


def test_suppositions_are_repeated_as_addresses_write_them():
    said = told([WithoutActor("d"), WithTie("a", "c", Ladder.DIALOGUE)])

    assert said["suppositions"] == [{"without": "actors:d"}, {"with": "a~c~dialogue"}]


def test_a_finding_that_changes_is_given_before_and_after():
    changes = told([WithoutActor("d")])["findings"]["changed"]

    assert changes
    assert all(change["before"]["code"] == change["after"]["code"] for change in changes)
    assert all(change["before"] != change["after"] for change in changes)


def test_all_of_it_is_json():
    said = told([WithTie("a", "d", Ladder.PARTNERSHIP)])

    assert json.loads(json.dumps(said)) == said
