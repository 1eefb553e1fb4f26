"""A row or a rest of a file that cannot be read is told once, not by everything that refers to it."""

from graph.register import Register
from tests.packages import checked, drawn_register

BROKEN_OFF = 'id,name,sector\nk1,K,municipality\nc1,"C,civil_society\n'


def test_a_file_that_breaks_off_is_told_once_and_not_by_everything_that_refers_to_it():
    found = checked(actors=BROKEN_OFF, ties="id,actor_a,actor_b\nt1,k1,c1\n")

    assert [(error.file, error.row) for error in found.errors] == [("actors.csv", 3)]


def test_what_refers_to_the_unread_rest_of_a_file_is_left_out_with_it():
    ties = "id,actor_a,actor_b\nt1,k1,c1\nt2,k1,k2\n"
    found = checked(drawn_register(), accept_valid=True, actors=BROKEN_OFF.replace("c1", "k2"), ties=ties)

    assert [(error.file, error.row) for error in found.errors] == [("actors.csv", 3), ("ties.csv", 3)]
    assert [tie.id for tie in Register.of(found.records).ties] == ["t1"]


def test_a_row_with_shifted_cells_is_told_once_and_not_by_what_refers_to_it():
    found = checked(actors="id,name,sector\nk1,Bad, sjö,state\n", mandates="id,actor_id,kind\nm1,k1,voice\n")

    assert [(error.file, error.row) for error in found.errors] == [("actors.csv", 2)]
