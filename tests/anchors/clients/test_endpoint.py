"""We connect to addresses that the operator permits, and to no other."""

from ipaddress import ip_network

import pytest

from anchors.clients.endpoint import Endpoint, checked_address, system_addresses
from anchors.clients.errors import EndpointRefusedError, UnreachableError

URL = "https://node.example/v3/key?plan=1"

INNER = [
    "127.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
"""This machine, private and link-local networks, metadata services, and ways round to them."""


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_refused(address: str) -> None:
    with pytest.raises(EndpointRefusedError):
        checked_address(Endpoint(URL, "甲"), lambda *_: [address])


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1"])
def test_a_public_address_is_connected_to(address: str) -> None:
    assert checked_address(Endpoint(URL, "甲"), lambda *_: [address]) == address


def test_one_inner_address_spoils_a_name() -> None:
    with pytest.raises(EndpointRefusedError):
        checked_address(Endpoint(URL, "甲"), lambda *_: ["93.184.215.14", "10.0.0.1"])


def test_a_name_is_resolved_once() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    assert checked_address(Endpoint(URL, "甲"), lambda *_: next(answers)) == "93.184.215.14"
    assert next(answers) == ["127.0.0.1"]


def test_a_listed_network_is_permitted() -> None:
    listed = Endpoint(URL, "甲", networks=(ip_network("10.20.0.0/16"),))
    assert checked_address(listed, lambda *_: ["10.20.3.4"]) == "10.20.3.4"


def test_a_listed_network_permits_no_other() -> None:
    listed = Endpoint(URL, "甲", networks=(ip_network("10.20.0.0/16"),))
    with pytest.raises(EndpointRefusedError):
        checked_address(listed, lambda *_: ["10.21.3.4"])


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:7f00:1"])
def test_this_machine_is_permitted_where_the_operator_says_so(address: str) -> None:
    sandbox = Endpoint("http://localhost:8545", "甲", loopback_allowed=True)
    assert checked_address(sandbox, lambda *_: [address]) == address


@pytest.mark.parametrize("address", ["93.184.215.14", "10.0.0.1"])
def test_plain_http_goes_nowhere_but_to_this_machine(address: str) -> None:
    sandbox = Endpoint("http://node.example", "甲", True, (ip_network("10.0.0.0/8"),))
    with pytest.raises(EndpointRefusedError):
        checked_address(sandbox, lambda *_: [address])


@pytest.mark.parametrize(
    "url",
    [
        "http://node.example",
        "ftp://node.example",
        "file:///etc/passwd",
        "//node.example",
        "https://",
        "https:///path",
        "https://user:secret@node.example",
        "https://@node.example",
        "https://node.example/#part",
        "https://node.example:port",
        "https://node.example:65536",
        "https://[::1",
        "https://node.example/a b",
        "https://node.example/\r\nHost: inner",
        "https://nöde.example",
    ],
)
def test_a_url_that_could_mean_something_else_is_refused(url: str) -> None:
    with pytest.raises(EndpointRefusedError):
        Endpoint(url, "甲")


@pytest.mark.parametrize("operator", ["甲,乙", "", " 甲", "甲 ", "甲\n", "甲\0乙", "甲\u2028"])
def test_a_name_that_could_count_as_another_operator_or_as_two_is_refused(operator: str) -> None:
    with pytest.raises(EndpointRefusedError, match="no name of an operator"):
        Endpoint(URL, operator)


def test_a_name_without_an_address_is_unreachable() -> None:
    with pytest.raises(UnreachableError):
        checked_address(Endpoint(URL, "甲"), lambda *_: [])


def _fails(*_: object) -> list[str]:
    raise OSError("no such name")


def test_a_name_server_that_fails_is_unreachable() -> None:
    with pytest.raises(UnreachableError):
        checked_address(Endpoint(URL, "甲"), _fails)


def test_an_endpoint_says_where_it_is() -> None:
    endpoint = Endpoint("https://Node.example:8443/v3/key?plan=1", "甲")
    assert (endpoint.host, endpoint.port) == ("node.example", 8443)
    assert (endpoint.target, endpoint.secure) == ("/v3/key?plan=1", True)


def test_the_port_is_that_of_the_scheme_where_none_is_stated() -> None:
    endpoint = Endpoint("https://node.example", "甲")
    assert (endpoint.port, endpoint.target) == (443, "/")


def test_the_key_in_a_url_is_not_printed() -> None:
    assert "key" not in repr(Endpoint(URL, "甲"))


@pytest.mark.enable_socket
def test_the_system_resolves_names() -> None:
    sandbox = Endpoint("http://127.0.0.1:8545", "甲", loopback_allowed=True)
    assert checked_address(sandbox, system_addresses) == "127.0.0.1"
