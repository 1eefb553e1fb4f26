"""One tree of errors. Each class names a situation; `api.problems` maps every one of them to HTTP."""

from collections.abc import Mapping, Sequence
from typing import Any


class SamverkanError(Exception):
    """Something the person using the product should be told, in a sentence that says what to do."""


class NotFoundError(SamverkanError):
    """The record does not exist, or the viewer may not know that it does."""

    def __init__(self, table: str, record_id: str) -> None:
        super().__init__(f"Det finns ingen post med id ”{record_id}”.")
        self.table = table
        self.record_id = record_id


class InvalidRequestError(SamverkanError):
    """A parameter of the request cannot be read."""


class InvalidRecordError(SamverkanError):
    """A record cannot be stored as it is: which fields are wrong, and why.

    Attributes:
        wrong: pairs of a field's name and a reason in Swedish; what was written there is not repeated.
    """

    def __init__(self, wrong: Sequence[tuple[str, str]]) -> None:
        super().__init__("Posten går inte att spara som den är. Rätta fälten och försök igen.")
        self.wrong = tuple(wrong)


class ChangedMeanwhileError(SamverkanError):
    """Somebody else changed the record since it was read.

    Attributes:
        current: the record as it is now, ready to be written as JSON.
        yours: what was to be stored instead.
    """

    def __init__(self, current: Mapping[str, Any], yours: Mapping[str, Any]) -> None:
        super().__init__("Posten har ändrats av någon annan sedan du läste den. Jämför versionerna och spara igen.")
        self.current = current
        self.yours = yours


class TakenIdError(SamverkanError):
    """There is already a record with that id."""

    def __init__(self) -> None:
        super().__init__("Det finns redan en post med det id:t. Välj ett annat, eller ändra den som finns.")


class StillNamedError(SamverkanError):
    """A record cannot be deleted because others would lose their sense without it; the sentence says which.

    Attributes:
        mentions: how many records of each table name it, as far as the viewer sees them.
    """

    def __init__(self, mentions: Mapping[str, int], told: str = "") -> None:
        super().__init__(told or "Posten kan inte tas bort så länge andra poster nämner den. Ändra dem först.")
        self.mentions = dict(mentions)


