#!/usr/bin/env python3
"""Set up and run Samverkanskartan with nothing but Python 3.11 and pip.

Everything lives in `.venv` beside this file. It is made when it is missing or broken, filled from the lock
file with every package checked against its hash, and left alone when the lock has not changed. What is said
on the way goes to standard error, so that the output of a command can be piped.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
RUNTIME_LOCK, DEVELOPMENT_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
VENV = ROOT / ".venv"

USAGE = """Så här används samverkan.py:

  python3 samverkan.py KOMMANDO [VAL …]

Kommandon:

  start      Visa registret i webbläsaren; i ett tomt register läses demon in först.
  serve      Visa registret i webbläsaren, utan demodata.
  demo       Läs in demopaketen i registret.
  import     Läs in ett paket: en mapp, en .zip eller en .xlsx.
  export     Skriv registret eller en plats som ett paket, eller nätverket för andra program.
  analyse    Skriv analysen av en plats som JSON.
  compare    Skriv två eller flera platser sida vid sida som JSON.
  measure    Skriv måtten för vilket nätverk som helst, i två csv-filer, som JSON.
  migrate    Uppdatera databasen till den här versionen av programmet.
  account    Skapa, visa, stäng och ändra konton.
  token      Skapa, visa och återkalla nycklar för program.
  check      Kontrollera inställningar, filer och register; 1 när något är farligt.
  backup     Spara hela registret i en fil, också medan tjänsten är igång.
  restore    Lägg tillbaka en säkerhetskopia; tjänsten ska vara stängd.
  retention  Gallra: radera det som har sparats tillräckligt länge.
  test       Kör alla tester.
  setup      Gör bara i ordning.

Första gången gör varje kommando i ordning det som behövs. Hjälp om ett av dem:

  python3 samverkan.py KOMMANDO --help

Till exempel:

  python3 samverkan.py start                           visa demon på http://127.0.0.1:8000
  python3 samverkan.py analyse kn --date 2026-11-01    skriv analysen av en plats
"""
EVERY_TEST = ("--numprocesses=auto", "--dist=worksteal")
"""All tests run on all processors; what is asked for by name runs in one process, which starts at once."""

SETTING_UP = "Gör i ordning Samverkanskartan. Första gången tar det ungefär en minut."
TOO_OLD = "Samverkanskartan behöver Python 3.11 eller nyare. Det här är Python {}.{}: {}"
NO_PIP = "Python saknar både pip och ensurepip. Installera pip (Debian och Ubuntu: apt install python3-pip)."
NOT_INSTALLED = "Installationen blev inte klar. Felet står ovanför; kör samma kommando igen när det är rättat."


class SetupError(Exception):
    """The environment cannot be made; the message tells the user, in Swedish, what to do."""


def venv_python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command: str | Path) -> None:
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        raise SetupError(NOT_INSTALLED)


def python_version(python: Path) -> str | None:
    """Major and minor version that an interpreter answers with; None when it does not start."""
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-I", "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def make_venv(venv: Path) -> None:
    """Make an empty environment, with a pip of its own only where this Python has none: that takes longer."""
    if not has("pip") and not has("ensurepip"):
        raise SetupError(NO_PIP)
    run(sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if has("pip") else []), venv)


def install(lock: Path, venv: Path) -> None:
    python = str(venv_python(venv))
    pip = [sys.executable, "-m", "pip", "--python", python] if has("pip") else [python, "-m", "pip"]
    quietly = ("-qq", "--disable-pip-version-check", "--no-input", "--no-user")
    run(*pip, "install", *quietly, "--require-hashes", "--requirement", lock)


def set_up(locks: Sequence[Path], venv: Path = VENV) -> None:
    """Bring the environment to what the last of the locks says; each lock holds the ones before it.

    The stamp holds the interpreter's version and the hash of every lock that is installed. It is taken away
    while something is being installed, so an interrupted or foreign environment has none and is made anew.
    """
    stamp = venv / "samverkan.stamp"
    version, *installed = (stamp.read_text().split() if stamp.is_file() else []) or [""]
    wanted = [hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks]
    sound = version != "" and python_version(venv_python(venv)) == version
    if sound and set(wanted) <= set(installed):
        return
    stamp.unlink(missing_ok=True)
    print(SETTING_UP, file=sys.stderr, flush=True)
    if not sound:
        make_venv(venv)
    install(locks[-1], venv)
    stamp.write_text("\n".join([python_version(venv_python(venv)) or "", *wanted, ""]))


def hand_over(*arguments: str) -> int:
    """Become the interpreter of the environment, in the user's folder, which nothing is imported from."""
    command = [str(venv_python(VENV)), "-P", "-m", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if os.name != "nt":
        os.execve(command[0], command, environment)
    # Windows has no exec that keeps the console, so this process stays and waits for its child.
    child = subprocess.Popen(command, env=environment)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # The child has had the same Ctrl-C and decides itself how to end.
            continue


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        raise SetupError(TOO_OLD.format(*sys.version_info[:2], sys.executable))
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0 if arguments else 2
    if arguments[0] == "test":
        set_up([RUNTIME_LOCK, DEVELOPMENT_LOCK])
        os.chdir(ROOT)
        return hand_over("pytest", *(arguments[1:] or EVERY_TEST))
    set_up([RUNTIME_LOCK])
    return 0 if arguments[0] == "setup" else hand_over("api", *arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
