"""Texts with fields, and the letters that they become."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from api.language import languages
from api.self_service.answer_links import ALL_TOPICS, AnswerLink
from api.self_service.following import Followed, Standing
from api.self_service.letters import Letter, LetterKind, LetterText, field_names, usual_text, write_letters
from models.vocabulary import Sector

SV, EN = languages()["sv"], languages()["en"]
# The last instant of 31 December in Sweden.
EXPIRES = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)


def followed(name: str = "Hjälpkretsen", email: str = "kansli@hjalp.example") -> Followed:
    nothing = dict.fromkeys(
        ("revoked_at", "opened_at", "answered_at", "left_out_at", "reminded_at", "sent_at", "sent_to", "failure"), None
    )
    link = AnswerLink(
        id="l1", actor_id="c1", place_id="kn", round_id=None, topics=ALL_TOPICS, made_at=EXPIRES, expires_at=EXPIRES,
        reminders=0, greeting=None, given=False, **nothing,
    )  # fmt: skip
    return Followed("c1", name, name.lower(), Sector.CIVIL_SOCIETY, email, Standing.ASKED, link, None, None)


def letter(subject: str, text: str, one: Followed | None = None) -> Letter:
    written = LetterText(subject, text)
    (made,) = write_letters(written, [one or followed()], "Kommunen", "https://karta.example", SV, {"l1": "/svar/x.y"})
    return made


def test_the_fields_are_filled_in_for_each_actor() -> None:
    made = letter("Till {aktör}", "Hej {aktör} i {plats}: {länk} till {sista dag}.")
    assert made.subject == "Till Hjälpkretsen"
    assert made.text == "Hej Hjälpkretsen i Kommunen: https://karta.example/svar/x.y till 31 december 2026."


def test_fields_are_understood_in_both_languages_whatever_their_case_and_space() -> None:
    assert letter("{Actor}", "{link} {last  day} { PLATS }").text == (
        "https://karta.example/svar/x.y 31 december 2026 Kommunen"
    )


def test_what_a_name_holds_is_no_field_and_no_new_line_of_the_subject() -> None:
    made = letter("Till {aktör}", "{aktör} {länk}", followed("{länk}\nBcc: alla@example.org"))
    assert made.subject == "Till {länk} Bcc: alla@example.org"
    assert made.text == "{länk}\nBcc: alla@example.org https://karta.example/svar/x.y"


def test_a_letter_opens_in_the_reader_s_own_program() -> None:
    made = letter("Ämne & mer", "rad 1\nrad 2 {länk}")
    assert made.mailto.startswith("mailto:kansli@hjalp.example?")
    asked = parse_qs(urlsplit(made.mailto).query)
    assert asked == {"subject": ["Ämne & mer"], "body": ["rad 1\r\nrad 2 https://karta.example/svar/x.y"]}
    assert letter("x", "{länk}", followed(email="")).mailto == ""


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("language", [SV, EN])
def test_the_usual_texts_are_without_faults_and_write_the_fields_of_their_language(
    kind: LetterKind, language: object
) -> None:
    spoken = EN if language is EN else SV
    written = usual_text(kind, spoken)
    assert written.faults(spoken) == ()
    assert [field in written.text for field in field_names(spoken)] == [True, True, True, True]


@pytest.mark.parametrize(
    ("subject", "text", "told"),
    [
        ("", "{länk}", ["Ämnet saknas."]),
        ("x", " \n", ["Texten saknas."]),
        ("x", "Hej", ["Texten saknar {länk}, så den som får brevet kan inte svara."]),
        ("x", "{länk} {Aktören}", [
            "Texten har fältet {Aktören}, som inte finns. Fälten är {aktör}, {plats}, {länk}, {sista dag}."
        ]),
        ("{0}", "{länk} {0}", [
            "Texten har fältet {0}, som inte finns. Fälten är {aktör}, {plats}, {länk}, {sista dag}."
        ]),
        ("x" * 201, "{länk}", ["Ämnet får ha högst 200 tecken."]),
        ("x", "{länk}" + "x" * 10_000, ["Texten får ha högst 10000 tecken."]),
        ("rad\nBcc: x", "{länk}", ["Ämnet får bara vara en rad."]),
        ("x\x00", "{länk}", ["Ämnet får bara vara en rad."]),
        ("x", "{ lös klammer } inte stängd { {länk}", [
            "Texten har fältet { lös klammer }, som inte finns. Fälten är {aktör}, {plats}, {länk}, {sista dag}."
        ]),
    ],
)  # fmt: skip
def test_a_text_that_becomes_no_letter_says_why(subject: str, text: str, told: list[str]) -> None:
    assert [fault.render(SV.say) for fault in LetterText(subject, text).faults(SV)] == told


def test_an_english_writer_is_told_the_english_fields() -> None:
    (fault,) = LetterText("x", "Hello").faults(EN)
    assert fault.render(EN.say) == "The text lacks {link}, so whoever gets the letter cannot answer."
