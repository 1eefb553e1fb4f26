"""E-mail by SMTP: one connection for many letters, and for each in plain Swedish what became of it.

The standard library speaks the protocol. Its errors name recipients; nothing of them is logged or repeated here.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from enum import Enum

from api.language import message
from api.settings import MailSecurity, Settings

PATIENCE_S = 30
"""How long the server may take for each answer."""

UNREACHABLE = message("E-postservern svarar inte. Kontrollera SAMVERKAN_SMTP_HOST och SAMVERKAN_SMTP_PORT.")
NO_STARTTLS = message(
    "E-postservern erbjuder ingen kryptering (STARTTLS), så inget skickas. Välj en annan port eller "
    "SAMVERKAN_SMTP_SECURITY."
)
BAD_CERTIFICATE = message(
    "E-postserverns certifikat godtas inte, så inget skickas. Be den som sköter servern om hjälp."
)
NOT_LET_IN = message(
    "E-postservern godtar inte inloggningen. Kontrollera SAMVERKAN_SMTP_USER och SAMVERKAN_SMTP_PASSWORD."
)
SENDER_REFUSED = message("E-postservern tar inte emot brev från SAMVERKAN_SMTP_FROM.")
LOST = message("E-postservern slutade svara.")

NO_SUCH_RECIPIENT = message("E-postservern tar inte emot adressen. Kontrollera att den stämmer.")
NOT_NOW = message("E-postservern tar inte emot brev till adressen just nu. Försök igen om en stund.")
LETTER_REFUSED = message("E-postservern tog inte emot brevet.")
UNWRITABLE = message("Adressen går inte att skicka brev till. Kontrollera att den stämmer.")
UNKNOWN_OUTCOME = message("E-postservern slutade svara mitt i brevet, så det är inte säkert att det kom fram.")

READY, TAKEN, PASSED_ON, CLOSING, FOR_GOOD = 220, 250, 251, 421, 500
"""What the server answers: go on, it is done, it is done elsewhere, it hangs up now; from here on it will never be."""

PROGRAM = "Samverkanskartan"
"""The name that stands before the address of the sender."""


@dataclass(frozen=True)
class Post:
    """A letter on its way."""

    recipient: str
    subject: str
    text: str


class Outcome(Enum):
    """What became of a letter."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class LostServerError(Exception):
    """The server cannot be used any more, or from the start; the sentence says why, a Swedish message.

    Attributes:
        told: why.
        outcome: of the letter that was on its way: it was refused as long as the server had not got it.
    """

    def __init__(self, told: str, outcome: Outcome = Outcome.REFUSED) -> None:
        super().__init__(told)
        self.told, self.outcome = told, outcome


class RefusedLetterError(Exception):
    """The server takes others' letters and not this one; the sentence says why, a Swedish message."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class PostBox:
    """An open connection to the server of e-mail.

    Args:
        client: signed in.
        sender: the address that letters come from.
    """

    def __init__(self, client: smtplib.SMTP, sender: str) -> None:
        self._client, self._sender = client, sender

    def send(self, post: Post) -> None:
        """Hand a letter over.

        Raises:
            RefusedLetterError: the server does not take this letter.
            LostServerError: it takes none any more; whether it got this one, the error says.
        """
        recipient, content = _written(post, self._sender)
        try:
            self._envelope(recipient)
        except OSError as error:  # The library's errors are of this kind too.
            raise LostServerError(LOST) from error
        try:
            code, _ = self._client.data(content)
        except smtplib.SMTPDataError as error:
            raise RefusedLetterError(LETTER_REFUSED) from error
        except OSError as error:
            raise LostServerError(LOST, Outcome.UNKNOWN) from error
        if code != TAKEN:
            self._fail(code, LETTER_REFUSED)

    def _envelope(self, recipient: str) -> None:
        code, _ = self._client.mail(self._sender)
        if code != TAKEN:
            raise LostServerError(SENDER_REFUSED)
        code, _ = self._client.rcpt(recipient)
        if code not in (TAKEN, PASSED_ON):
            self._fail(code, NOT_NOW if code < FOR_GOOD else NO_SUCH_RECIPIENT)

    def _fail(self, code: int, told: str) -> None:
        if code == CLOSING:
            raise LostServerError(LOST)
        # The next letter begins anew; a server that cannot even do this is found out by that letter.
        with suppress(OSError):
            self._client.rset()
        raise RefusedLetterError(told)


@contextmanager
def post_box(settings: Settings) -> Iterator[PostBox]:
    """Give an open connection to the server of e-mail, and say goodbye to it afterwards.

    Raises:
        LostServerError: there is none to be had under these settings.
    """
    client = _opened(settings)
    try:
        _protect(client, settings)
        _sign_in(client, settings)
        yield PostBox(client, settings.smtp_from)
    finally:
        with suppress(OSError):
            client.quit()
        client.close()


def fault_of_server(settings: Settings) -> str | None:
    """Return why letters cannot be sent, a Swedish message; None when they can. No letter is sent."""
    try:
        with post_box(settings):
            return None
    except LostServerError as error:
        return error.told


def written(post: Post, sender: str) -> EmailMessage:
    """Return a letter as it is sent: plain text, marked as written by a program so that no other program answers.

    Raises:
        RefusedLetterError: nobody can have such an address, or the subject holds more than a line.
    """
    letter = EmailMessage(policy=SMTP)
    try:
        letter["From"] = Address(PROGRAM, addr_spec=sender)
        letter["To"] = Address(addr_spec=_in_ascii(post.recipient))
        letter["Subject"] = post.subject
    except (ValueError, MessageError, IndexError) as error:
        raise RefusedLetterError(UNWRITABLE) from error
    letter["Date"] = datetime.now(UTC)
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(post.text, cte="quoted-printable")
    return letter


def _written(post: Post, sender: str) -> tuple[str, bytes]:
    letter = written(post, sender)
    return letter["To"].addresses[0].addr_spec, letter.as_bytes()


def _in_ascii(address: str) -> str:
    """Write the domain of an address as the net does; a name before it that needs more, few servers take."""
    name, _, domain = address.rpartition("@")
    return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"


def _opened(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.mail_port
    try:
        if settings.smtp_security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=PATIENCE_S, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=PATIENCE_S)
    except ssl.SSLError as error:
        raise LostServerError(BAD_CERTIFICATE) from error
    except OSError as error:
        raise LostServerError(UNREACHABLE) from error


def _protect(client: smtplib.SMTP, settings: Settings) -> None:
    """Go on in secret, where that was asked for; a server that will not is left before anything was said to it."""
    try:
        client.ehlo_or_helo_if_needed()
        if settings.smtp_security is MailSecurity.STARTTLS:
            code, _ = client.starttls(context=ssl.create_default_context())
            if code != READY:
                raise LostServerError(NO_STARTTLS)
            # What was said before is forgotten on both sides.
            client.ehlo_or_helo_if_needed()
    except smtplib.SMTPNotSupportedError as error:
        raise LostServerError(NO_STARTTLS) from error
    except ssl.SSLError as error:
        raise LostServerError(BAD_CERTIFICATE) from error
    except OSError as error:
        raise LostServerError(UNREACHABLE) from error


def _sign_in(client: smtplib.SMTP, settings: Settings) -> None:
    if not settings.smtp_user:
        return
    try:
        client.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except smtplib.SMTPServerDisconnected as error:
        raise LostServerError(UNREACHABLE) from error
    except (smtplib.SMTPException, UnicodeError) as error:
        raise LostServerError(NOT_LET_IN) from error
    except OSError as error:
        raise LostServerError(UNREACHABLE) from error
