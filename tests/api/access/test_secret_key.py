"""The installation's secret: made once, kept where only its owner reads it, never shown."""

import os
from pathlib import Path

import pytest

from api.access.secret_key import SecretKey, key_file
from api.settings import DEFAULT_DATABASE, Settings
from models.errors import ServerSettingsError


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("SAMVERKAN_SECRET_KEY", raising=False)
    return Settings(database_url=f"sqlite:///{(tmp_path / 'new' / 'register.db').as_posix()}")


def test_the_key_is_made_when_it_is_first_needed_and_then_kept(settings):
    file = key_file(settings)
    key = SecretKey(settings)
    assert not file.exists()
    first = key.derive("x")

    assert SecretKey(settings).derive("x") == first
    assert file.parent.name == "new"
    assert [kept.name for kept in file.parent.iterdir()] == ["secret.key"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has rights of another kind")
def test_nobody_but_its_owner_reads_the_key(settings):
    SecretKey(settings).derive("x")

    assert key_file(settings).stat().st_mode & 0o777 == 0o600


def test_two_installations_have_two_keys(settings, tmp_path):
    another = Settings(database_url=f"sqlite:///{(tmp_path / 'other' / 'register.db').as_posix()}")

    assert SecretKey(settings).derive("x") != SecretKey(another).derive("x")


def test_the_key_of_a_postgresql_register_lies_in_the_folder_for_data():
    settings = Settings(database_url="postgresql://host/register")

    assert key_file(settings) == DEFAULT_DATABASE.parent / "secret.key"


def test_a_key_that_is_given_is_used_and_no_file_made(settings, tmp_path):
    given = Settings(database_url=settings.database_url, secret_key="x" * 32)
    SecretKey(given).derive("x")

    assert not (tmp_path / "new").exists()
    assert "xxxx" not in repr(given)


def test_a_key_for_one_purpose_opens_nothing_of_another(settings):
    key = SecretKey(settings)

    assert key.open("a", key.seal("a", "hemligt")) == "hemligt"
    assert key.open("b", key.seal("a", "hemligt")) is None
    assert "hemligt" not in key.seal("a", "hemligt")


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAA==", "å\x00"])
def test_what_was_never_sealed_opens_as_nothing(settings, sealed):
    assert SecretKey(settings).open("a", sealed) is None


def test_a_key_file_that_was_cut_short_is_refused_and_not_replaced(settings):
    file = key_file(settings)
    file.parent.mkdir()
    file.write_bytes(b"short")

    with pytest.raises(ServerSettingsError, match="SAMVERKAN_SECRET_KEY"):
        SecretKey(settings).derive("x")
    assert file.read_bytes() == b"short"


def test_a_folder_that_cannot_hold_the_key_is_told_in_a_sentence():
    settings = Settings(database_url="sqlite:////dev/null/register.db")

    with pytest.raises(ServerSettingsError, match="secret"):
        SecretKey(settings).derive("x")
