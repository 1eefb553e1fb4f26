"""A part of the register that is taken out brings with it everything it refers to."""

from graph.packages import check_package, closed, read_package, write_zip
from graph.register import Register
from tests.packages import register

WHOLE = register(
    places="id,name,level,parent_id\nsverige,Sverige,nation,\nkn,Kommunen,municipality,sverige\nng,Norra,area,kn\n",
    actors=(
        "id,name,sector,place_id,parent_id,federation_ids\n"
        "k0,Kommunen,municipality,kn,,\nk1,Kultur,municipality,kn,k0,\n"
        "c1,Bron,civil_society,ng,,u1\nu1,Riket,civil_society,,,\nx1,Annan,state,,,\n"
    ),
    ties="id,actor_a,actor_b\nt1,k1,c1\nt2,c1,x1\n",
    activities="id,title,counteracts\ni1,Läxhjälp,i2\ni2,Vräkning,\ni3,Annat,\n",
    needs="id,title,addressed_to\nn1,Lokal,x1\n",
)


def ids(part):
    return {name: [record.id for record in records] for name, records in part.tables().items() if records}


def test_a_tie_brings_its_ends_their_places_parents_and_federations():
    assert ids(closed(WHOLE, Register(ties=WHOLE.ties[:1]))) == {
        "places": ["sverige", "kn", "ng"],
        "actors": ["k0", "k1", "c1", "u1"],
        "ties": ["t1"],
    }


def test_lists_are_followed_too():
    keep = Register(activities=WHOLE.activities[:1], needs=WHOLE.needs)

    assert ids(closed(WHOLE, keep)) == {"actors": ["x1"], "activities": ["i1", "i2"], "needs": ["n1"]}


def test_nothing_brings_nothing_and_everything_everything():
    assert closed(WHOLE, Register()) == Register()
    assert closed(WHOLE, WHOLE) == WHOLE


def test_what_is_taken_out_is_a_package_without_errors():
    part = closed(WHOLE, Register(ties=WHOLE.ties[:1]))

    assert check_package(read_package(write_zip(part), "del"), Register()).errors == ()
