"""No test has a network, nor has any Python that a test starts."""

import asyncio
import shutil
import socket
import subprocess
import sys

import pytest
from no_network import NetworkRefused

ADDRESSES = [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")]  # RFC 5737, RFC 3849
LOOK_UPS = [
    lambda: socket.getaddrinfo("example.invalid", 443),
    lambda: socket.gethostbyname("example.invalid"),
    lambda: socket.create_connection(("example.invalid", 443)),
]


def _python(*args: object, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    words = [*before, sys.executable, *map(str, args)]
    return subprocess.run(words, capture_output=True, text=True)


@pytest.mark.parametrize(("family", "address"), ADDRESSES, ids=["IPv4", "IPv6"])
def test_a_connection_is_refused(family, address):
    with socket.socket(family) as end, pytest.raises(NetworkRefused):
        end.connect((address, 443))


@pytest.mark.parametrize(("family", "address"), ADDRESSES, ids=["IPv4", "IPv6"])
def test_a_datagram_is_refused(family, address):
    with socket.socket(family, socket.SOCK_DGRAM) as end, pytest.raises(NetworkRefused):
        end.sendto(b"", (address, 53))


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=["getaddrinfo", "gethostbyname", "connection"])
def test_a_look_up_of_a_name_is_refused(look_up):
    with pytest.raises(NetworkRefused):
        look_up()


def test_an_event_loop_and_its_own_socket_pair_are_not():
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"


def test_a_python_that_a_test_starts_is_refused_even_where_it_catches_every_exception():
    ran = _python(
        "-c",
        "import socket\ntry: socket.getaddrinfo('example.invalid', 443)\nexcept Exception: pass",
    )
    assert ran.returncode == 1
    assert "NetworkRefused: socket.getaddrinfo" in ran.stderr


@pytest.mark.parametrize("verb", ["status", "codings"])
def test_a_command_asks_for_no_network(verb, tiny):
    ran = _python("-m", "qualbench", verb, tiny)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_texts_are_prepared_where_there_is_no_network_at_all(tiny):
    # The models' libraries have compiled parts that could connect behind Python's back.
    alone = ("unshare", "--map-root-user", "--net")
    if not shutil.which("unshare") or subprocess.run([*alone, "true"]).returncode:
        pytest.skip("this system gives no process a network of its own (unshare)")
    ran = _python("-m", "qualbench", "prepare", tiny, "--coder", "ana", before=alone)
    assert ran.returncode == 0, ran.stderr
