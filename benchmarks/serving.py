"""A server in a process of its own, with a register of its own, for as long as it is measured."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.database import ready_database
from api.imports import import_package
from api.settings import ROOT
from graph.packages import write_folder
from graph.register import Register
from tests.server import became_ready

STOPPING_S = 20


def database_in(folder: Path) -> str:
    """Return the address of the register in a folder."""
    return f"sqlite:///{(folder / 'register.db').as_posix()}"


def fill(folder: Path, register: Register) -> None:
    """Read a register into the database of a folder, as a user would: from a package."""
    write_folder(register, folder / "package")
    engine = ready_database(database_in(folder))
    assert not import_package(engine, folder / "package").errors
    engine.dispose()


@contextmanager
def running(folder: Path, port: int, *words: str) -> Iterator[str]:
    """Run `python -m` and the words over the register of a folder; give the address once it answers `/readyz`."""
    environment = os.environ | {"SAMVERKAN_DATABASE_URL": database_in(folder)}
    with (folder / "service.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *words, "--port", str(port)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        if not became_ready(process, f"http://127.0.0.1:{port}"):
            raise RuntimeError(f"The server did not become ready:\n{(folder / 'service.log').read_text()}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOPPING_S)
        except subprocess.TimeoutExpired:
            process.kill()
