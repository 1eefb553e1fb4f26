"""What can be set from the environment. `docs/settings.md` lists it for those who run the service."""

import os
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = ROOT / "data" / "samverkan.db"

UNKNOWN_DATABASE = "adressen ska börja med sqlite:///, följt av en fil, eller postgresql+psycopg://"

MOST_THREADS = 64


def default_threads() -> int:
    """Return twice the number of cores: more threads than that only wait for each other."""
    return min(MOST_THREADS, 2 * (os.cpu_count() or 1))


class Settings(BaseSettings):
    """Settings of one process, each read from the variable `SAMVERKAN_` and its name in capitals.

    Errors never repeat a value: the address of a database may hold a password.
    """

    model_config = SettingsConfigDict(env_prefix="SAMVERKAN_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field(
        default=f"sqlite:///{DEFAULT_DATABASE.as_posix()}",
        repr=False,
        description="Where the register is stored: an SQLite file or a PostgreSQL database.",
    )
    host: str = Field(default="127.0.0.1", description="The address that the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port; 0 takes any free one.")
    threads: int = Field(
        default_factory=default_threads,
        ge=1,
        le=MOST_THREADS,
        description="How many requests are worked on at the same time.",
    )

    @field_validator("database_url")
    @classmethod
    def _with_a_known_driver(cls, url: str) -> str:
        """Accept the short forms of a PostgreSQL address that hosting services hand out."""
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        names_a_file = url.startswith("sqlite:///") and url not in ("sqlite:///", "sqlite:///:memory:")
        if names_a_file or url.startswith("postgresql+psycopg://"):
            return url
        raise ValueError(UNKNOWN_DATABASE)
