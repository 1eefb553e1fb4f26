"""The command line: each module here is one command; a new one is entered in COMMANDS.

What a command needs is imported when it runs, so that the others start quickly.
"""

from api.commands.account import COMMAND as ACCOUNT
from api.commands.analyse import COMMAND as ANALYSE
from api.commands.backup import COMMAND as BACKUP
from api.commands.check import COMMAND as CHECK
from api.commands.command import Command
from api.commands.compare import COMMAND as COMPARE
from api.commands.demo import COMMAND as DEMO
from api.commands.export import COMMAND as EXPORT
from api.commands.import_ import COMMAND as IMPORT
from api.commands.measure import COMMAND as MEASURE
from api.commands.migrate import COMMAND as MIGRATE
from api.commands.restore import COMMAND as RESTORE
from api.commands.retention import COMMAND as RETENTION
from api.commands.serve import COMMAND as SERVE
from api.commands.start import COMMAND as START
from api.commands.token import COMMAND as TOKEN

COMMANDS: tuple[Command, ...] = (
    START,
    SERVE,
    DEMO,
    IMPORT,
    EXPORT,
    ANALYSE,
    COMPARE,
    MEASURE,
    MIGRATE,
    ACCOUNT,
    TOKEN,
    CHECK,
    BACKUP,
    RESTORE,
    RETENTION,
)
