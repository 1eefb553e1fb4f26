"""A list of actors becomes rows that the register accepts; what is guessed or left out is told for each row."""

import pytest

from graph.lists import ListContext, Meaning
from models.vocabulary import Sector
from tests.graph.lists.drawn_lists import accepted, cells, checked, context, known_register, packed, told

LIST = (
    "Föreningar 2025\t\t\t\t\t\t\n"
    "Föreningens namn\tOrg.nr\tKontaktperson\tE-post\tPostort\tHemsida\tTyp\n"
    "Sörmons Hundklubb\t8024197405\tEva Ek\tinfo@hund.se; eva.ek@exempel.se\tErsboda\twww.hund.se\tDjur\n"
    "Saab AB\t5560360793.0\t\t\tHolmsund\tLänk\tFöretag\n"
    "Ån 2\t802002-8710\t\tfel\t\t\tBlaj\n"
)


def guesses(package, row) -> dict[str, str]:
    return {str(meaning): why.render(str) for meaning, why in package.notes[row].guessed.items()}


def left_out(package, row) -> list[str]:
    return [why.render(str) for why in package.notes[row].left_out]


def test_a_register_of_associations_becomes_actors_at_their_places():
    found = checked(packed(LIST))

    assert found.errors == ()
    hundklubben, saab = accepted(found, "actors")
    assert hundklubben == {
        "id": "actors-1",
        "name": "Sörmons Hundklubb",
        "org_number": "802419-7405",
        "sector": "civil_society",
        "kind": "association",
        "entity": "organisation",
        "place_id": "ersboda",
        "tags": "djur",
        "website": "https://www.hund.se",
        "email": "info@hund.se",
        "visibility": "public",
    }
    assert (saab["org_number"], saab["sector"], saab["kind"], saab["place_id"]) == (
        *("556036-0793", "business", "company", "umea"),
    )


def test_guesses_and_what_was_left_out_are_told_for_each_row():
    package = packed(LIST)

    assert guesses(package, 3) == {"kind": "”Djur” är läst som ”ideell förening”.", "sector": "Gissat av slaget."}
    assert left_out(package, 3) == ["I ”E-post” är en e-postadress med ett personnamn dolt."]
    assert left_out(package, 4) == [
        "”Holmsund” är ingen registrerad plats och är inte läst.",
        "”Länk” är ingen webbadress och är inte läst.",
    ]


def test_a_place_where_the_user_registers_nothing_is_told_and_keeps_no_row_out():
    package = packed(LIST, elsewhere=frozenset({"ersboda"}))

    assert left_out(package, 3)[-1] == "”Ersboda” är en plats där du inte registrerar, och är inte läst."
    assert cells(package, "actors")[0]["place_id"] == "umea"


def test_all_that_is_wrong_in_a_row_is_told_at_its_cells():
    package = packed(LIST)

    assert [(error.row, package.cell_of(error)[1:]) for error in package.errors] == [
        (5, (6, "Typ")),
        (5, (1, "Org.nr")),
        (5, (3, "E-post")),
    ]
    assert told(package)[0].startswith("listan:5:kind: ”Blaj” går inte att tolka; skriv kommun, förvaltning, ")
    assert told(package)[1] == (
        "listan:5:org_number: är inget organisationsnummer: kontrollsiffran stämmer inte; jämför med källan"
    )


def test_what_the_register_says_finds_its_way_back_to_the_list():
    package = packed("Typ;Org.nr;Namn\nFörening;123;Bron 2\n")
    found = checked(package)

    assert [package.cell_of(error) for error in found.errors] == [(2, 1, "Org.nr")]


@pytest.mark.parametrize(
    ("text", "sector", "why"),
    [
        ("Namn;Sektor\nTango;Ideell sektor\n", "civil_society", None),
        ("Namn;Sektor\nTango;Myndigheter\n", "state", None),
        ("Namn;Typ\nTango;Stiftelse\n", "civil_society", "Gissat av slaget."),
        ("Namn;Typ\nTango;Näringsliv\n", "business", "Gissat av slaget."),
        ("Namn;Org.nr\nLänsstyrelsen;\n", "state", "Gissat av namnet."),
        ("Föreningens namn;Org.nr\nTango;\n", "civil_society", "Gissat av rubriken över namnen."),
    ],
)
def test_the_sector_is_read_or_guessed_with_the_reason(text, sector, why):
    package = packed(text)

    assert cells(package, "actors")[0]["sector"] == sector
    assert guesses(package, 2).get("sector") == why


def test_a_sector_that_nothing_tells_is_asked_for_unless_one_is_chosen_for_the_list():
    text = "Namn;Org.nr\nTango;\n"

    assert told(packed(text)) == [
        "listan:2:sector: framgår inte; skriv Kommun, Region, Stat, Civilsamhälle, Näringsliv, Forskning, "
        "eller välj en sektor för hela listan"
    ]
    assert guesses(packed(text, sector=Sector.RESEARCH), 2) == {"sector": "Valt för hela listan."}


