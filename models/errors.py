"""One tree of errors. Each class names a situation; `api.problems` maps every one of them to HTTP."""


class SamverkanError(Exception):
    """Something the person using the product should be told, in a sentence that says what to do."""


class NotFoundError(SamverkanError):
    """The record does not exist, or the viewer may not know that it does."""

    def __init__(self, table: str, record_id: str) -> None:
        super().__init__(f"Det finns ingen post med id ”{record_id}” i {table}.")
        self.table = table
        self.record_id = record_id


class InvalidRequestError(SamverkanError):
    """A parameter of the request cannot be read."""


class PackageError(SamverkanError):
    """The file as a whole cannot be read as an exchange package."""


class OutdatedDatabaseError(SamverkanError):
    """The database is not at the newest revision and may not be brought there by this command."""


class DatabaseBusyError(SamverkanError):
    """Another writer holds the database for longer than a person should wait."""


class DatabaseUnreachableError(SamverkanError):
    """No connection to the database can be had."""


class TooMuchWorkError(SamverkanError):
    """So much long work waits already that more is refused for now."""


class ServerSettingsError(SamverkanError):
    """The server cannot be started safely with these settings."""
