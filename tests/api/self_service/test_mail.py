"""Letters by a real SMTP server on loopback: what arrives, what is refused, and what is said when it is lost."""

from pathlib import Path

import pytest

from api.self_service.mail import (
    BAD_CERTIFICATE,
    LOST,
    NO_STARTTLS,
    NO_SUCH_RECIPIENT,
    NOT_LET_IN,
    NOT_NOW,
    UNREACHABLE,
    UNWRITABLE,
    LostServerError,
    Outcome,
    Post,
    RefusedLetterError,
    fault_of_server,
    post_box,
    written,
)
from api.settings import Settings
from tests.api.self_service.mail_server import PASSWORD, PostOffice, authenticate, certificate, post_office
from tests.server import free_port

SENDER = "karta@kommunen.example"


def settings(office: PostOffice, **said: object) -> Settings:
    about = {"smtp_host": "localhost", "smtp_port": office.port, "smtp_security": "none", "smtp_from": SENDER}
    return Settings(**about | said)  # type: ignore[arg-type]


def post(recipient: str = "kansli@forening.example", subject: str = "Stämmer det?", text: str = "Hej!\n") -> Post:
    return Post(recipient, subject, text)


def test_a_letter_arrives_as_it_was_written_and_says_that_a_program_wrote_it() -> None:
    with post_office() as office, post_box(settings(office)) as box:
        box.send(post(text="Hej å, ä och ö!\n.\n. en punkt först\n" + "lång rad " * 200 + "\n"))
    (letter,) = office.letters
    assert (letter["To"], letter["From"]) == ("kansli@forening.example", f"Samverkanskartan <{SENDER}>")
    assert (letter["Subject"], letter["Auto-Submitted"]) == ("Stämmer det?", "auto-generated")
    assert letter["Message-ID"].endswith("@kommunen.example>")
    assert letter.get_content_type() == "text/plain"
    assert (
        letter.get_content().replace("\r\n", "\n")
        == "Hej å, ä och ö!\n.\n. en punkt först\n" + "lång rad " * 200 + "\n"
    )
    assert "Date" in letter


def test_many_letters_go_over_one_connection() -> None:
    with post_office() as office:
        with post_box(settings(office)) as box:
            for number in range(3):
                box.send(post(f"{number}@forening.example"))
        assert office.recipients == ["0@forening.example", "1@forening.example", "2@forening.example"]
        assert office.connections == 1


def test_a_refused_recipient_does_not_stop_the_others() -> None:
    with post_office() as office:
        office.refused = {"borta@forening.example": "550 no such user", "full@forening.example": "452 full"}
        with post_box(settings(office)) as box:
            for recipient, told in (("borta", NO_SUCH_RECIPIENT), ("full", NOT_NOW)):
                with pytest.raises(RefusedLetterError) as refused:
                    box.send(post(f"{recipient}@forening.example"))
                assert refused.value.told == told
            box.send(post())
        assert office.recipients == ["kansli@forening.example"]


@pytest.mark.parametrize(
    ("subject", "recipient"),
    [
        ("Hej\nBcc: alla@forening.example", "kansli@forening.example"),
        ("Hej\r\nBcc: alla@forening.example", "kansli@forening.example"),
        ("Hej", "kansli@forening.example\nBcc: alla@forening.example"),
        ("Hej", "en@forening.example,två@forening.example"),
        ("Hej", "<en@forening.example>"),
        ("Hej", "åsa@forening.example"),
        ("Hej", "en@" + "x" * 300 + ".example"),
        ("Hej", "en@-.."),
    ],
)
def test_no_header_can_be_smuggled_in(subject: str, recipient: str) -> None:
    with pytest.raises(RefusedLetterError) as refused:
        written(Post(recipient, subject, "Hej"), SENDER)
    assert refused.value.told == UNWRITABLE


def test_a_domain_with_swedish_letters_is_written_as_the_net_does() -> None:
    assert written(post("kansli@föreningen.example"), SENDER)["To"] == "kansli@xn--freningen-07a.example"


def test_a_server_that_hangs_up_may_have_got_the_letter() -> None:
    with post_office() as office:
        office.hangs_up_at = 2
        with post_box(settings(office)) as box:
            box.send(post())
            with pytest.raises(LostServerError) as lost:
                box.send(post())
    assert (lost.value.told, lost.value.outcome) == (LOST, Outcome.UNKNOWN)


def test_a_server_that_closes_before_the_letter_has_not_got_it() -> None:
    with post_office() as office:
        office.closes_at = 1
        with post_box(settings(office)) as box, pytest.raises(LostServerError) as lost:
            box.send(post())
    assert (lost.value.told, lost.value.outcome, office.letters) == (LOST, Outcome.REFUSED, [])


def test_a_server_without_starttls_is_told_nothing() -> None:
    with post_office() as office:
        assert fault_of_server(settings(office, smtp_security="starttls")) == NO_STARTTLS


def test_a_server_that_is_not_there_is_named_as_unreachable() -> None:
    nowhere = Settings(smtp_host="127.0.0.1", smtp_port=free_port(), smtp_from=SENDER)
    assert fault_of_server(nowhere) == UNREACHABLE


def test_letters_go_in_secret_to_a_server_that_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, public = certificate(tmp_path)
    with post_office(tls_context=context, require_starttls=True) as office:
        asked = settings(office, smtp_security="starttls")
        assert fault_of_server(asked) == BAD_CERTIFICATE
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        with post_box(asked) as box:
            box.send(post())
        assert office.recipients == ["kansli@forening.example"]


def test_tls_from_the_start_is_spoken_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, public = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with post_office(ssl_context=context) as office:
        assert fault_of_server(settings(office, smtp_security="tls")) is None


@pytest.mark.parametrize(("password", "fault"), [(PASSWORD, None), ("fel", NOT_LET_IN)])
def test_the_service_signs_in_with_its_password(password: str, fault: str | None) -> None:
    with post_office(authenticator=authenticate, auth_require_tls=False) as office:
        assert fault_of_server(settings(office, smtp_user="karta", smtp_password=password)) == fault