class CannotUndoError(SamverkanError):
    """A change cannot be undone, because of what happened since or rests on it.

    Attributes:
        in_the_way: what does, ready to be written as JSON.
    """

    def __init__(self, in_the_way: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("Ändringen går inte att ångra som den är, eftersom något annat står i vägen.")
        self.in_the_way = tuple(in_the_way)


class ForbiddenError(SamverkanError):
    """Whoever asks may not do this."""

    def __init__(self) -> None:
        super().__init__("Du har inte rätt att göra det här. Be den som sköter platsens karta.")


class SignInRequiredError(SamverkanError):
    """Only somebody who has signed in may see or do this."""

    def __init__(self) -> None:
        super().__init__("Du behöver logga in först.")


class UnknownTokenError(SamverkanError):
    """An API token was shown that opens nothing: unknown, too old, revoked, or of an account that was closed."""

    def __init__(self) -> None:
        super().__init__("Nyckeln är okänd, återkallad eller för gammal. Skapa en ny på sidan Mitt konto.")


class SignInRefusedError(SamverkanError):
    """Whoever signs in is known and may still not come in; the sentence says why."""


class TooManyAttemptsError(SamverkanError):
    """Too many wrong attempts came from here; the right one is not looked at either until some time has passed.

    Attributes:
        wait_s: for how many seconds.
    """

    def __init__(self, wait_s: int) -> None:
        minutes = -(-wait_s // 60)
        super().__init__(
            "Det har kommit för många felaktiga försök från det här nätverket. "
            f"Vänta {minutes} {'minut' if minutes == 1 else 'minuter'} och försök igen. Kontot är inte spärrat."
        )
        self.wait_s = wait_s


class ForgedRequestError(SamverkanError):
    """Another site made the browser send this, perhaps without the visitor's knowing."""

    def __init__(self) -> None:
        super().__init__(
            "Det här skickades från en annan webbplats och har inte utförts. Öppna sidan här och försök igen."
        )


class DeadLinkError(SamverkanError):
    """A link that works once was used already, is too old, or never worked."""

    def __init__(self) -> None:
        super().__init__("Länken har redan använts eller är för gammal. Be den som gav dig den om en ny.")


class DeadAnswerLinkError(DeadLinkError):
    """A link with which an actor answers for itself was replaced, is too old, or never was."""

    def __init__(self) -> None:
        SamverkanError.__init__(
            self,
            "Länken har gått ut, ersatts av en nyare eller blivit fel när den kopierades. Öppna det senaste mejlet "
            "igen. Hjälper inte det, svara på mejlet och be om en ny länk. Inget ni har svarat tidigare är borta.",
        )


class DecidedMeanwhileError(SamverkanError):
    """Somebody else has decided about a registration since it was read."""

    def __init__(self) -> None:
        super().__init__("Någon annan har redan avgjort anmälan. Läs sidan igen för att se vad som bestämdes.")


class TakenAddressError(SamverkanError):
    """There is already an account with that address."""

    def __init__(self) -> None:
        super().__init__("Det finns redan ett konto med den e-postadressen.")


class LastAdministratorError(SamverkanError):
    """Without this account nobody could administer the register."""

    def __init__(self) -> None:
        super().__init__("Det måste finnas minst en administratör. Gör någon annan till administratör först.")


class OutsideSignInError(SamverkanError):
    """Another provider of sign-in answered, but what it said opens no account here; the sentence says why."""


class OutsideSignInUnreachableError(SamverkanError):
    """Another provider of sign-in could not be reached, or did not answer in its own protocol."""

    def __init__(self) -> None:
        super().__init__("Inloggningstjänsten svarar inte som den ska. Försök igen om en stund.")


class TooLargeError(SamverkanError):
    """More was sent than this may take."""


class NotJsonError(SamverkanError):
    """What was sent says that it is something else than JSON."""

    def __init__(self) -> None:
        super().__init__("Skicka posten som JSON, med Content-Type: application/json.")


class PackageError(SamverkanError):
    """The file as a whole cannot be read as an exchange package."""


class OutdatedDatabaseError(SamverkanError):
    """The database is not at the newest revision and may not be brought there by this command."""


class DatabaseBusyError(SamverkanError):
    """Another writer holds the database for longer than a person should wait."""


class DatabaseUnreachableError(SamverkanError):
    """No connection to the database can be had."""


class TooMuchSaidError(SamverkanError):
    """By an actor's own word more came lately than anybody can mean."""

    def __init__(self) -> None:
        super().__init__(
            "Ni har sagt mer än hundra saker på ett dygn. Fortsätt i morgon, eller skriv till den som samordnar."
        )


class TooMuchWorkError(SamverkanError):
    """So much long work waits already that more is refused for now."""


class ServerSettingsError(SamverkanError):
    """The server cannot be started safely with these settings."""


class BackupError(SamverkanError):
    """A backup cannot be made, or cannot be put back; the sentence says why."""


class OverloadedError(SamverkanError):
    """As many requests are being answered as the service is meant to answer at once.

    Attributes:
        wait_s: after how many seconds it is worth trying again.
    """

    def __init__(self, wait_s: int = 2) -> None:
        super().__init__("Det är många som använder tjänsten just nu. Försök igen om några sekunder.")
        self.wait_s = wait_s


class RequestTooSlowError(SamverkanError):
    """The answer took longer than anybody should wait; the work may still be done."""

    def __init__(self) -> None:
        super().__init__(
            "Det tog för lång tid att svara. Om du sparade något: se efter om det blev sparat innan du försöker igen."
        )


class StorageFullError(SamverkanError):
    """The disk that holds the register has no room; nothing of the change was stored, and reading goes on."""

    def __init__(self) -> None:
        super().__init__(
            "Det finns ingen plats kvar på disken, så ändringen är inte sparad. Det går fortfarande att läsa. "
            "Säg till den som sköter tjänsten."
        )
