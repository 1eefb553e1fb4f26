"""The meaning of columns is guessed by heading, then by content, with the reason, and can be corrected."""

import json

import pytest

from graph.lists import Known, ListKind, Mapping, Meaning, Names, guess_mapping, names_two, read_grid
from graph.lists.headings import meanings_of
from models.errors import InvalidRequestError


def guessed(text: str, kind: ListKind | None = None) -> tuple[str, list[str | None]]:
    guess = guess_mapping(read_grid(text, "l"), kind)
    return str(guess.mapping.kind), [meaning and str(meaning) for meaning in guess.mapping.meanings]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Namn", "name"),
        ("Förening", "name"),
        ("FÖRENINGENS NAMN:", "name"),
        ("Foreningens namn", "name"),
        ("Föreningens officiella namn", "name"),
        ("Organisation", "name"),
        ("Org.nr", "org_number"),
        ("Orgnr", "org_number"),
        ("Organisationsnummer (om det finns)", "org_number"),
        ("Organisationsnumer", "org_number"),
        ("E-post", "email"),
        ("Mejl", "email"),
        ("e-mail", "email"),
        ("Ort", "place"),
        ("Postort", "place"),
        ("Kommun", "place"),
        ("DistrictNames", "place"),
        ("Hemsida / Homepage", "website"),
        ("WebSite", "website"),
        ("Webbplats (frivilligt)", "website"),
        ("Typ / Type", "kind"),
        ("AssociationCategoryName", "kind"),
        ("Associationsform", "kind"),
        ("Aktivitet / Activity", "tags"),
        ("Verksamheter / Operations", "tags"),
        ("CustomerOccupations", "tags"),
        ("Sektor", "sector"),
        ("Bildad / Founded", "valid_from"),
        ("Riksorganisation", "federations"),
        ("Kapacitet", "capacity"),
        ("Källa", "source"),
        ("PublicInformation", "note"),
    ],
)
def test_a_heading_of_a_swedish_register_is_understood(heading, meaning):
    assert meanings_of(heading, ListKind.ACTORS)[0].meaning == meaning


@pytest.mark.parametrize(
    ("text", "kind", "meanings"),
    [
        ("Namn;Org.nr;Ort\nBron;802002-8711;Umeå\n", "actors", ["name", "org_number", "place"]),
        ("Från,Till,Nivå\nBron,Ån,3\n", "ties", ["from", "to", "ladder"]),
        ("Namn\tSamverkar med\tNivå\nBron\tÅn\tdialog", "ties", ["from", "to", "ladder"]),
        ("Organisation;Organisation;Om vad\nBron;Ån;kultur", "ties", ["from", "to", "what"]),
        ("Forum\tOrganisation\tRoll\nBRÅ\tBron\tmedlem", "memberships", ["forum", "actor", "role"]),
        (
            "Avtal;Part 1;Part 2;Typ;Status\nIOP;Bron;Ån;IOP;gällande\n",
            "agreements",
            ["title", "party", "party", "agreement_kind", "stage"],
        ),
        ("Namn;Typ;Kommun;Syfte\nBron;Kultur;Umeå;dans\n", "actors", ["name", "kind", "place", None]),
        ("A – B – dialog\n", "ties", ["from", "to", "ladder"]),
        ("A; B; dialog\nC; D; samråd\n", "ties", ["from", "to", "ladder"]),
        ("A; dialog; B\nC; samråd; D\n", "ties", ["from", "ladder", "to"]),
        ("Bron\nÅn\n", "actors", ["name"]),
        (
            "802002-8711;Bron;info@bron.se;www.bron.se;Civilsamhälle\n556036-0793;Ån;info@an.se;an.se;Näringsliv\n",
            "actors",
            ["org_number", "name", "email", "website", "sector"],
        ),
    ],
)
def test_what_a_list_is_a_list_of_is_guessed_with_its_columns(text, kind, meanings):
    assert guessed(text) == (kind, meanings)


def test_a_column_below_a_word_for_persons_is_never_guessed_to_be_the_names():
    # Nothing here is a word for a column that the list could be read by, so that there is no heading.
    assert guessed("Kontaktperson;Klubbens\nAda Exempel;Bron\nBo Exempel;Ån\n") == ("actors", [None, "name"])


@pytest.mark.parametrize(
    ("text", "rests"),
    [("Bron\nÅn\n", True), ("Klubbens;Ort\nBron;Umeå\n", True), ("Namn\nBron\n", False), ("A – B – dialog\n", False)],
)
def test_a_mapping_tells_whether_the_names_rest_on_their_place_alone(text, rests):
    grid = read_grid(text, "l")

    assert guess_mapping(grid).mapping.rests_on_position(grid) is rests


def test_a_name_that_somebody_chose_does_not_rest_on_its_place():
    grid = read_grid("Bron;Umeå\nÅn;Luleå\n", "l")

    assert not guess_mapping(grid).mapping.corrected(1, Meaning.NAME).rests_on_position(grid)


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("Bron;Ån\nÅn;Bron\n", True),
        ("Bron;kultur;Ån\nÅn;dans;Okänd\nÅn;dans;Bron\n", True),
        ("Bron;Umeå\nÅn;Luleå\n", False),
        ("Bron\nÅn\n", False),
        ("Namn;Partner\nBron;Ån\n", False),
    ],
)
def test_two_columns_of_known_names_are_the_ends_of_ties(text, ties):
    known = Names([Known("bron", "Bron"), Known("an", "Ån"), Known("an-2", "Ån")])

    assert names_two(read_grid(text, "l"), known) is ties


def test_every_guess_gives_its_reason():
    guess = guess_mapping(
        read_grid("Namn;Org nummer;Ort nu;Kolumn;Namn 2;\nBron;802002-8711;Umeå;x1;Ån;info@bron.se\n", "l")
    )

    assert [column.why.render(str) for column in guess.columns] == [
        "Rubriken är ”Namn”.",
        "Rubriken är ”Org nummer”.",
        "I rubriken ”Ort nu” står ”ort”.",
        "Det framgår inte vad kolumnen är. Välj det, om den ska läsas in.",
        "En annan kolumn är redan läst som ”Namn”.",
        "Gissat av det som står i kolumnen.",
    ]


def test_a_correction_takes_the_meaning_from_the_column_that_had_it():
    mapping = Mapping(ListKind.ACTORS, (Meaning.NAME, None, Meaning.TAGS))

    assert mapping.corrected(1, Meaning.NAME).meanings == (None, Meaning.NAME, Meaning.TAGS)
    assert mapping.corrected(1, Meaning.TAGS).meanings == (Meaning.NAME, Meaning.TAGS, Meaning.TAGS)
    assert mapping.corrected(0, None).lacking == (Meaning.NAME,)


@pytest.mark.parametrize(("column", "meaning"), [(3, Meaning.NAME), (-1, None), (0, Meaning.PARTY)])
def test_a_correction_that_makes_no_sense_is_refused(column, meaning):
    with pytest.raises(InvalidRequestError):
        Mapping(ListKind.ACTORS, (Meaning.NAME, None, None)).corrected(column, meaning)


def test_a_mapping_comes_back_from_json_as_it_was():
    mapping = Mapping(ListKind.TIES, (Meaning.FROM, None, Meaning.TO))

    assert Mapping.of(json.loads(json.dumps(mapping.values()))) == mapping
