"""The one script that a user starts everything with."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import samverkan
from api.commands import COMMANDS

PYTHON = sys._base_executable  # type: ignore[attr-defined]
"""The interpreter that the environment of the tests was made from: it has the pip that a user has."""

LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture
def locks(tmp_path):
    runtime, development = paths = [tmp_path / name for name in LOCKS]
    runtime.write_text("one")
    development.write_text("one and two")
    return paths


class Workshop:
    """Stands for venv and pip: notes what is made and installed, and leaves an interpreter behind."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.done: list[str] = []
        self.fails = False

    def make_venv(self, venv: Path) -> None:
        self.done.append("made")
        python = samverkan.venv_python(venv)
        shutil.rmtree(venv, ignore_errors=True)
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)

    def install(self, lock: Path, venv: Path) -> None:
        self.done.append(lock.name)
        if self.fails:
            raise samverkan.SetupError(samverkan.NOT_INSTALLED)

    def after(self, *locks: Path) -> list[str]:
        """Set up, and return what that took."""
        self.done.clear()
        samverkan.set_up(locks, self.venv)
        return list(self.done)


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    workshop = Workshop(tmp_path / "venv")
    monkeypatch.setattr(samverkan, "make_venv", workshop.make_venv)
    monkeypatch.setattr(samverkan, "install", workshop.install)
    return workshop


class TestSetUp:
    def test_the_first_time_everything_is_made(self, workshop, locks):
        assert workshop.after(locks[0]) == ["made", "requirements.lock"]

    def test_nothing_is_done_when_nothing_changed(self, workshop, locks, capsys):
        workshop.after(locks[0])
        capsys.readouterr()

        assert workshop.after(locks[0]) == []
        assert capsys.readouterr() == ("", "")

    def test_what_it_says_leaves_standard_output_to_the_command(self, workshop, locks, capsys):
        workshop.after(locks[0])

        assert capsys.readouterr() == ("", f"{samverkan.SETTING_UP}\n")

    def test_a_changed_lock_is_installed_into_the_same_environment(self, workshop, locks):
        workshop.after(locks[0])
        locks[0].write_text("another one")

        assert workshop.after(locks[0]) == ["requirements.lock"]
        assert workshop.after(locks[0]) == []

    def test_the_tests_need_the_development_lock(self, workshop, locks):
        workshop.after(locks[0])

        assert workshop.after(*locks) == ["requirements-dev.lock"]

    def test_the_development_lock_holds_the_runtime_lock(self, workshop, locks):
        workshop.after(*locks)

        assert workshop.after(locks[0]) == []

    def test_an_interrupted_installation_is_made_anew(self, workshop, locks):
        workshop.after(locks[0])
        locks[0].write_text("another one")
        workshop.fails = True
        with pytest.raises(samverkan.SetupError):
            workshop.after(locks[0])
        workshop.fails = False

        assert workshop.after(locks[0]) == ["made", "requirements.lock"]

    def test_an_environment_whose_interpreter_is_gone_is_made_anew(self, workshop, locks):
        workshop.after(locks[0])
        samverkan.venv_python(workshop.venv).unlink()

        assert workshop.after(locks[0]) == ["made", "requirements.lock"]

    def test_an_environment_whose_interpreter_does_not_start_is_made_anew(self, workshop, locks):
        workshop.after(locks[0])
        python = samverkan.venv_python(workshop.venv)
        python.unlink()
        python.write_text("not a program")
        python.chmod(0o755)

        assert workshop.after(locks[0]) == ["made", "requirements.lock"]

    def test_an_environment_of_another_python_version_is_made_anew(self, workshop, locks):
        workshop.after(locks[0])
        stamp = workshop.venv / "samverkan.stamp"
        stamp.write_text(stamp.read_text().replace(f"3.{sys.version_info.minor}", "3.1"))

        assert workshop.after(locks[0]) == ["made", "requirements.lock"]

    @pytest.mark.parametrize("stamp", ["", "\n", None])
    def test_an_environment_made_by_something_else_is_made_anew(self, workshop, locks, stamp):
        workshop.make_venv(workshop.venv)
        if stamp is not None:
            (workshop.venv / "samverkan.stamp").write_text(stamp)

        assert workshop.after(locks[0]) == ["made", "requirements.lock"]