def test_a_row_without_a_name_is_refused():
    assert told(packed("Namn;Org.nr;Sektor\n-;802002-8711;Stat\n")) == ["listan:2:name: saknas men måste fyllas i"]


def test_a_list_in_which_no_column_is_the_name_is_refused_as_a_whole():
    package = packed("12;34\n56;78\n")

    assert told(package) == ["listan:name: ingen kolumn är vald som ”Namn”; välj vilken kolumn det är"]
    assert (package.cell_of(package.errors[0]), package.raw.sheets) == ((None, None, ""), {})


def test_other_columns_are_read_as_people_fill_them_in():
    row = cells(
        packed(
            "Namn;Sektor;Kapacitet;Mentor;Sakfrågor;Målgrupp;Erbjuder;Bildad;Anmärkning;Andra namn\n"
            "Tango;Stat;Mellanstor;Ja;Hälsa, trygghet;unga, äldre;lokal;1/3 1987;bra;Tangon, T\n"
        ),
        "actors",
    )[0]

    assert row == {
        "id": "actors-1",
        "name": "Tango",
        "aliases": "Tangon;T",
        "sector": "state",
        "place_id": "umea",
        "capacity": "medium",
        "mentor": "yes",
        "themes": "health;safety",
        "tags": "unga;äldre",
        "offers": "lokal",
        "valid_from": "1987-03-01",
        "note": "bra",
    }


def test_several_remarks_are_kept_each_under_its_heading():
    row = cells(packed("Namn;Sektor;Anmärkning;Beskrivning\nTango;Stat;bra;dans\n"), "actors")[0]

    assert row["note"] == "Anmärkning: bra\nBeskrivning: dans"


def test_the_smallest_place_that_a_row_names_is_its_place():
    row = cells(packed("Namn;Sektor;Kommun;Stadsdel\nTango;Stat;Umeå kommun;Ersboda\n"), "actors")[0]

    assert row["place_id"] == "ersboda"


def test_an_actor_may_be_part_of_another_one_in_the_list_or_in_the_register():
    package = packed("Namn;Sektor;Del av;Medlem i\nBronörn;Stat;Tango;Ån\nTango;Stat;Umeå kommun;Okänd\n")
    first, second = cells(package, "actors")

    assert (first["parent_id"], first["federation_ids"]) == (second["id"], "an")
    assert second["parent_id"] == "kommunen"
    assert left_out(package, 3) == ["”Okänd” är ingen registrerad aktör; medlemskapet är inte läst."]


def test_a_row_about_a_registered_actor_adds_to_it_and_clears_nothing():
    bron = known_register().actor["bron"]
    package = packed("Namn;Hemsida;Ämnesord;E-post\nBron;;sång;info@bron.se\n", same={2: bron})
    found = checked(package)

    (change,) = found.changes
    assert [(column.column, column.old, column.new) for column in change.columns] == [
        ("name", "Föreningen Bron", "Bron"),
        ("tags", "dans", "dans;sång"),
        ("email", "", "info@bron.se"),
    ]
    assert found.new["actors"] == ()


REGISTERED = (
    "id,name,sector,kind,place_id,website,tags,source\n"
    "bron,Föreningen Bron,civil_society,association,umea,https://bron.se,dans,registret\n"
)


def test_a_row_about_a_registered_actor_replaces_nothing_and_guesses_nothing_over_it():
    stored = known_register(actors=REGISTERED)
    listed = "Namn;Typ;Ort;Hemsida;Ämnesord\nStiftelsen Bron;studieförbund;Ersboda;bron.nu;sång\n"
    package = packed(listed, given=context(stored, same={2: stored.actor["bron"]}, source="listan"))

    (change,) = checked(package, stored).changes
    assert [(each.column, each.new) for each in change.columns] == [("name", "Stiftelsen Bron"), ("tags", "dans;sång")]
    assert dict(package.notes[2].guessed) == {}
    assert package.notes[2].said["place_id"] == "ersboda"


def test_what_the_user_takes_of_a_row_replaces_what_is_registered():
    stored = known_register(actors=REGISTERED)
    listed = "Namn;Ort;Hemsida\nFöreningen Bron;Ersboda;bron.nu\n"
    same = {2: stored.actor["bron"]}
    package = packed(listed, given=context(stored, same=same, taken={2: ("place_id", "kind")}))

    (change,) = checked(package, stored).changes
    assert [(each.column, each.old, each.new) for each in change.columns] == [("place_id", "umea", "ersboda")]


def test_the_source_of_the_list_stands_on_every_row_that_names_none():
    rows = cells(packed("Namn;Sektor;Källa\nA1;Stat;webben\nB1;Stat;\n", source="Partnerlistan"), "actors")

    assert [row["source"] for row in rows] == ["webben", "Partnerlistan"]


def test_the_context_tells_nothing_of_those_whom_it_knows():
    assert "Bron" not in repr(context())
    assert isinstance(context(), ListContext)


def test_meanings_that_were_guessed_can_be_asked_for_as_a_set():
    assert set(packed("Namn;Org.nr\nLänsstyrelsen;\n").notes[2].guessed) == {Meaning.SECTOR, Meaning.KIND}
