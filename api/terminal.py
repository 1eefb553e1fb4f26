"""What commands say while and after they work."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self, TextIO

from api.imports import ImportReport

PATIENCE_S = 0.2
"""Work that is done sooner needs no progress."""

MOST_CHANGES_SHOWN = 50


class ProgressLine:
    """One line that says how far long work has come; silent where nobody watches, as in a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._watched = stream.isatty()
        self._last = time.monotonic()
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show the stage and its share, at most five times a second."""
        moment = time.monotonic()
        if self._watched and moment - self._last >= PATIENCE_S:
            self._last, self._stage = moment, stage
            share = f" {done / total:.0%}" if total > 1 else ""
            self._stream.write(f"\r\033[K{stage}{share}")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stage:
            self._stream.write("\r\033[K")


def import_summary(report: ImportReport) -> str:
    """Return what an import did, or would do, as lines for a person."""
    return "\n".join(_summary(report))


def _summary(report: ImportReport) -> Iterator[str]:
    for name, counts in report.counts.items():
        yield f"{name}: {counts.new} nya, {counts.changed} ändrade, {counts.unchanged} oförändrade"
    for change in report.changes[:MOST_CHANGES_SHOWN]:
        told = "; ".join(f"{column.column}: ”{column.old}” blir ”{column.new}”" for column in change.columns)
        yield f"  {change}: {told}"
    hidden = len(report.changes) - MOST_CHANGES_SHOWN
    if hidden > 0:
        yield f"  … och {hidden} ändringar till"
    yield _outcome(report)


def _outcome(report: ImportReport) -> str:
    if not report.accepted:
        return (
            f"{len(report.errors)} fel: inget är inläst. Rätta raderna och försök igen, "
            "eller läs in de övriga med --accept-valid."
        )
    if report.dry_run:
        return "Provkörning: inget är sparat."
    left_out = f" {len(report.errors)} rader är utelämnade." if report.errors else ""
    return ("Inläst." if report.stored else "Inget att ändra: registret har redan allt detta.") + left_out
