"""All or nothing, unless the user accepts the valid rows: then whatever depends on the others stays out too."""

from graph.register import Register
from tests.packages import ACTORS, PLACES, checked, drawn_register, register, told


def ids(found, name):
    return [record.id for record in found.records[name]]


def test_rows_that_depend_on_a_refused_row_are_refused_with_their_own_reason():
    found = checked(
        accept_valid=True,
        places=PLACES,
        actors=f"{ACTORS}x1,X,sjö,kn\nx2,Y,state,kn\n",
        ties="id,actor_a,actor_b\nt1,k1,x1\nt2,k1,x2\n",
        activities="id,title\ni1,Läxhjälp\n",
        activity_actors="activity_id,actor_id\ni1,x1\ni1,x2\n",
    )

    assert ids(found, "actors") == ["k1", "c1", "c2", "b1", "x2"]
    assert ids(found, "ties") == ["t2"]
    assert told(found)[1:] == [
        "ties.csv:2:actor_b: hänvisar till ”x1”, en rad i actors som inte kan läsas in",
        "activity_actors.csv:2:actor_id: hänvisar till ”x1”, en rad i actors som inte kan läsas in",
    ]


def test_the_refusal_goes_on_until_nothing_depends_on_what_is_left_out():
    # p1 is refused, so p2 below it, then the actor in p2, then the actor's tie.
    found = checked(
        accept_valid=True,
        places="id,name,level,parent_id\np1,A,stad,\np2,B,area,p1\n",
        actors="id,name,sector,place_id\na1,A,state,p2\na2,B,state,\n",
        ties="id,actor_a,actor_b\nt1,a1,a2\n",
    )

    assert [(error.file, error.row) for error in found.errors] == [
        ("places.csv", 2),
        ("places.csv", 3),
        ("actors.csv", 2),
        ("ties.csv", 2),
    ]
    assert ids(found, "actors") == ["a2"]


def test_without_leave_only_the_mistakes_themselves_are_told():
    found = checked(actors="id,name,sector\na1,A,sjö\na2,B,state\n", ties="id,actor_a,actor_b\nt1,a1,a2\n")

    assert [(error.file, error.row) for error in found.errors] == [("actors.csv", 2)]


def test_a_refused_update_leaves_the_stored_record_to_refer_to():
    found = checked(
        drawn_register(), accept_valid=True, actors="id,sector\nc1,sjö\n", ties="id,actor_a,actor_b\nt9,c1,c2\n"
    )

    assert [(error.file, error.row) for error in found.errors] == [("actors.csv", 2)]
    assert ids(found, "ties") == ["t9"]


def test_an_iop_that_loses_its_only_public_party_is_refused_with_its_other_party():
    found = checked(
        accept_valid=True,
        actors="id,name,sector\nk1,K,sjö\nc1,C,civil_society\n",
        agreements="id,title,kind,stage\nv1,IOP,iop,in_force\n",
        agreement_parties="agreement_id,actor_id\nv1,k1\nv1,c1\n",
    )

    assert [(error.file, error.row, error.column) for error in found.errors] == [
        ("actors.csv", 2, "sector"),
        ("agreements.csv", 2, "kind"),
        ("agreement_parties.csv", 2, "actor_id"),
        ("agreement_parties.csv", 3, "agreement_id"),
    ]
    assert found.records["agreements"] == ()


def test_of_two_rows_with_one_id_the_first_is_read():
    found = checked(accept_valid=True, actors="id,name,sector\na1,A,state\na1,B,state\n")

    assert [actor.name for actor in Register.of(found.records).actors] == ["A"]


def test_a_circle_is_left_out_and_the_stored_tree_stays():
    stored = register(places="id,name,level,parent_id\np1,A,area,\np2,B,area,p1\n")
    found = checked(stored, accept_valid=True, places="id,parent_id\np1,p2\n")

    assert [error.column for error in found.errors] == ["parent_id"]
    assert not found.changes_register


def test_a_row_that_is_wrong_twice_is_refused_once_with_both_reasons():
    found = checked(
        drawn_register(), accept_valid=True, ties="id,actor_a,actor_b,level\nt1,k1,c9,prat\nt2,k1,c1,dialogue\n"
    )

    assert [(error.row, error.column) for error in found.errors] == [(2, "level"), (2, "actor_b")]
    assert ids(found, "ties") == ["t2"]


def test_a_row_that_cannot_be_read_and_names_nobody_known_is_told_of_once():
    found = checked(accept_valid=True, places=PLACES, actors=f"{ACTORS}x1,X,sjö,sjon\n")

    assert len(found.errors) == 2
    assert ids(found, "actors") == ["k1", "c1", "c2", "b1"]
