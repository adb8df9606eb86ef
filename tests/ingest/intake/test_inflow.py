"""A body is poured in whole, in buffers, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Iterable

import pytest

from anchors.limits import LIMITS
from ingest.intake.errors import IntakeRefusedError
from ingest.intake.inflow import Inflow

_BUFFER = LIMITS.read_buffer_octets


async def _chunks(parts: Iterable[bytes], fault: Exception | None = None) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
    if fault is not None:
        raise fault


def _pour(chunks: AsyncIterator[bytes], most: int = 1 << 30) -> tuple[bytes, list[int]]:
    whole, sizes = bytearray(), []

    def write(octets: bytearray) -> None:
        whole.extend(octets)
        sizes.append(len(octets))

    async def poured() -> bytes:
        return await Inflow(chunks, most).pour(write, lambda: bytes(whole))

    return asyncio.run(poured()), sizes


@pytest.mark.parametrize("octets", [0, 1, _BUFFER - 1, _BUFFER, _BUFFER + 1, 3 * _BUFFER + 7])
def test_everything_arrives_in_order_in_few_buffers(octets: int) -> None:
    body = bytes(range(256)) * (octets // 256 + 1)
    parts = [body[start : min(start + 65_521, octets)] for start in range(0, octets, 65_521)]
    found, sizes = _pour(_chunks(parts))
    assert found == body[:octets]
    assert len(sizes) <= octets // _BUFFER + 1


def test_more_than_is_taken_is_refused_before_it_is_written() -> None:
    with pytest.raises(IntakeRefusedError, match=r"http\.too_large"):
        _pour(_chunks([b"x" * 11]), most=10)


def test_a_fault_of_the_sender_ends_it_without_an_end() -> None:
    with pytest.raises(ConnectionError):
        _pour(_chunks([b"x" * 3 * _BUFFER, b"y"], ConnectionError()))


def test_a_fault_of_the_writer_ends_it() -> None:
    def full(_: bytearray) -> None:
        raise OSError("full")

    async def poured() -> None:
        chunks = _chunks([b"x" * _BUFFER] * 4)
        await Inflow(chunks, 1 << 30).pour(full, lambda: None)

    with pytest.raises(OSError, match="full"):
        asyncio.run(poured())


def test_who_sends_too_little_is_taken_to_hang() -> None:
    async def poured() -> None:
        inflow = Inflow(_chunks([b"x"]), 1 << 30)
        inflow._began -= LIMITS.intake_idle_milliseconds / 1000 + 1
        await inflow.pour(lambda _: None, lambda: None)

    with pytest.raises(IntakeRefusedError, match=r"http\.timed_out"):
        asyncio.run(poured())
