"""The register under suppositions: what goes, what goes with it, and what stays."""

import pytest

from graph.analysis import analyse
from graph.supposed_register import MOST_SUPPOSITIONS, suppose
from graph.suppositions import (
    ImpossibleSuppositionError,
    WithoutActor,
    WithoutAgreement,
    WithoutForum,
    WithTie,
)
from graph.system import Reading, View, build_system
from models.errors import NotFoundError
from models.vocabulary import Confirmation, Ladder, TieStatus, TieType
from tests.graph.drawn import (
    DAY,
    PLACE,
    Drawn,
    activity,
    actor,
    actors,
    agreement,
    complete,
    forum,
    grant,
    make_system,
    mandate,
    member,
    need,
    runner,
    strengths,
    tie,
    ties,
)

EVERYTHING: tuple[Drawn, ...] = (
    actors("a b c"),
    ties("a - b, b - c"),
    [forum("f1", "a b c"), agreement("v1", "a b c"), activity("x1", "a b"), need("n1", "a b", theme="health")],
    [mandate("m1", "a"), mandate("m2", "b"), grant("g1", "a", "b"), complete("a b")],
)


def supposed(*suppositions, drawn=EVERYTHING, **options):
    return suppose(make_system(*drawn, **options), suppositions)


def ids(records):
    return [record.id for record in records]


def system_of(register, **options):
    return build_system(register, PLACE, DAY, **options)


def test_every_row_that_names_the_actor_goes():
    left = supposed(WithoutActor("a"))

    assert ids(left.ties) == ["t-b-c"]
    assert [row.actor_id for row in left.forum_members] == ["b", "c"]
    assert [row.actor_id for row in left.agreement_parties] == ["b", "c"]
    assert [row.actor_id for row in left.activity_actors] == ["b"]
    assert [row.actor_id for row in left.need_sightings] == ["b"]
    assert ids(left.mandates) == ["m2"]
    assert left.grants == ()
    assert [row.actor_id for row in left.completeness] == ["b"]
    assert sorted(system_of(left).network) == ["b", "c"]


def test_the_register_that_it_is_taken_from_stays_as_it_was():
    system = make_system(*EVERYTHING)
    before = system.snapshot.register.tables()
    suppose(system, [WithoutActor("a"), WithoutForum("f1"), WithTie("b", "c", Ladder.DIALOGUE)])

    assert system.snapshot.register.tables() == before


def test_without_suppositions_nothing_changes():
    system = make_system(*EVERYTHING)

    assert suppose(system, []) == system.snapshot.register


def test_lists_and_wishes_lose_the_name():
    drawn = (
        actors("a b"),
        actor("c", federation_ids=("a", "b")),
        need("n1", "b", addressed_to=("a", "c")),
        tie("b - c", desired_level="partnership", desired_by="a"),
        [activity("x1", "a"), activity("x2", "b", counteracts=("x1",))],
    )
    left = supposed(WithoutActor("a"), drawn=drawn)

    assert left.actor["c"].federation_ids == ("b",)
    assert left.needs[0].addressed_to == ("c",)
    assert left.ties[0].desired_by is None
    assert (ids(left.activities), left.activities[0].counteracts) == (["x2"], ())


def test_an_activity_goes_that_the_actor_alone_runs():
    # x1 has another runner, but a disputed one; x3 is nobody's.
    activities = [activity("x1", "a"), activity("x2", "a b"), activity("x3"), runner("x1", "b", "disputed")]
    left = supposed(WithoutActor("a"), drawn=(actors("a b"), activities))

    assert ids(left.activities) == ["x2", "x3"]
    assert [row.activity_id for row in left.activity_actors] == ["x2"]


def test_who_is_outside_the_system_keeps_no_activity_going():
    # r belongs to the system by its tie; z shares with it only an activity above the place, and does not.
    drawn = (actors("a r@lan z@bn"), tie("a - r"), activity("x1", "r z", "lan"), activity("x2", "a r", "lan"))

    assert ids(supposed(WithoutActor("r"), drawn=drawn).activities) == ["x2"]


def test_an_agreement_goes_when_fewer_than_two_parties_are_left():
    # v3 had one registered party before, and keeps it.
    agreements = [agreement("v1", "a b"), agreement("v2", "a b c"), agreement("v3", "b"), agreement("v4", "a")]
    left = supposed(WithoutActor("a"), drawn=(actors("a b c"), agreements))

    assert ids(left.agreements) == ["v2", "v3"]
    assert [row.agreement_id for row in left.agreement_parties] == ["v2", "v2", "v3"]


def test_forums_and_needs_stay_without_the_actor():
    left = supposed(WithoutActor("a"), drawn=(actors("a b"), forum("f1", "a"), need("n1", "a")))

    assert (ids(left.forums), ids(left.needs)) == (["f1"], ["n1"])


def test_without_a_forum_or_an_agreement_its_members_and_parties_stay():
    left = supposed(WithoutForum("f1"), WithoutAgreement("v1"))

    assert (left.forums, left.forum_members, left.agreements, left.agreement_parties) == ((), (), (), ())
    assert ids(left.actors) == ["a", "b", "c"]


MUNICIPALITY = (
    actors("k c"),
    [actor("k1", parent_id="k"), actor("k2", parent_id="k"), actor("k3", parent_id="k")],
    ties("k - c, k1 - c, k2 - k3"),
)


