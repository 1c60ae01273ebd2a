"""One worker, as seen from the process that asks."""

import os
import socket
import time
from pathlib import Path

from proofcheck.workers.limits import Limits
from proofcheck.zygote import (
    REPLY,
)

IDLE_SHARE = 0.01
"""A worker that uses less computing time than this share of the time that passes does nothing."""
PIECE = 1 << 20


class Worker:
    """A worker as seen from here: its channel, its item, and what that has used."""

    def __init__(self, number: int, channel: socket.socket) -> None:
        self.number, self.channel = number, channel
        self.process = 0
        self.item: int | None = None
        self._incoming, self._outgoing = bytearray(), memoryview(b"")

    def take(self, item: int, message: bytes) -> None:
        """Work on an item from now on."""
        self.item = item
        self._incoming, self._outgoing = bytearray(), memoryview(message)
        self._started = self._marked = time.monotonic()
        self._used = self._used_at_mark = computing_time(self.process)

    def write(self) -> bool:
        """Send what the channel takes; whether that was the rest."""
        try:
            while self._outgoing:
                self._outgoing = self._outgoing[self.channel.send(self._outgoing[:PIECE]) :]
        except BlockingIOError:
            return False
        except OSError:  # it has ended, as its other end says, too
            self._outgoing = memoryview(b"")
        return True

    def read(self) -> bool:
        """Receive what there is; whether more may come."""
        try:
            while part := self.channel.recv(PIECE):
                self._incoming += part
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def reply(self) -> tuple[bytes, bytes, bool] | None:
        """The kind and content of a reply that is there as a whole, and whether the worker ends with it."""
        if len(self._incoming) < REPLY.size:
            return None
        length, kind, last = REPLY.unpack_from(self._incoming)
        if len(self._incoming) < REPLY.size + length:
            return None
        return kind, bytes(memoryview(self._incoming)[REPLY.size : REPLY.size + length]), last

    def excess(self, limits: Limits, now: float) -> str | None:
        """Which limit the work on the item has passed."""
        used = computing_time(self.process)
        if used is None or self._used is None or self._used_at_mark is None:
            slow = now - self._started > limits.seconds
            return f"it took more than {limits.seconds:g} s" if slow else None
        if used - self._used > limits.seconds:
            return f"it took more than {limits.seconds:g} s of computing time"
        if now - self._marked > limits.stall:
            if used - self._used_at_mark < IDLE_SHARE * limits.stall:
                return f"it did nothing for {limits.stall:g} s"
            self._marked, self._used_at_mark = now, used
        return None


def computing_time(process: int) -> float | None:
    """Seconds that a process and the children that it has waited for have used; ``None`` where that is not known."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
