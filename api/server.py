"""The web server: its settings, its socket and its processes."""

import os
import socket
import sys
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from api.settings import Settings
from models.errors import ServerSettingsError

WAITING = 2048
GRACE_S = 10
"""How long a request under way may take when the server is told to stop."""


def chosen_settings(host: str | None, port: int | None) -> Settings:
    """Return the settings of the environment, with what the command line says instead."""
    said: dict[str, Any] = {"host": host, "port": port}
    return Settings(**{name: value for name, value in said.items() if value is not None})


def serve(settings: Settings, workers: int = 1) -> None:
    """Serve until interrupted.

    Args:
        settings: host, port and database.
        workers: how many processes share the port.

    Raises:
        ServerSettingsError: the port cannot be had, or SQLite was to be written by several processes.
    """
    if workers < 1 or (workers > 1 and settings.database_url.startswith("sqlite")):
        raise ServerSettingsError(
            "SQLite klarar bara en process som skriver, så --workers måste vara 1. "
            "Använd PostgreSQL (SAMVERKAN_DATABASE_URL) för flera."
        )
    # The application is made from the environment, in this process or in others, and must know where it listens.
    os.environ["SAMVERKAN_HOST"], os.environ["SAMVERKAN_PORT"] = settings.host, str(settings.port)
    with _listen(settings.host, settings.port) as listener:
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(
            f"Samverkanskartan visas på http://{shown}:{port} (avsluta med Ctrl-C).",
            file=sys.stderr,
            flush=True,
        )
        config = uvicorn.Config(
            "api.warming:warm_app",
            factory=True,
            workers=workers,
            backlog=WAITING,
            log_config=None,  # Each process writes its own log, in one form for all that it says: see api/logs.py.
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # The application believes those that the settings name, and nobody by default.
            timeout_graceful_shutdown=GRACE_S,
        )
        if workers == 1:
            uvicorn.Server(config).run([listener])
        else:
            Multiprocess(config, [listener]).run()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as error:
        raise ServerSettingsError(
            f"Det går inte att lyssna på {host}:{port} ({error.strerror}). Välj en annan port med --port."
        ) from error
