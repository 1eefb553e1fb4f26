"""Ties, memberships and agreements name actors that are known; nobody is added by way of them."""

from datetime import date

import pytest

from graph.lists import ListKind
from models.records import Tie
from tests.graph.lists.drawn_lists import accepted, cells, checked, known_register, packed, told


@pytest.mark.parametrize(
    "text",
    [
        "Föreningen Bron – Umeå kommun – dialog",
        "föreningen bron; UMEÅ KOMMUN; nivå 3",
        "Föreningen Bron ideell förening -> Umeå kommun -> 3",
        "Från\tTill\tNivå\nFöreningen ”Bron”\tUmeå kommun\tDialogue\n",
        "Nivå,To,From\ndialog,Umeå kommun,Bro-folket\n",
    ],
)
def test_a_pair_of_actors_in_any_form_is_a_tie(text):
    (row,) = cells(packed(text), "ties")

    assert (row["actor_a"], row["actor_b"], row["level"]) == ("bron", "kommunen", "dialogue")


def test_a_row_may_name_several_others():
    package = packed("Aktör;Samverkar med;Nivå\nUmeå kommun;Ån, Föreningen Bron;samråd\n")

    assert [(row["actor_a"], row["actor_b"]) for row in cells(package, "ties")] == [
        ("kommunen", "an"),
        ("kommunen", "bron"),
    ]
    assert [tie["level"] for tie in accepted(checked(package), "ties")] == ["consultation", "consultation"]


def test_a_cell_that_names_too_many_is_refused():
    package = packed("Från;Till;Nivå\nÅn;" + "Umeå kommun," * 101 + ";dialog\n")

    assert told(package) == ["listan:2:actor_b: cellen har fler än 100 namn; dela upp den på flera rader"]


def test_a_tie_without_its_other_end_is_refused():
    assert told(packed("Från;Till;Nivå\nÅn;-;dialog\n;Ån;dialog\n")) == [
        "listan:2:actor_b: saknas men måste fyllas i",
        "listan:3:actor_a: saknas men måste fyllas i",
    ]


def test_a_name_that_is_unknown_or_of_several_is_an_error_and_never_a_new_actor():
    package = packed("Bronn – Ån – dialog\nÅn – Hjälpen – dialog\nÅn – Umeå kommun – hm\n")

    assert told(package) == [
        "listan:1:actor_a: ”Bronn” finns inte i registret; menade du ”Föreningen Bron”?",
        "listan:2:actor_b: ”Hjälpen” kan vara flera: Hjälpen (norr), Hjälpen (soder); skriv id:t i stället",
        "listan:3:level: ”hm” går inte att tolka; skriv nivå okänd, information, samråd, dialog, partnerskap",
    ]
    assert [package.cell_of(error).column for error in package.errors] == [0, 1, 2]
    assert package.raw.sheets == {}


def test_the_same_tie_twice_in_a_list_is_refused_whichever_end_comes_first():
    package = packed("Ån – Umeå kommun – dialog\nUmeå kommun – Ån – samråd\n")

    assert told(package) == ["listan:2:actor_b: samma samarbete står redan på rad 1; ta bort den ena raden"]


def test_an_actor_has_no_tie_with_itself():
    package = packed("Ån – Ån – dialog\n")

    assert [str(error) for error in checked(package).errors] == [
        "listan:1:actor_b: båda ändarna är ”an”; en aktör kan inte samverka med sig själv"
    ]


def test_a_tie_that_is_registered_is_changed_and_not_doubled():
    stored = known_register(
        ties="id,actor_a,actor_b,level,what,desired_level,desired_by\nt1,kommunen,an,dialogue,läxhjälp,partnership,an\n"
    )
    package = packed("Ån – Umeå kommun – partnerskap\n", ties=stored.ties)
    found = checked(package, stored)

    assert found.new["ties"] == ()
    assert [(column.column, column.old, column.new) for column in found.changes[0].columns] == [
        ("level", "dialogue", "partnership")
    ]
    assert [why.render(str) for why in package.notes[1].guessed.values()] == [
        "Samarbetet är redan registrerat; raden ändrar det."
    ]


def test_a_row_that_calls_the_only_tie_of_two_something_else_adds_to_it_and_says_so():
    tie = Tie(id="t1", actor_a="kommunen", actor_b="an", what="läxhjälp")
    package = packed("Från;Till;Om vad\nÅn;Umeå kommun;dans\n", ties=(tie,))
    (row,) = cells(package, "ties")

    assert (row["id"], row["what"]) == ("t1", "läxhjälp; dans")
    assert [why.render(str) for why in package.notes[2].guessed.values()] == [
        "Samarbetet är redan registrerat; raden ändrar det.",
        "Läggs till det som redan står om samarbetet: ”läxhjälp”",
    ]


def test_a_row_that_repeats_a_part_of_what_is_registered_adds_nothing():
    tie = Tie(id="t1", actor_a="kommunen", actor_b="an", what="läxhjälp; dans")
    (row,) = cells(packed("Från;Till;Om vad\nÅn;Umeå kommun;Dans\n", ties=(tie,)), "ties")

    assert (row["id"], row["what"]) == ("t1", "läxhjälp; dans")


def test_of_several_registered_ties_the_words_decide_and_nothing_is_doubled_where_they_do_not():
    ties = (
        Tie(id="t1", actor_a="kommunen", actor_b="an", what="läxhjälp"),
        Tie(id="t2", actor_a="an", actor_b="kommunen"),
    )
    package = packed("Från;Till;Om vad\nÅn;Umeå kommun;Läxhjälp\nÅn;Umeå kommun;dans\n", ties=ties)

    assert [row["id"] for row in cells(package, "ties")] == ["t1"]
    assert told(package) == [
        "listan:3:actor_b: mellan de två finns redan 2 samarbeten av samma sort (”läxhjälp”, utan beskrivning); skriv "
        "vad de gör tillsammans som det står i det samarbete som raden gäller, eller ta bort raden och lägg in det "
        "nya för sig"
    ]


