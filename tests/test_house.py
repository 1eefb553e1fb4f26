"""Rules of the house that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "graph", "api", "tests", "benchmarks")
MODULES = sorted(
    [ROOT / "samverkan.py", ROOT / "migrations" / "env.py"]
    + [module for package in PACKAGES for module in (ROOT / package).rglob("*.py")]
)
LONGEST_MODULE = 300
LONGEST_BODY = 40
VAGUE_NAMES = {
    "base",
    "common",
    "helper",
    "helpers",
    "manager",
    "misc",
    "service",
    "services",
    "util",
    "utils",
}


def name(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from the first statement after the docstring to the last."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    last = function.body[-1].end_lineno or 0
    return last - statements[0].lineno + 1 if statements else 0


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_is_short_enough_to_be_read_at_once(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_function_fits_on_a_page(module):
    assert [f.name for f in functions(module) if body_length(f) > LONGEST_BODY] == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_is_named_for_what_it_holds(module):
    assert module.stem not in VAGUE_NAMES
    assert module.parent.name not in VAGUE_NAMES


@pytest.mark.parametrize("module", [m for m in MODULES if name(m).startswith("api/")], ids=name)
def test_connections_are_opened_in_one_place(module):
    """Everything else uses `reading` and `writing`, which say what a transaction is for."""
    openers = {"connect", "begin", "raw_connection"}
    calls = (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call))
    opened = [c.lineno for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in openers]

    assert bool(opened) == (name(module) == "api/database.py")


@pytest.mark.parametrize("module", [m for m in MODULES if name(m).startswith("api/pages/")], ids=name)
def test_pages_read_the_register_as_their_viewer_sees_it(module):
    """Whatever asks the tables themselves stands in `api/queries` or `api/access`, where its rows are judged."""
    imports = (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ImportFrom))

    assert [node.lineno for node in imports if node.module == "models.tables"] == []


def test_the_length_of_a_body_leaves_out_the_docstring():
    (function,) = ast.parse('def f():\n    """Two\n    lines."""\n    a = 1\n\n    return a\n').body
    assert isinstance(function, ast.FunctionDef)

    assert body_length(function) == 3
