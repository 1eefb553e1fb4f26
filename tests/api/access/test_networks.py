"""Where a request comes from, and whether it is this very machine."""

import pytest
from starlette.requests import Request

from api.access.networks import comes_from_this_machine, is_at_this_machine, network_of
from api.settings import Settings


def asked(host: str = "127.0.0.1:8000", client: str = "127.0.0.1", http: str = "1.1", **headers: str) -> Request:
    sent = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(
        {
            "type": "http",
            "http_version": http,
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


PROXIES = ["x_forwarded_for", "x_forwarded_host", "x_forwarded_proto", "x_forwarded_server", "forwarded", "via"]
PROXIES += ["x_real_ip", "x_original_host", "cf_connecting_ip", "true_client_ip"]


@pytest.mark.parametrize("header", PROXIES)
def test_what_a_proxy_passed_on_is_not(header):
    assert not is_at_this_machine(asked(**{header: "127.0.0.1"}), Settings(host="127.0.0.1"))
    assert not comes_from_this_machine(asked(**{header: "127.0.0.1"}))


@pytest.mark.parametrize("client", ["192.0.2.7", "2001:db8::1", "", "testclient"])
def test_somebody_elsewhere_is_not_however_local_the_name_they_ask_for(client):
    assert not is_at_this_machine(asked(client=client), Settings(host="127.0.0.1"))
    assert not comes_from_this_machine(asked(client=client))


def test_what_nginx_passes_on_without_a_word_is_known_by_its_old_protocol():
    """`proxy_pass http://127.0.0.1:8000;` alone: from loopback, Host 127.0.0.1:8000, no header of its own, HTTP/1.0."""
    bare = asked("127.0.0.1:8000", "127.0.0.1", http="1.0", connection="close")
    assert not is_at_this_machine(bare, Settings(host="127.0.0.1"))


def test_a_proxy_that_says_nothing_and_speaks_as_a_browser_is_told_apart_by_the_setting_alone():
    bare = asked("127.0.0.1:8000", "127.0.0.1")
    assert is_at_this_machine(bare, Settings(host="127.0.0.1"))
    assert not is_at_this_machine(bare, Settings(host="127.0.0.1", trusted_proxies="127.0.0.1"))


def test_a_service_behind_a_proxy_has_nobody_at_its_machine():
    assert not is_at_this_machine(asked(), Settings(host="127.0.0.1", trusted_proxies="127.0.0.1"))
