"""The service as a user starts it: a process of its own on a free port."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 120


@contextmanager
def served(folder: Path, *command: str) -> Iterator[str]:
    """Run `python -m api` with a register of its own in `folder`; give its address once it is ready."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    environment = os.environ | {"SAMVERKAN_DATABASE_URL": f"sqlite:///{(folder / 'register.db').as_posix()}"}
    log = folder / "service.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", *command, "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        if not became_ready(process, address):
            raise AssertionError(f"The service did not become ready:\n{log.read_text()}")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def became_ready(process: "subprocess.Popen[bytes]", address: str) -> bool:
    """Ask until the service answers, and between the questions wait for a failed start to end."""
    for _ in range(PATIENCE_S * 10):
        with suppress(OSError), urllib.request.urlopen(f"{address}/readyz", timeout=5):
            return True
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            return False
    return False
