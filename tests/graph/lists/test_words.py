"""Words become codes, days become dates, and names tell what sort of organisation somebody is."""

import pytest

from graph.lists.list_dates import read_day, read_last_day
from graph.lists.organisations import SECTOR_OF, sort_by_name, sort_by_type
from graph.lists.word_lists import OTHER_WORDS
from graph.lists.words import not_understood, understood
from models.vocabulary import ActorKind, AgreementKind, ForumRole, Ladder, Sector


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("dialog", Ladder.DIALOGUE),
        ("Dialogue", Ladder.DIALOGUE),
        ("3", Ladder.DIALOGUE),
        ("nivå 3", Ladder.DIALOGUE),
        ("Steg 4", Ladder.PARTNERSHIP),
        ("4 – partnerskap", Ladder.PARTNERSHIP),
        ("2. Samråd", Ladder.CONSULTATION),
        ("Dialog (3)", Ladder.DIALOGUE),
        ("vet ej", Ladder.UNKNOWN),
    ],
)
def test_a_step_of_the_ladder_is_understood_by_word_code_or_number(text, step):
    assert understood(text, Ladder) == (step, "")


@pytest.mark.parametrize("text", ["5", "3 samråd", "0", "samverkan", "", "…", "dia"])
def test_what_is_no_step_of_the_ladder_is_not_guessed_at(text):
    assert understood(text, Ladder) is None


def test_a_word_spelt_almost_right_is_told_as_taken_for_another():
    assert understood("partnerskapp", Ladder) == (Ladder.PARTNERSHIP, "partnerskap")


def test_what_is_not_understood_is_answered_with_the_choices():
    assert not_understood("hm", Ladder) == (
        "”hm” går inte att tolka; skriv nivå okänd, information, samråd, dialog, partnerskap"
    )


@pytest.mark.parametrize("vocabulary", OTHER_WORDS, ids=lambda vocabulary: vocabulary.__name__)
def test_every_code_is_understood_by_its_label_and_no_word_stands_for_two(vocabulary):
    words = [word for several in OTHER_WORDS[vocabulary].values() for word in several]

    assert [understood(code.label, vocabulary) for code in vocabulary] == [(code, "") for code in vocabulary]
    assert [word for word in words if (found := understood(word, vocabulary)) is None or found.taken_for] == []
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ideell sektor", Sector.CIVIL_SOCIETY),
        ("kommunal", Sector.MUNICIPALITY),
        ("Stiftelser", ActorKind.FOUNDATION),
        ("IOP", AgreementKind.IOP),
        ("ordförande", ForumRole.CONVENOR),
    ],
)
def test_other_words_of_the_trade_are_understood(text, code):
    assert understood(text, type(code)) == (code, "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Umeå kommun", ActorKind.MUNICIPALITY),
        ("Göteborgs stad", ActorKind.MUNICIPALITY),
        ("Upplands Väsby kommun", ActorKind.MUNICIPALITY),
        ("Kulturförvaltningen", ActorKind.DEPARTMENT),
        ("Socialnämnden", ActorKind.DEPARTMENT),
        ("Region Västerbotten", ActorKind.REGION),
        ("Länsstyrelsen i Västerbotten", ActorKind.COUNTY_BOARD),
        ("Arbetsförmedlingen", ActorKind.AGENCY),
        ("Skolverket", ActorKind.AGENCY),
        ("Umeå universitet", ActorKind.UNIVERSITY),
        ("Södertörns högskola", ActorKind.UNIVERSITY),
        ("Dalkarlså folkhögskola", ActorKind.FOLK_HIGH_SCHOOL),
        ("Studieförbundet Vuxenskolan", ActorKind.STUDY_ASSOCIATION),
        ("Ekens Sport och Media AB", ActorKind.COMPANY),
        ("Brf Björken", ActorKind.PROPERTY_OWNER),
        ("Stiftelsen Hjälpen", ActorKind.FOUNDATION),
        ("Kungsportskyrkan", ActorKind.FAITH_COMMUNITY),
        ("Judiska Församlingen Stockholm", ActorKind.FAITH_COMMUNITY),
        ("Ersboda IF", ActorKind.ASSOCIATION),
        ("Sörmons Hundklubb", ActorKind.ASSOCIATION),
        ("Gottnebygdens Samhällsförening", ActorKind.ASSOCIATION),
        ("Kommunförbundet Stockholms län", ActorKind.MUNICIPAL_ASSOCIATION),
    ],
)
def test_a_name_tells_the_kind_of_organisation_and_its_sector(name, kind):
    assert sort_by_name(name) == (SECTOR_OF[kind], kind)


@pytest.mark.parametrize("name", ["Saab", "Tango Sol", "Fabriken", "Abborren", "Regionens röst i stan", ""])
def test_a_name_that_tells_nothing_is_not_guessed_at(name):
    assert sort_by_name(name) is None


@pytest.mark.parametrize("word", ["Idrott", "Idrottsförening", "Kulturföreningar", "Pensionärsorganisation", "Hembygd"])
def test_the_types_of_association_registers_are_associations(word):
    assert sort_by_type(word) == (Sector.CIVIL_SOCIETY, ActorKind.ASSOCIATION)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-01", "2025-03-01"),
        ("1/3 2025", "2025-03-01"),
        ("01/03/2025", "2025-03-01"),
        ("1.3.2025", "2025-03-01"),
        ("1/3-2025", "2025-03-01"),
        ("20250301", "2025-03-01"),
        ("2025-03-01 00:00:00", "2025-03-01"),
        ("den 1 mars 2025", "2025-03-01"),
        ("mars 2025", "2025-03"),
        ("2025-3", "2025-03"),
        ("2025", "2025"),
        ("2025.0", "2025"),
    ],
)
def test_days_are_read_as_swedes_write_them(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize("written", ["31/2 2025", "1/13 2025", "våren", "45717", "0000", "25-03-01", "9999999999"])
def test_what_is_no_day_is_told_with_examples(written):
    with pytest.raises(ValueError, match="är inget datum; skriv till exempel 2025-03-01, 1/3 2025 eller 2025"):
        read_day(written)


def test_the_last_day_of_a_list_still_counts():
    assert [read_last_day(day) for day in ("31/12 2025", "dec 2025", "2025")] == ["2026-01-01"] * 3


def test_no_day_comes_after_the_last_of_all():
    with pytest.raises(ValueError, match="är inget datum"):
        read_last_day("9999-12-31")
