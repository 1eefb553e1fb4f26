"""Reads a package into the register: opened, checked against what is stored, and written as a whole."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from api.access.seen import Seen
from api.access.viewer import OPERATOR, Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.import_rights import ImportRights
from api.queries.register import load_register
from api.queries.revision import current_revision
from api.storing import store
from api.writers import require_writer
from graph.packages import (
    Change,
    CheckedPackage,
    Counts,
    Progress,
    RawPackage,
    RowError,
    RowWarning,
    check_package,
    nothing_hidden,
    nothing_refused,
    read_package,
    silent,
)
from graph.packages.checking import Refused, Whole
from graph.register import Register
from models.vocabulary import ChangeKind


@dataclass(frozen=True)
class ImportReport:
    """What reading a package in has done, or would do.

    Attributes:
        package: what the user calls the package.
        dry_run: whether nothing was to be written anyway.
        accepted: whether the package, or its valid part, may be read in.
        stored: whether the register was written; it is not when nothing would change.
        counts: by file, how many records are new, changed and unchanged.
        changes: the stored records that change, with old and new values.
        errors: why rows cannot be read in, in the order of the files.
        warnings: what was left aside or looks incomplete.
    """

    package: str
    dry_run: bool
    accepted: bool
    stored: bool
    counts: dict[str, Counts]
    changes: tuple[Change, ...]
    errors: tuple[RowError, ...]
    warnings: tuple[RowWarning, ...]


@dataclass(frozen=True)
class Import:
    """One package on its way into the register."""

    raw: RawPackage
    dry_run: bool
    accept_valid: bool
    progress: Progress
    viewer: Viewer

    def check(self, connection: Connection) -> CheckedPackage:
        """Check the package against the register as the connection sees it, and against the sender's rights."""
        if self.viewer.is_admin:
            return self._check(load_register(Seen(connection)), nothing_refused, nothing_hidden)
        rights = ImportRights(connection, self.viewer)
        return self._check(rights.shown, rights.refused, rights.whole)

    def _check(self, shown: Register, refused: Refused, whole: Whole) -> CheckedPackage:
        return check_package(
            self.raw, shown, accept_valid=self.accept_valid, progress=self.progress, refused=refused, whole=whole
        )

    def accepts(self, checked: CheckedPackage) -> bool:
        """Tell whether the package may be read in, as a whole or by its valid rows alone."""
        return self.accept_valid or not checked.errors

    def report(self, checked: CheckedPackage, *, stored: bool) -> ImportReport:
        """Say what was found and done."""
        return ImportReport(
            package=self.raw.name,
            dry_run=self.dry_run,
            accepted=self.accepts(checked),
            stored=stored,
            counts=checked.counts,
            changes=checked.told,
            errors=checked.errors,
            warnings=checked.warnings,
        )

    def writes(self, checked: CheckedPackage) -> bool:
        """Tell whether there is something to write, and leave to do so."""
        return not self.dry_run and self.accepts(checked) and checked.changes_register


def import_package(
    engine: Engine,
    source: Path | bytes,
    name: str | None = None,
    *,
    dry_run: bool = False,
    accept_valid: bool = False,
    progress: Progress = silent,
    viewer: Viewer = OPERATOR,
) -> ImportReport:
    """Read a package into the register: all of it or nothing, unless the user accepts the valid rows.

    The package is checked before the register is locked for writing. Has somebody written meanwhile, it is
    checked again.

    Args:
        engine: the register.
        source: a folder or file, or the bytes of a file.
        name: what the user calls the package; by default the name of its folder or file.
        dry_run: only say what would happen.
        accept_valid: read the rows without errors in, although others have some.
        progress: is told the stage and how much of it is done.
        viewer: who does it; rows that they may not write have errors.

    Raises:
        SignInRequiredError: nobody in particular may import.
        ForbiddenError: the viewer may write nothing at all.
        PackageError: the source is no package, or too large, locked or damaged.
    """
    require_writer(viewer)
    raw = read_package(source, name or (source.name if isinstance(source, Path) else "paketet"))
    job = Import(raw, dry_run, accept_valid, progress, viewer)
    with reading(engine) as connection:
        revision = current_revision(connection)
        checked = job.check(connection)
    if not job.writes(checked):
        return job.report(checked, stored=False)
    with writing(engine) as connection:
        if hold_revision(connection) != revision:
            checked = job.check(connection)
        stored = job.writes(checked)
        if stored:
            change_set = begin_change_set(connection, Deed(ChangeKind.IMPORT, viewer.account_id, about=raw.name))
            store(connection, checked.new, checked.changes, change_set, progress)
    return job.report(checked, stored=stored)
