"""A body on its way in, in buffers of 1 MiB: never waited for without end, never in the event loop.

While one buffer is being written in a thread, the next one is filled. Who sends nothing for a
while, or too little for a long one, is taken to hang. A body that is cut never comes to `end`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from anchors.limits import LIMITS
from ingest.intake.errors import IntakeRefusedError

__all__ = ["Inflow"]

_Value = TypeVar("_Value")
_BUFFER = LIMITS.read_buffer_octets
_EXACT_SECONDS = 1.0
"""Setting a clock for every piece of a body costs as much as taking it in."""


class Inflow:
    """The octets of one request."""

    def __init__(self, chunks: AsyncIterator[bytes], most: int) -> None:
        self._chunks = chunks
        self._most = most
        self._octets = 0
        self._began = self._patient_since = time.monotonic()

    async def pour(self, write: Callable[[bytearray], None], end: Callable[[], _Value]) -> _Value:
        """Write everything, and return what `end` gives, called in the thread of the last write.

        Raises:
            IntakeRefusedError: larger than it may be, or it hangs.
        """
        writing: asyncio.Future[None] | None = None
        try:
            while True:
                waiting = await self._fill()
                if writing is not None:
                    await writing
                    writing = None
                if len(waiting) < _BUFFER:
                    return await asyncio.to_thread(_last, write, waiting, end)
                writing = asyncio.ensure_future(asyncio.to_thread(write, waiting))
        finally:
            if writing is not None:
                await asyncio.gather(writing, return_exceptions=True)

    async def _fill(self) -> bytearray:
        """Return the next buffer: one that is not full is the last."""
        waiting = bytearray()
        idle = LIMITS.intake_idle_milliseconds / 1000
        try:
            async with asyncio.timeout(None) as patience:
                self._be_patient(patience, idle)
                async for chunk in self._chunks:
                    waiting += chunk
                    self._came(len(chunk), patience, idle)
                    if len(waiting) >= _BUFFER:
                        break
        except TimeoutError as error:
            raise IntakeRefusedError("http.timed_out", f"nothing for {idle:.0f} s") from error
        return waiting

    def _came(self, octets: int, patience: asyncio.Timeout, idle: float) -> None:
        """Count what came, and have patience anew, to the second."""
        self._octets += octets
        if self._octets > self._most:
            raise IntakeRefusedError("http.too_large", f"at most {self._most} octets")
        now = time.monotonic()
        if now - self._began > idle + self._octets / LIMITS.intake_octets_a_second:
            raise IntakeRefusedError("http.timed_out", "too slow")
        if now - self._patient_since > _EXACT_SECONDS:
            self._be_patient(patience, idle)

    def _be_patient(self, patience: asyncio.Timeout, idle: float) -> None:
        self._patient_since = time.monotonic()
        patience.reschedule(asyncio.get_running_loop().time() + idle)


def _last(
    write: Callable[[bytearray], None], octets: bytearray, end: Callable[[], _Value]
) -> _Value:
    if octets:
        write(octets)
    return end()