class TestMain:
    @pytest.mark.parametrize(("arguments", "code"), [([], 2), (["-h"], 0), (["--help"], 0)])
    def test_the_help_needs_no_environment(self, workshop, capsys, arguments, code):
        assert samverkan.main(arguments) == code
        assert capsys.readouterr().out == samverkan.USAGE
        assert workshop.done == []

    def test_the_help_has_a_line_for_every_command(self):
        for command in COMMANDS:
            assert f"\n  {command.name:<9}  {command.about}\n" in samverkan.USAGE

    def test_an_old_python_is_told_in_a_sentence(self, monkeypatch):
        monkeypatch.setattr(sys, "version_info", (3, 10, 4))

        with pytest.raises(samverkan.SetupError, match=r"behöver Python 3\.11 eller nyare\. Det här är Python 3\.10"):
            samverkan.main(["start"])

    def test_a_python_without_pip_is_told_in_a_sentence(self, monkeypatch, tmp_path):
        monkeypatch.setattr(samverkan, "has", lambda _module: False)

        with pytest.raises(samverkan.SetupError, match="saknar både pip och ensurepip"):
            samverkan.make_venv(tmp_path / "venv")


@pytest.fixture(scope="module")
def offline(tmp_path_factory):
    """An environment in which pip knows two small packages and no network."""
    wheels = tmp_path_factory.mktemp("wheels")
    return {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_CONFIG_FILE": os.devnull,
        "LITEN": build_wheel(wheels, "liten"),
        "ANNAN": build_wheel(wheels, "annan"),
    }


def build_wheel(folder: Path, package: str) -> str:
    """Put a package of one line into the folder, and return its hash."""
    wheel = folder / f"{package}-1.0-py3-none-any.whl"
    about = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{package}.py", "ANSWER = 42\n")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, offline):
    """A checkout in a folder with spaces and Swedish letters, set up with a lock of one package."""
    checkout = tmp_path_factory.mktemp("en väg") / "åäö och mellanslag"
    (checkout / "api").mkdir(parents=True)
    shutil.copy(samverkan.__file__, checkout)
    (checkout / "requirements.lock").write_text(f"liten==1.0 --hash=sha256:{offline['LITEN']}\n")
    (checkout / "api" / "__main__.py").write_text(
        "import json, os, sys, liten\n"
        "print(json.dumps([sys.argv[1:], os.getcwd(), sys.prefix, liten.ANSWER]))\n"
        "sys.exit(7)\n"
    )
    set_up = run(checkout, offline, checkout.parent, "setup")
    assert set_up.returncode == 0, set_up.stderr
    return checkout


def run(checkout: Path, offline: dict[str, str], folder: Path, *arguments: str):
    command = [PYTHON, str(checkout / "samverkan.py"), *arguments]
    environment = os.environ | offline
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_a_command_runs_in_the_environment_from_the_folder_of_the_user(checkout, offline, tmp_path):
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "__main__.py").write_text("raise SystemExit('the wrong api')")

    ran = run(checkout, offline, tmp_path, "analyse", "mitt ställe")

    answer = [["analyse", "mitt ställe"], str(tmp_path.resolve()), str(checkout / ".venv"), 42]
    assert (ran.returncode, ran.stderr) == (7, "")
    assert json.loads(ran.stdout) == answer


def test_setting_up_again_is_silent(checkout, offline, tmp_path):
    again = run(checkout, offline, tmp_path, "setup")

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_a_package_with_another_hash_is_refused(checkout, offline, tmp_path):
    other = shutil.copytree(checkout, tmp_path / "other", symlinks=True)
    lock = other / "requirements.lock"
    lock.write_text(f"{lock.read_text()}annan==1.0 --hash=sha256:{'0' * 64}\n")

    ran = run(other, offline, tmp_path, "setup")

    assert ran.returncode == 1
    assert "DO NOT MATCH THE HASHES" in ran.stderr
    assert ran.stderr.endswith(f"{samverkan.NOT_INSTALLED}\n")


def test_a_package_that_the_lock_gained_is_installed(checkout, offline, tmp_path):
    other = shutil.copytree(checkout, tmp_path / "other", symlinks=True)
    lock = other / "requirements.lock"
    lock.write_text(f"{lock.read_text()}annan==1.0 --hash=sha256:{offline['ANNAN']}\n")

    assert run(other, offline, tmp_path, "setup").stderr == f"{samverkan.SETTING_UP}\n"

    found = [file.name for file in (other / ".venv").rglob("annan.py")]
    assert found == ["annan.py"]
