"""A Chromium of the operating system for the tests; nothing is downloaded."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

# The sandbox needs rights that root and containers lack. The rest keeps the browser from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the browser that is named, or the first one on the path."""
    named = os.environ.get("SAMVERKAN_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
