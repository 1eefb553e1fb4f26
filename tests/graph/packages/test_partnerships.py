"""An IOP is a partnership between a public and an idéburen party."""

import pytest

from tests.packages import ACTORS, PLACES, checked, drawn_register, register, told

PARTNERSHIP = "id,title,kind,stage\nv1,IOP,iop,in_force\n"
PARTIES = "agreement_id,actor_id\nv1,k1\nv1,c1\n"


@pytest.mark.parametrize(
    ("parties", "lacking"),
    [
        ("v1,c1\nv1,b1\n", "en offentlig"),
        ("v1,k1\nv1,b1\n", "en idéburen"),
        ("v1,b1\n", "en offentlig och en idéburen"),
    ],
)
@pytest.mark.parametrize("stage", ["draft", "in_force", "ended"])
def test_an_iop_without_both_sides_is_refused_at_every_stage(parties, lacking, stage):
    agreements = PARTNERSHIP.replace("in_force", stage)
    found = checked(drawn_register(), agreements=agreements, agreement_parties=f"agreement_id,actor_id\n{parties}")

    assert told(found) == [
        f"agreements.csv:2:kind: ett IOP har minst en offentlig och en idéburen part; här saknas {lacking} part"
    ]


def test_an_agreement_of_another_kind_may_have_any_parties():
    agreements = PARTNERSHIP.replace(",iop,", ",contract,")

    assert (
        checked(drawn_register(), agreements=agreements, agreement_parties="agreement_id,actor_id\nv1,b1\n").errors
        == ()
    )


@pytest.mark.parametrize("party", ["k1", "c1"])
def test_a_stored_iop_may_not_lose_a_side(party):
    stored = register(places=PLACES, actors=ACTORS, agreements=PARTNERSHIP, agreement_parties=PARTIES)

    (error,) = checked(stored, actors=f"id,sector\n{party},business\n").errors

    assert str(error).startswith("actors.csv:2:sector: ett IOP har minst en offentlig och en idéburen part")


def test_a_stored_agreement_may_not_become_an_iop_without_both_sides():
    stored = register(
        places=PLACES,
        actors=ACTORS,
        agreements="id,title,kind,stage\nv1,Avtal,contract,in_force\n",
        agreement_parties="agreement_id,actor_id\nv1,k1\n",
    )

    (error,) = checked(stored, agreements="id,kind\nv1,iop\n").errors

    assert (error.file, error.row, error.column) == ("agreements.csv", 2, "kind")


def test_an_iop_whose_parties_are_not_known_is_a_warning():
    found = checked(agreements=PARTNERSHIP)

    assert found.errors == ()
    assert [str(warning) for warning in found.warnings] == ["agreements.csv:2:id: avtalet har inga registrerade parter"]


def test_a_party_that_cannot_be_read_is_not_told_twice():
    found = checked(
        drawn_register(),
        agreements=PARTNERSHIP,
        agreement_parties="agreement_id,actor_id,confirmation\nv1,k1,both\nv1,c1,kanske\n",
    )

    assert [(error.file, error.row, error.column) for error in found.errors] == [
        ("agreement_parties.csv", 3, "confirmation")
    ]
