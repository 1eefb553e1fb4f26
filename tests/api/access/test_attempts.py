"""Guessing is slow, and nobody can lock anybody else out."""

import pytest

from api.access.attempts import MOST_WINDOWS, PAUSE_S, Attempts
from models.errors import TooManyAttemptsError

OWNER, GUESSER = "192.0.2.1", "198.51.100.9"


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock of the counters, which stands still until it is moved."""
    now = [1_000_000.0]
    monkeypatch.setattr("limits.storage.memory.time.time", lambda: now[0])
    return now


@pytest.fixture
def attempts(seconds: list[float]) -> Attempts:
    return Attempts(clock=lambda: seconds[0])


def test_five_wrong_attempts_may_be_made_and_then_the_network_waits(attempts):
    for _ in range(5):
        attempts.require("kansli", GUESSER)
        attempts.wrong("kansli", GUESSER)

    with pytest.raises(TooManyAttemptsError) as refusal:
        attempts.require("kansli", GUESSER)
    assert refusal.value.wait_s == 15 * 60
    assert "Vänta 15 minuter" in str(refusal.value)


def test_the_owner_is_let_in_from_elsewhere_all_the_same(attempts):
    for _ in range(40):
        attempts.wrong("kansli", GUESSER)

    attempts.require("kansli", OWNER)


def test_another_account_may_be_tried_from_the_same_network_until_the_network_waits_too(attempts):
    for _ in range(5):
        attempts.wrong("kansli", GUESSER)
    attempts.require("annan", GUESSER)
    for number in range(45):
        attempts.wrong(f"konto {number}", GUESSER)

    with pytest.raises(TooManyAttemptsError):
        attempts.require("annan", GUESSER)
    attempts.require("annan", OWNER)


def test_the_window_moves_so_that_the_wait_ends_when_the_oldest_attempt_is_old(attempts, seconds):
    for _ in range(5):
        attempts.wrong("kansli", GUESSER)
        seconds[0] += 60
    with pytest.raises(TooManyAttemptsError) as refusal:
        attempts.require("kansli", GUESSER)
    assert refusal.value.wait_s == 10 * 60
    seconds[0] += 10 * 60 + 1

    attempts.require("kansli", GUESSER)


def test_the_right_password_makes_the_wrong_ones_forgotten(attempts):
    for _ in range(4):
        attempts.wrong("kansli", OWNER)
    attempts.right("kansli", OWNER)
    for _ in range(4):
        attempts.wrong("kansli", OWNER)

    attempts.require("kansli", OWNER)


def test_many_wrong_attempts_from_everywhere_make_answers_slow_and_close_nothing(attempts):
    for number in range(19):
        attempts.wrong("kansli", f"203.0.113.{number}")
    assert attempts.pause("kansli") == 0
    attempts.wrong("kansli", "203.0.113.200")

    assert attempts.pause("kansli") == PAUSE_S
    assert attempts.pause("annan") == 0
    attempts.require("kansli", OWNER)


def test_fifty_wrong_codes_in_a_day_are_too_many(attempts):
    for number in range(50):
        attempts.require_code("kansli")
        attempts.wrong("kansli", f"203.0.113.{number}", code=True)

    with pytest.raises(TooManyAttemptsError):
        attempts.require_code("kansli")
    attempts.require_code("annan")


def test_wrong_passwords_do_not_count_as_wrong_codes(attempts):
    for number in range(60):
        attempts.wrong("kansli", f"203.0.113.{number}")

    attempts.require_code("kansli")


def test_windows_without_attempts_are_forgotten(attempts):
    windows = attempts._storage.events
    windows.update({f"empty {number}": [] for number in range(MOST_WINDOWS + 1)})
    attempts.wrong("kansli", GUESSER)

    assert len(windows) == 3


def test_a_minute_is_called_a_minute():
    assert "Vänta 1 minut och" in str(TooManyAttemptsError(7))
