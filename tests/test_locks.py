"""The lock files that pip reads hold what uv.lock holds."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENT = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name: str) -> set[tuple[str, str]]:
    return set(REQUIREMENT.findall((ROOT / name).read_text(encoding="utf-8")))


def resolved() -> list[dict[str, str]]:
    packages: list[dict[str, str]] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return packages


def test_everything_that_was_resolved_is_in_the_development_lock():
    project = "samverkanskartan"

    assert locked("requirements-dev.lock") == {
        (package["name"], package["version"]) for package in resolved() if package["name"] != project
    }


def test_the_development_lock_holds_the_runtime_lock():
    """`samverkan.py` relies on it: who has set up the tests need not set up again to start."""
    assert locked("requirements.lock") < locked("requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock):
    blocks = (ROOT / lock).read_text(encoding="utf-8").split("\n", 1)[1].replace("\\\n    ", "").splitlines()

    assert [block for block in blocks if not re.match(r"\S+==\S+ (;.* )?--hash=sha256:[0-9a-f]{64}", block)] == []


@pytest.mark.parametrize("lock", [*LOCKS, "uv.lock"])
def test_no_lock_names_a_host_but_the_public_registry(lock):
    hosts = set(re.findall(r"https?://([^/\"\s]+)", (ROOT / lock).read_text(encoding="utf-8")))

    assert hosts <= {"pypi.org", "files.pythonhosted.org"}
