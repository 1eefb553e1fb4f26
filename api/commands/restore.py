"""Put a backup in the place of the register."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from api.commands.command import Command

OTHER_KEY = (
    "Den hemliga nyckeln är en annan än när kopian gjordes. Lägg tillbaka filen secret.key från samma tid, "
    "annars måste den som har tvåstegsinloggning göra om den."
)


def describe(parser: ArgumentParser) -> None:
    """Take the backup, and whether it may replace something."""
    parser.add_argument("file", metavar="FIL", type=Path, help="en säkerhetskopia som ”backup” har gjort")
    parser.add_argument(
        "--replace", action="store_true", help="ersätt ett register som inte är tomt; det sparas vid sidan om"
    )


def run(arguments: Namespace) -> int:
    """Restore, and say what is there now and what should be done next."""
    from api.access.secret_key import SecretKey
    from api.restoring import restore_backup
    from api.settings import Settings
    from api.terminal import ProgressLine

    settings = Settings()
    with ProgressLine(sys.stderr) as progress:
        restored = restore_backup(
            settings.database_url,
            arguments.file,
            SecretKey(settings),
            replace=arguments.replace,
            progress=progress,
        )
    if restored.kept:
        print(f"Det som fanns där ligger kvar i {restored.kept}.")
    if not restored.same_key:
        print(OTHER_KEY, file=sys.stderr)
    rows = sum(restored.manifest.counts.values())
    print(f"Återställt: {rows} rader från {restored.manifest.made_at}. Alla behöver logga in igen.")
    return 0


COMMAND = Command("restore", "Lägg tillbaka en säkerhetskopia; tjänsten ska vara stängd.", describe, run)
