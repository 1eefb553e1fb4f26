"""The help of the command line, and what is said of a command that cannot be understood: all of it in Swedish."""

import re

import pytest

from api.__main__ import main
from api.commands import COMMANDS

ENGLISH = re.compile(r"\b(usage|positional|options|optional|show this|arguments?:|required|invalid|choose|error)\b")


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main(words)
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize("words", [[], *([command.name] for command in COMMANDS)])
def test_the_help_is_swedish(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    help_shown = told([*words, "--help"], capsys)
    assert help_shown.startswith("användning: samverkan.py")
    assert "visa den här hjälpen och avsluta" in help_shown
    assert not ENGLISH.search(help_shown)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "samverkan.py: fel: det här saknas: KOMMANDO"),
        (["analyse"], "samverkan.py analyse: fel: det här saknas: PLATS"),
        (["analyse", "kn", "--date"], "samverkan.py analyse: fel: --date: ett värde saknas"),
        (["analyse", "kn", "--nytt"], "samverkan.py: fel: okända argument: --nytt"),
        (["serve", "--port", "x"], "samverkan.py serve: fel: --port: är inget heltal: 'x'"),
        (
            ["export", "ut", "--format", "x"],
            "samverkan.py export: fel: --format: går inte att välja: 'x' (välj bland 'package', 'xlsx', "
            "'graphml', 'gexf', 'kumu', 'gephi')",
        ),
    ],
)
def test_a_mistake_is_told_in_swedish(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(words, capsys).endswith(f"{said}\n")
