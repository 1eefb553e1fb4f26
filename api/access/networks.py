"""Where a request comes from: the network that attempts are counted for, and whether it is this very machine."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

from api.settings import Settings

LOCAL_NAMES = ("localhost", "localhost.localdomain")

PASSED_ON = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip"}
)
"""What proxies add to the requests that they pass on, beside everything that begins with `PASSED_ON_FOR`."""

PASSED_ON_FOR = ("x-forwarded", "x-original", "x-envoy")

HOME_PREFIX = 64
"""Whoever has an IPv6 address has at least this network, and can take any address in it."""


def network_of(connection: HTTPConnection) -> str:
    """Return the client's address, or for IPv6 its network; an empty text when the server does not know it.

    Behind a proxy that is named in SAMVERKAN_TRUSTED_PROXIES the server has already put the client's address in place
    of the proxy's.
    """
    host = connection.client.host if connection.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, HOME_PREFIX), strict=False))


def is_loopback(host: str) -> bool:
    """Tell whether an address or a name leads to this very machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() in LOCAL_NAMES


def comes_from_this_machine(connection: HTTPConnection) -> bool:
    """Tell whether a program on this machine asks, and as far as can be seen for nobody elsewhere.

    A proxy on this machine comes from it too. It is known by the headers that it adds, and when it adds none by
    HTTP/1.0, which nginx has long spoken unless told otherwise, and which no browser speaks. A proxy that does neither
    cannot be told from a browser: that is what SAMVERKAN_TRUSTED_PROXIES is for.
    """
    client = connection.client.host if connection.client else ""
    if not is_loopback(client) or connection.scope.get("http_version") == "1.0":
        return False
    return not any(name in PASSED_ON or name.startswith(PASSED_ON_FOR) for name in connection.headers)


def is_at_this_machine(connection: HTTPConnection, settings: Settings) -> bool:
    """Tell whether whoever asks sits at the machine that serves.

    The service must listen on loopback and stand behind no proxy, the request must come from this machine, and the
    browser must have asked for it by a local name.
    """
    if settings.trusted_proxies or not is_loopback(settings.host):
        return False
    return comes_from_this_machine(connection) and is_loopback(_host_name(connection))


def _host_name(connection: HTTPConnection) -> str:
    """Return the host of the Host header, without its port."""
    host = connection.headers.get("host", "")
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.rpartition(":")[0] if ":" in host else host