def test_two_rows_about_the_one_registered_tie_are_not_both_read():
    tie = Tie(id="t1", actor_a="kommunen", actor_b="an", what="läxhjälp")
    package = packed("Från;Till;Om vad\nÅn;Umeå kommun;dans\nÅn;Umeå kommun;sång\n", ties=(tie,))

    assert told(package) == ["listan:3:actor_b: samma samarbete står redan på rad 2; ta bort den ena raden"]


def test_a_tie_that_begins_after_the_registered_one_has_ended_is_another_one():
    tie = Tie(id="t1", actor_a="kommunen", actor_b="an", valid_from=date(2020, 1, 1), valid_to=date(2022, 1, 1))
    text = "Från;Till;Från och med\nÅn;Umeå kommun;{}\n"

    assert [cells(packed(text.format(day), ties=(tie,)), "ties")[0]["id"] for day in ("2021-12-31", "2022-01-01")] == [
        "t1",
        "ties-1",
    ]


def test_memberships_name_their_forum_and_several_members():
    package = packed("Forum;Medlemmar;Roll\nBRÅ;Ån;\nbrå;Umeå kommun, Föreningen Bron;medlem\n")

    assert [(row["forum_id"], row["actor_id"]) for row in cells(package, "forum_members")] == [
        ("bra", "an"),
        ("bra", "kommunen"),
        ("bra", "bron"),
    ]
    assert [member["role"] for member in accepted(checked(package), "forum_members")] == ["member"] * 3


def test_an_unknown_forum_is_an_error_until_new_ones_are_wanted():
    text = "Forum;Aktör;Roll\nNätverk Norr;Ån;sammankallande\nNätverk Norr;Umeå kommun;medlem\n"
    package = packed(text, new_forums=True)

    assert told(packed(text))[0] == (
        "listan:2:forum_id: ”Nätverk Norr” finns inte i registret; lägg in den först, eller rätta namnet; "
        "du kan också välja att forum som saknas läggs till"
    )
    assert cells(package, "forums") == [{"id": "forums-1", "name": "Nätverk Norr", "place_id": "umea"}]
    assert [(row["forum_id"], row["role"]) for row in cells(package, "forum_members")] == [
        ("forums-1", "convenor"),
        ("forums-1", "member"),
    ]
    assert checked(package).errors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Avtal;Parter;Typ;Status;Startdatum;Slutdatum\nIOP om dans;Föreningen Bron och Umeå kommun;IOP;gällande;{0}",
        "Avtal;Part 1;Part 2;Typ;Status;Startdatum;Slutdatum\nIOP om dans;Föreningen Bron;Umeå kommun;;Gällande;{0}",
        "Avtal;Part;Typ;Status;Startdatum;Slutdatum\nIOP om dans;Föreningen Bron;IOP;;{0}\n"
        "IOP om dans;Umeå kommun;;;;\n",
    ],
    ids=["in a cell", "in columns", "in rows"],
)
def test_the_parties_of_an_agreement_stand_in_a_cell_in_columns_or_in_rows(text):
    package = packed(text.format("1/3 2025;31/12 2026"))
    found = checked(package)

    assert (told(package), found.errors) == ([], ())
    assert accepted(found, "agreements") == [
        {
            "id": "agreements-1",
            "title": "IOP om dans",
            "kind": "iop",
            "stage": "in_force",
            "place_id": "umea",
            "valid_from": "2025-03-01",
            "valid_to": "2027-01-01",
        }
    ]
    assert [party["actor_id"] for party in accepted(found, "agreement_parties")] == ["bron", "kommunen"]


def test_an_agreement_of_which_neither_kind_nor_stage_can_be_told_is_asked_about():
    package = packed("Avtal;Part;Status\nMötesplatsen;Ån;\n", ListKind.AGREEMENTS)

    assert told(package) == [
        "listan:2:kind: framgår inte; skriv idéburet offentligt partnerskap (IOP), överenskommelse, avsiktsförklaring, "
        "samverkansavtal, uppdrag, annat",
        "listan:2:stage: framgår inte; skriv uppvaktning, dialog, utkast, beslutad, gällande, avslutad",
    ]


def test_an_agreement_that_is_registered_is_changed_and_not_doubled():
    stored = known_register(
        agreements="id,title,kind,stage,purpose\nv1,Mötesplatsen,contract,draft,dans\n",
        agreement_parties="agreement_id,actor_id\nv1,an\n",
    )
    package = packed(
        "Avtal;Part;Status;Belopp\nmötesplatsen;Umeå kommun;beslutad;1 250 000 kr\n", agreements=stored.agreements
    )
    found = checked(package, stored)

    assert [(column.column, column.new) for column in found.changes[0].columns] == [
        ("title", "mötesplatsen"),
        ("stage", "decided"),
        ("amount_sek", "1250000"),
    ]
    assert (found.new["agreements"], len(found.new["agreement_parties"])) == ((), 1)


def test_an_unknown_party_keeps_the_whole_agreement_out():
    package = packed("Avtal;Parter;Typ;Status\nA;Ån, Bronn;IOP;dialog\nB;Ån;IOP;dialog\n")

    assert told(package) == ["listan:2:actor_id: ”Bronn” finns inte i registret; menade du ”Föreningen Bron”?"]
    assert [row["title"] for row in cells(package, "agreements")] == ["B"]
