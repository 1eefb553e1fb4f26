"""The entrance of the command line: `python -m api`, or `python3 samverkan.py` from outside."""

import sys
from collections.abc import Sequence

from pydantic import ValidationError

from api.commands import COMMANDS
from api.swedish_parser import SwedishParser
from models.errors import SamverkanError


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` name and return its exit code.

    What a person should be told goes to standard error as a sentence; 1 is an error, 2 a command that cannot
    be understood, 130 an interruption.
    """
    parser = SwedishParser(prog="samverkan.py", description="Samverkanskartan: vem samverkar med vem, och vad saknas?")
    choices = parser.add_subparsers(required=True, title="kommandon", metavar="KOMMANDO")
    for command in COMMANDS:
        chosen = choices.add_parser(command.name, help=command.about, description=command.about)
        command.describe(chosen)
        chosen.set_defaults(run=command.run)
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except SamverkanError as error:
        print(error, file=sys.stderr)
        return 1
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_url=False):
            print(f"SAMVERKAN_{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # Whoever read the output has had enough; that is no error worth a word.
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