def test_in_the_unit_view_the_others_of_a_legal_person_stay_and_stay_one():
    left = system_of(supposed(WithoutActor("k"), drawn=MUNICIPALITY))

    assert sorted(left.network) == ["c", "k1", "k2", "k3"]
    # The departments are still of one legal person, whose name findings may need.
    together = system_of(left.snapshot.register, view=View.ORGANISATION)
    assert sorted(together.network) == ["c", "k"]


def test_in_the_organisation_view_all_units_leave():
    left = supposed(WithoutActor("k"), drawn=MUNICIPALITY, view=View.ORGANISATION)

    assert sorted(system_of(left, view=View.ORGANISATION).network) == ["c"]
    assert sorted(system_of(left).network) == ["c"]


def test_a_smaller_forum_is_a_closer_one():
    # Of six members each pair counts 0.2 · 4/5 = 0.16, no edge; of five 0.2.
    drawn = (actors("a b c d e f"), forum("f1", "a b c d e f", collaboration_level="information"))

    assert strengths(make_system(*drawn).network) == {}
    assert strengths(system_of(supposed(WithoutActor("f"), drawn=drawn)).network)["a - b"] == 0.2


def test_a_supposed_tie_stands_in_both_readings_beside_what_is_registered():
    # 1 - (1 - 0.6)(1 - 0.4) = 0.76
    left = supposed(WithTie("a", "b", Ladder.CONSULTATION), drawn=(actors("a b"), tie("a - b")))

    assert strengths(system_of(left).network) == {"a - b": 0.76}
    assert strengths(system_of(left, reading=Reading.MINUS).network) == {"a - b": 0.76}


def test_a_supposed_tie_is_marked_as_one():
    (made,) = supposed(WithTie("a", "b", Ladder.CONSULTATION), drawn=actors("a b")).ties

    assert (made.id, made.what, made.source) == ("tankt-1", "Tänkt samarbete", "tänkt, inte registrerat")
    assert (made.type, made.status) == (TieType.COLLABORATION, TieStatus.ONGOING)
    assert (made.confirmation, made.place_id) == (Confirmation.DOCUMENTED, PLACE)


def test_supposed_ties_take_no_registered_id():
    drawn = (actors("a b c"), tie("a - b", tie_id="tankt-1"))
    left = supposed(WithTie("a", "c", Ladder.DIALOGUE), WithTie("b", "c", Ladder.DIALOGUE), drawn=drawn)

    assert ids(left.ties) == ["tankt-1", "tankt-2", "tankt-3"]


def test_a_legal_person_outside_the_system_is_tied_through_its_unit():
    drawn = (actors("k@bn c"), actor("k1", parent_id="k"))
    left = supposed(WithTie("c", "k", Ladder.DIALOGUE), drawn=drawn, view=View.ORGANISATION)

    assert (left.ties[0].actor_a, left.ties[0].actor_b) == ("c", "k1")
    assert strengths(system_of(left, view=View.ORGANISATION).network) == {"c - k": 0.6}


def test_several_suppositions_hold_at_once():
    left = supposed(
        WithoutActor("b"), WithTie("a", "c", Ladder.PARTNERSHIP), drawn=(actors("a b c"), ties("a - b, b - c"))
    )

    assert strengths(system_of(left).network) == {"a - c": 0.8}


@pytest.mark.parametrize(
    ("supposition", "table"),
    [(WithoutActor("q"), "actors"), (WithoutForum("q"), "forums"), (WithoutAgreement("q"), "agreements")],
)
def test_what_the_register_lacks_is_not_found(supposition, table):
    with pytest.raises(NotFoundError) as raised:
        supposed(supposition)
    assert (raised.value.table, raised.value.record_id) == (table, "q")


@pytest.mark.parametrize(
    ("suppositions", "said"),
    [
        ([WithoutActor("z")], "Z är ingen egen aktör i KN"),
        ([WithoutForum("f9")], "F9 gäller inte på platsen"),
        ([WithoutAgreement("v9")], "V9 gäller inte på platsen"),
        ([WithTie("a", "z", Ladder.DIALOGUE)], "Z är ingen egen aktör i KN"),
        ([WithTie("a", "a", Ladder.DIALOGUE)], "två olika aktörer"),
        ([WithTie("a", "b", Ladder.DIALOGUE), WithoutActor("b")], "B är borttänkt"),
        ([WithoutActor("a")] * (MOST_SUPPOSITIONS + 1), "högst 10 antaganden"),
    ],
)
def test_what_cannot_be_supposed_says_what_to_do(suppositions, said):
    drawn = (actors("a b z@bn"), forum("f9", "z", "bn"), agreement("v9", "z", "bn"))
    with pytest.raises(ImpossibleSuppositionError, match=said):
        supposed(*suppositions, drawn=drawn)


def test_every_rule_can_be_asked_of_a_register_without_any_one_of_its_actors(place_a_register):
    registered = analyse(place_a_register, "kn", DAY, tests=False).system
    for node in registered.network:
        left = analyse(suppose(registered, [WithoutActor(node)]), "kn", DAY, tests=False)
        assert node not in left.system.network
        assert all(node not in finding.subjects for finding in left.gaps if finding.code != "G10")


def test_a_membership_on_paper_goes_too():
    left = supposed(
        WithoutActor("a"), drawn=(actors("a b"), forum("f1", "b"), member("f1", "a", attendance="on_paper"))
    )

    assert [row.actor_id for row in left.forum_members] == ["b"]
