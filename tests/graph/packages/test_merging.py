"""Importing again updates and never duplicates."""

from graph.packages import ColumnChange, Counts
from graph.register import Register
from tests.packages import ACTORS, PLACES, checked, drawn_register, register, told

STORED = (
    "id,name,sector,aliases,org_number,entity,themes,mentor,offers,valid_from,source\n"
    "a1,Bron,civil_society,Bryggan;Spången,802002-8711,organisation,health;safety,yes,läxhjälp,2020,rapport\n"
)


def stored_actor():
    return register(actors=STORED)


def test_the_same_package_changes_nothing():
    found = checked(stored_actor(), actors=STORED)

    assert found.counts == {"actors": Counts(new=0, changed=0, unchanged=1)}
    assert not found.changes_register


def test_a_missing_column_leaves_the_value_and_a_blank_cell_clears_it():
    found = checked(stored_actor(), actors="id,offers,themes,entity\na1,,,\n")

    (after,) = found.records["actors"]
    before = stored_actor().actor["a1"]
    # A cleared code is read as its default, which for entity is organisation.
    assert after == before.model_copy(update={"offers": None, "themes": ()})
    assert found.changes[0].columns == (
        ColumnChange("themes", "health;safety", ""),
        ColumnChange("offers", "läxhjälp", ""),
    )


def test_a_change_tells_the_old_and_the_new_value():
    found = checked(stored_actor(), actors="id,name,valid_from\na1,Bryggan,2021-03\n")

    (change,) = found.changes
    assert str(change) == "actors a1"
    assert change.columns == (
        ColumnChange("name", "Bron", "Bryggan"),
        ColumnChange("valid_from", "2020-01-01", "2021-03-01"),
    )
    assert found.counts["actors"] == Counts(new=0, changed=1, unchanged=0)


def test_absent_rows_stay_and_can_be_referred_to():
    found = checked(drawn_register(), ties="id,actor_a,actor_b\nt2,c1,c2\n")

    assert found.errors == ()
    assert found.counts == {"ties": Counts(new=1, changed=0, unchanged=0)}


def test_a_merged_record_is_validated_as_a_whole():
    stored = register(actors="id,name,sector,valid_from\na1,A,state,2024\n")

    assert [(e.row, e.column) for e in checked(stored, actors="id,valid_to\na1,2020\n").errors] == [(2, "valid_to")]


def test_a_required_cell_cannot_be_cleared():
    assert told(checked(stored_actor(), actors="id,name\na1,\n")) == ["actors.csv:2:name: saknas men måste fyllas i"]


def test_a_link_is_found_by_its_key_however_the_key_is_written():
    stored = register(
        places=PLACES,
        actors=ACTORS,
        forums="id,name\nf1,Forum\n",
        forum_members="forum_id,actor_id,role,valid_from,attendance\nf1,k1,member,2026-01-01,active\nf1,c1,,,active\n",
    )
    again = "forum_id,actor_id,role,valid_from,confirmation\nf1,k1,,2026,both\nf1,c1,member,,\n"

    assert checked(stored, forum_members=again).counts["forum_members"] == Counts(new=0, changed=1, unchanged=1)


def test_a_membership_in_another_role_is_another_membership():
    stored = register(
        actors="id,name,sector\nk1,K,state\n",
        forums="id,name\nf1,Forum\n",
        forum_members="forum_id,actor_id,role\nf1,k1,member\n",
    )
    other = "forum_id,actor_id,role\nf1,k1,convenor\n"

    assert checked(stored, forum_members=other).counts["forum_members"] == Counts(new=1, changed=0, unchanged=0)


def test_a_stored_record_can_be_changed_without_its_required_columns():
    stored = register(places=PLACES, inventories="place_id,scope,status,date\nkn,forums,done,2026\n")
    found = checked(stored, inventories="place_id,scope,date,note\nkn,forums,2026-01-01,klart\n")

    assert found.errors == ()
    assert [change.columns for change in found.changes] == [(ColumnChange("note", "", "klart"),)]


def test_the_order_of_ids_in_a_list_means_nothing():
    actors = "id,name,sector,federation_ids\na1,A,state,a3;a2\na2,B,state,\na3,C,state,\n"
    stored = register(actors=actors)

    assert stored.actor["a1"].federation_ids == ("a2", "a3")
    assert not checked(stored, actors=actors.replace("a3;a2", "a2; a3; a2")).changes_register


def test_a_circle_through_a_stored_record_is_found():
    stored = register(places="id,name,level,parent_id\np1,A,area,p2\np2,B,area,\n")

    assert told(checked(stored, places="id,parent_id\np2,p1\n")) == [
        "places.csv:2:parent_id: går i cirkel: p1 → p2 → p1; ta bort en av hänvisningarna"
    ]


def test_files_and_columns_in_any_order_say_the_same():
    found = checked(ties="actor_b,id,actor_a\nc1,t1,k1\n", actors=ACTORS, places=PLACES)

    assert found.errors == ()
    assert (
        Register.of(found.records).ties
        == register(places=PLACES, actors=ACTORS, ties="id,actor_a,actor_b\nt1,k1,c1\n").ties
    )


def test_a_short_row_ends_blank():
    (actor,) = checked(actors="id,name,sector,note,source\na1,A,state\n").records["actors"]

    assert (actor.note, actor.source) == (None, None)
