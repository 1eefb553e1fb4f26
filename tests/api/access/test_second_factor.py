"""The second factor: codes by RFC 6238, each used once, and recovery codes, on both databases."""

from datetime import UTC, datetime

import pyotp
import pytest
import sqlalchemy as sa

from api.access.accounts import get_account
from api.access.second_factor import enrolment_address, new_secret, step_of, turn_off, turn_on, use_code
from api.database import reading, writing
from models.tables import TABLES
from tests.api.access.people import enrol, make_gate

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890" of RFC 6238, appendix B


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(second, code):
    at = datetime.fromtimestamp(second, UTC)

    assert step_of(RFC_SECRET, code, at) == second // 30


def test_a_code_counts_one_step_before_and_after_its_own():
    first = 1111111109 // 30 * 30  # the second at which the step of the code begins
    moments = [datetime.fromtimestamp(first + second, UTC) for second in (-31, -30, 0, 59, 60)]

    assert [step_of(RFC_SECRET, "081 804", moment) for moment in moments] == [None, *[first // 30] * 3, None]


@pytest.mark.parametrize("code", ["", "28708", "2870820", "abcdef", "２８７０８２", "287082\x00"])
def test_what_is_no_code_is_wrong_and_no_error(code):
    assert step_of(RFC_SECRET, code, datetime.fromtimestamp(59, UTC)) is None


def turned_on(engine, gate):
    account, secret = enrol(engine, gate, "kansli@a.example"), new_secret()
    with writing(engine) as connection:
        codes = turn_on(connection, gate, account.id, secret, 0)
        return get_account(connection, account.id), secret, codes


def test_a_code_is_used_once_and_none_before_it_any_more(engine, gate, clock):
    account, secret, _ = turned_on(engine, gate)
    codes = pyotp.TOTP(secret)
    with writing(engine) as connection:
        assert use_code(connection, gate, account, codes.at(clock.at))
        assert not use_code(connection, gate, account, codes.at(clock.at))
        assert not use_code(connection, gate, account, codes.at(clock.at, counter_offset=-1))
        clock.forward(seconds=30)
        assert use_code(connection, gate, account, codes.at(clock.at))


def test_a_recovery_code_works_once_however_it_is_typed(engine, gate):
    account, _, codes = turned_on(engine, gate)
    with writing(engine) as connection:
        assert use_code(connection, gate, account, codes[3].upper().replace("-", " "))
        assert not use_code(connection, gate, account, codes[3])
        assert use_code(connection, gate, account, codes[4])


def test_there_are_ten_recovery_codes_and_none_can_be_read_in_the_database(engine, gate):
    _, secret, codes = turned_on(engine, gate)
    assert len(set(codes)) == 10
    assert {len(code) for code in codes} == {4 * 7 + 3}
    with reading(engine) as connection:
        stored = str(connection.execute(sa.select(TABLES["recovery_codes"])).all())
        stored += str(connection.execute(sa.select(TABLES["accounts"])).all())
    assert secret not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_somebody_elses_recovery_code_is_wrong(engine, gate):
    _, _, codes = turned_on(engine, gate)
    another = enrol(engine, gate, "annan@a.example")
    with writing(engine) as connection:
        assert not use_code(connection, gate, another, codes[0])


def test_without_the_installations_secret_a_copy_of_the_database_makes_no_codes(engine, gate, clock):
    account, secret, codes = turned_on(engine, gate)
    elsewhere = make_gate(clock, secret_key="another secret, of another installation")
    with writing(engine) as connection:
        assert not use_code(connection, elsewhere, account, pyotp.TOTP(secret).at(clock.at))
        assert use_code(connection, elsewhere, account, codes[0])


def test_turned_off_nothing_is_left_of_it(engine, gate):
    account, _, codes = turned_on(engine, gate)
    with writing(engine) as connection:
        turn_off(connection, account.id)
        account = get_account(connection, account.id)
        assert (account.totp_secret, account.totp_step) == (None, None)
        assert not use_code(connection, gate, account, codes[0])


def test_an_authenticator_is_told_whose_code_it_is():
    assert enrolment_address(RFC_SECRET, "kansli@a.example") == (
        f"otpauth://totp/Samverkanskartan:kansli%40a.example?secret={RFC_SECRET}&issuer=Samverkanskartan"
    )
