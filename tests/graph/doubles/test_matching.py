from random import Random

import pytest

from graph.doubles import Candidate, Ground, Match, find_doubles, find_doubles_within
from graph.doubles.matching import MOST_PER_RECORD
from models.records import Actor, Place
from models.vocabulary import Entity, Level, Sector

NUMBER, OTHER_NUMBER = "802002-8711", "802002-4231"
PLACES = (
    Place(id="sverige", name="Sverige", level=Level.NATION),
    Place(id="lan", name="Västerbottens län", level=Level.REGION, parent_id="sverige"),
    Place(id="umea", name="Umeå", level=Level.MUNICIPALITY, parent_id="lan"),
    Place(id="haga", name="Haga", level=Level.AREA, parent_id="umea"),
    Place(id="teg", name="Teg", level=Level.AREA, parent_id="umea"),
    Place(id="lulea", name="Luleå", level=Level.MUNICIPALITY, parent_id="sverige"),
)


def candidate(id_: str, name: str, place_id: str | None = "umea", **fields: object) -> Candidate:
    return Candidate(id=id_, name=name, place_id=place_id, **fields)  # type: ignore[arg-type]


def found(new: Candidate, *known: Candidate, **options: object) -> tuple[Match, ...]:
    return find_doubles([new], known, places=PLACES, **options)  # type: ignore[arg-type]


def told(*matches: Match) -> list[tuple[str, str, float, list[str]]]:
    return [(m.one.id, m.other.id, m.score, [reason.said.render(str) for reason in m.reasons]) for m in matches]


def test_the_same_number_is_certain_whatever_the_names():
    matches = found(
        candidate("n", "Navet", org_number="16802002 8711"), candidate("k", "Kupan", "lulea", org_number=NUMBER)
    )

    assert told(*matches) == [("n", "k", 1.0, ["samma organisationsnummer: 802002-8711"])]
    assert matches[0].is_certain


def test_two_numbers_are_never_the_same_whatever_the_names():
    assert found(candidate("n", "Navet", org_number=OTHER_NUMBER), candidate("k", "Navet", org_number=NUMBER)) == ()


def test_what_may_be_a_personal_number_is_neither_compared_nor_told():
    matches = found(
        candidate("n", "Navet 880320-0016", org_number="880320-0016"),
        candidate("k", "Navet 880320-0016", org_number="880320-0016"),
    )

    assert told(*matches) == [("n", "k", 0.97, ["samma namn: ”Navet …” och ”Navet …”"])]


@pytest.mark.parametrize(
    ("new", "known", "ground", "said"),
    [
        ("Föreningen Navet", "NAVET", Ground.SAME_NAME, "samma namn: ”Föreningen Navet” och ”NAVET”"),
        (
            "Röda Korset i Umeå",
            "Röda Korset",
            Ground.SAME_BUT_FOR_PLACE,
            "samma namn, bortsett från platsen: ”Röda Korset i Umeå” och ”Röda Korset”",
        ),
        (
            "Socialförvaltningen, Umeå kommun",
            "Socialförv.",
            Ground.SAME_BUT_FOR_PLACE,
            "samma namn, bortsett från platsen: ”Socialförvaltningen, Umeå kommun” och ”Socialförv.”",
        ),
        (
            "Kultur föreningen Navet",
            "Kulturföreningen Navet",
            Ground.SPELLED_ALIKE,
            "namnet skrivs nästan likadant: ”Kultur föreningen Navet” och ”Kulturföreningen Navet”",
        ),
        (
            "Röda Korset Umeå krets",
            "Röda Korset Umeåkretsen",
            Ground.SPELLED_ALIKE,
            "namnet skrivs nästan likadant: ”Röda Korset Umeå krets” och ”Röda Korset Umeåkretsen”",
        ),
        (
            "Brottsofferjoren i Umeå",
            "Brottsofferjouren",
            Ground.SPELLED_ALIKE,
            "namnet skrivs nästan likadant: ”Brottsofferjoren i Umeå” och ”Brottsofferjouren”",
        ),
        (
            "Arbetarnas bildningsförbund",
            "ABF Umeå",
            Ground.SHORT_FOR,
            "”ABF Umeå” kan vara en förkortning av ”Arbetarnas bildningsförbund”",
        ),
        ("Tegs BK", "Tegs bollklubb", Ground.SHORT_FOR, "”Tegs BK” kan vara en förkortning av ”Tegs bollklubb”"),
    ],
)
def test_a_like_name_says_why(new, known, ground, said):
    (match,) = found(candidate("n", new), candidate("k", known))

    assert match.reasons[0].ground is ground
    assert match.reasons[0].said.render(str) == said


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("Umeå kommun", "Umeå"),
        ("Umeå kommun", "Umeå ideell förening"),
        ("Umeå IF", "Umeå IK"),
        ("Navet AB", "Navet, ideell förening"),
        ("Scoutkåren Haga 1", "Scoutkåren Haga 2"),
        ("Förskoleförvaltningen, Umeå kommun", "Grundskoleförvaltningen, Umeå kommun"),
        ("", ""),
        ("!!!", "???"),
    ],
)
def test_another_name_is_no_question(new, known):
    assert found(candidate("n", new), candidate("k", known)) == ()


