"""Where a request comes from, and whether it is this very machine."""

import pytest
from starlette.requests import Request

from api.access.networks import is_at_this_machine, network_of
from api.settings import Settings


def asked(host: str = "127.0.0.1:8000", client: str = "127.0.0.1", **headers: str) -> Request:
    sent = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(
        {
            "type": "http",
            "client": (client, 1234),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        }
    )


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_attempts_are_counted_for_the_network_that_a_client_has(client, network):
    assert network_of(asked(client=client)) == network


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8000"])
def test_a_local_name_on_a_service_that_listens_locally_is_this_machine(host):
    assert is_at_this_machine(asked(host), Settings(host="127.0.0.1"))


@pytest.mark.parametrize(
    "host", ["kartan.example", "127.0.0.1.kartan.example", "192.0.2.7:8000", "", "localhost.example:80", "[::2]:80"]
)
def test_another_name_is_not(host):
    assert not is_at_this_machine(asked(host), Settings(host="127.0.0.1"))


@pytest.mark.parametrize("listens_on", ["0.0.0.0", "::", "192.0.2.7", "kartan.example"])
def test_a_service_that_others_can_reach_is_not(listens_on):
    assert not is_at_this_machine(asked(), Settings(host=listens_on))


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip", "x_forwarded_host"])
def test_what_a_proxy_passed_on_is_not(header):
    assert not is_at_this_machine(asked(**{header: "127.0.0.1"}), Settings(host="127.0.0.1"))


def test_a_service_behind_a_proxy_has_nobody_at_its_machine():
    assert not is_at_this_machine(asked(), Settings(host="127.0.0.1", trusted_proxies="127.0.0.1"))
