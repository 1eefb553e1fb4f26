"""Every Swedish message that the pages can show, found where it stands."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

import models.vocabulary  # noqa: F401 - defines the codes whose labels pages show
from api.settings import ROOT
from graph.comparison.indicators import INDICATORS
from graph.gaps import RULES
from models.vocabulary import Code

METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None, "Message": None, "translate": None}
"""What marks a text as a message: in templates the first three, in Python the others."""

FOLDERS = ("api", "graph", "frontend")

MessageId = str | tuple[str, ...]


def messages_in_use() -> dict[MessageId, str]:
    """Return each message, a tuple when it has a plural, with one place where it stands."""
    found: dict[MessageId, str] = {}
    for message, where in (*_marked(), *_labels(), *_rules(), *_indicators()):
        found.setdefault(message, where)
    return found


def _marked() -> Iterator[tuple[MessageId, str]]:
    for folder in FOLDERS:
        extracted = extract_from_dir(ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS)
        for file, line, message, _, _ in extracted:
            yield message, f"{Path(folder, file)}:{line}"


def _labels() -> Iterator[tuple[str, str]]:
    for vocabulary in Code.__subclasses__():
        if not vocabulary.__module__.startswith("tests"):
            yield from ((code.label, f"{vocabulary.__module__}.{vocabulary.__name__}") for code in vocabulary)


def _indicators() -> Iterator[tuple[str, str]]:
    for name, indicator in INDICATORS.items():
        said = (indicator.title, indicator.meaning, indicator.missing)
        yield from ((message.text, f"indicator {name}") for message in said)


def _rules() -> Iterator[tuple[str, str]]:
    for rule in RULES.values():
        yield from ((text, f"rule {rule.code}") for text in (rule.title, rule.why.text, rule.trap.text))