def test_an_alias_is_a_name_too():
    matches = found(candidate("n", "ABF"), candidate("k", "Bildningsförbundet", aliases=("A.B.F.", "Abf")))

    assert told(*matches) == [("n", "k", 0.93, ["ett annat namn är detsamma: ”ABF” och ”A.B.F.”"])]


def test_the_local_branch_comes_before_the_national_organisation():
    matches = found(
        candidate("n", "Röda Korset Umeå"),
        candidate("national", "Svenska Röda Korset", "sverige", aliases=("Röda Korset",)),
        candidate("local", "Röda Korset Umeåkretsen"),
    )

    assert [(match.other.id, match.score) for match in matches] == [("local", 0.9), ("national", 0.84)]


def test_how_near_a_spelling_is_shows_in_the_score():
    # ”hyresgästföreningn” and ”hyresgästförening” (18 and 17 letters): 0.92 x 34 / 35.
    (match,) = found(candidate("n", "Hyresgästföreningn"), candidate("k", "Hyresgästföreningen"))

    assert match.score == 0.894


@pytest.mark.parametrize(
    ("home", "other", "score"),
    [("umea", "umea", 0.97), ("umea", "haga", 0.95), ("lan", "haga", 0.95), ("umea", None, 0.93), (None, "teg", 0.93)],
)
def test_a_name_is_compared_where_places_may_be_the_same(home, other, score):
    (match,) = found(candidate("n", "Navet", home), candidate("k", "Navet", other))

    assert match.score == score


@pytest.mark.parametrize(("home", "other"), [("umea", "lulea"), ("haga", "teg"), ("nowhere", "umea")])
def test_a_name_is_not_compared_between_places_apart(home, other):
    assert found(candidate("n", "Navet", home), candidate("k", "Navet", other)) == ()


def test_names_that_name_different_places_are_different():
    assert found(candidate("n", "Scoutkåren Haga", "haga"), candidate("k", "Umeå scoutkår")) == ()


def test_a_branch_is_not_the_organisation_it_is_a_member_of():
    national = candidate("k", "Röda Korset", "sverige")

    assert len(found(candidate("n", "Röda Korset"), national)) == 1
    assert found(candidate("n", "Röda Korset", federation_ids=("k",)), national) == ()


def test_a_part_is_not_its_whole():
    whole = candidate("k", "Navet", org_number=NUMBER)

    assert found(candidate("n", "Navet", parent_id="k"), whole) == ()
    assert find_doubles_within([whole, candidate("d", "Navet", parent_id="k")], places=PLACES) == ()


DEPARTMENTS = (
    candidate("k", "Umeå kommun", org_number=NUMBER),
    candidate("k-1", "Socialförvaltningen", parent_id="k", org_number=NUMBER),
    candidate("k-2", "Kulturförvaltningen", parent_id="k"),
)


def test_among_parts_of_one_legal_person_the_name_says_which_is_meant():
    matches = found(candidate("n", "Kulturförvaltningen", org_number=NUMBER), *DEPARTMENTS)

    assert told(*matches) == [
        (
            "n",
            "k-2",
            1.0,
            [
                "samma namn: ”Kulturförvaltningen” och ”Kulturförvaltningen”",
                "samma organisationsnummer (802002-8711), men fler har det: "
                "det kan vara olika delar av en organisation",
            ],
        )
    ]


def test_the_number_of_a_legal_person_with_parts_asks_about_the_whole_alone():
    matches = found(candidate("n", "Fritidsförvaltningen", org_number=NUMBER), *DEPARTMENTS)

    assert [(match.other.id, match.score, match.is_certain) for match in matches] == [("k", 0.6, False)]


def test_a_department_has_the_number_of_its_legal_person():
    assert found(candidate("n", "Kulturförvaltningen", org_number=OTHER_NUMBER), *DEPARTMENTS) == ()


def test_parts_of_one_legal_person_are_no_doubles_by_their_number():
    assert find_doubles_within(DEPARTMENTS, places=PLACES) == ()


def test_a_number_that_many_rows_of_a_list_have_says_not_which_of_them_it_is():
    rows = [candidate("n1", "Fritid", org_number=NUMBER), candidate("n2", "Teknik", org_number=NUMBER)]

    matches = find_doubles(rows, DEPARTMENTS[:1], places=PLACES)

    assert [(match.one.id, match.score) for match in matches] == [("n1", 0.6), ("n2", 0.6)]


def test_a_circle_of_parts_ends():
    circle = [candidate("a", "Navet", parent_id="b"), candidate("b", "Kupan", parent_id="a")]

    assert find_doubles_within(circle, places=PLACES) == ()


@pytest.mark.parametrize("entity", [Entity.COLLECTIVE, Entity.UNNAMED])
def test_only_organisations_are_doubles(entity):
    assert found(candidate("n", "Navet", entity=entity), candidate("k", "Navet")) == ()
    assert found(candidate("n", "Navet"), candidate("k", "Navet", entity=entity)) == ()


@pytest.mark.parametrize("pair", [("n", "k"), ("k", "n")])
def test_what_a_person_has_declared_different_is_not_asked_again(pair):
    assert found(candidate("n", "Navet"), candidate("k", "Navet"), different=[pair]) == ()


def test_a_row_that_updates_a_record_is_not_its_double():
    assert found(candidate("k", "Navet"), candidate("k", "Navet")) == ()


def test_doubles_within_a_register_are_told_once_and_in_order():
    known = [candidate("b", "Navet"), candidate("c", "Naveet"), candidate("a", "Föreningen Navet")]

    matches = find_doubles_within(known, places=PLACES)

    # ”navet” and ”naveet”: 0.92 x 10 / 11.
    assert [(m.one.id, m.other.id, m.score) for m in matches] == [
        ("a", "b", 0.97),
        ("a", "c", 0.836),
        ("b", "c", 0.836),
    ]


def test_the_order_of_the_lists_means_nothing():
    random = Random(3)
    names = ["Navet", "Naveet", "Föreningen Navet", "ABF", "Arbetarnas bildningsförbund", "Röda Korset", "Roda korset"]
    new = [candidate(f"n{number}", name) for number, name in enumerate(names)]
    known = [candidate(f"k{number}", name, random.choice(["umea", "haga"])) for number, name in enumerate(names)]
    expected = find_doubles(new, known, places=PLACES)
    random.shuffle(new)
    random.shuffle(known)

    assert find_doubles(new, known, places=reversed(PLACES)) == expected
    assert len(expected) == 17


def test_a_list_of_one_name_stays_bounded():
    new = [candidate(f"n{number:03}", "Navet") for number in range(300)]
    known = [candidate(f"k{number:03}", "Navet") for number in range(300)]

    matches = find_doubles(new, known, places=PLACES)

    assert len(matches) == 300 * MOST_PER_RECORD
    assert {match.other.id for match in matches if match.one.id == "n299"} == {f"k{n:03}" for n in range(10)}


def test_nobody_is_the_double_of_nobody():
    assert find_doubles([], []) == ()
    assert find_doubles_within([]) == ()


def test_an_actor_of_the_register_is_a_candidate():
    actor = Actor(id="a", name="Navet", aliases=("Kupan",), sector=Sector.CIVIL_SOCIETY, org_number=NUMBER)

    assert Candidate.of(actor) == Candidate("a", "Navet", ("Kupan",), NUMBER)
