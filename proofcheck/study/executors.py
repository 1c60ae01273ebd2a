"""Where the batches of a campaign run, if not in processes on this machine."""

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, TypeVar

from numerics.errors import NumericsError

T = TypeVar("T")
SECONDS = 5
"""How long a scheduler may take to answer."""


class DaskExecutor(Executor):
    """The workers of the Dask cluster whose scheduler is at ``address``, until `shutdown`.

    Raises:
        NumericsError: Dask is not installed, nobody answers at that address within 5 seconds, or nobody works there.
    """

    def __init__(self, address: str) -> None:
        cluster_threads(address)
        library = _distributed()
        try:
            self._client = library.Client(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _no_answer(address, error) from None
        self._executor: Executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Run a call on some worker.

        Raises:
            BrokenExecutor: the scheduler is gone.
        """
        try:
            return self._executor.submit(fn, *args, **kwargs)
        except Exception as error:  # of many types, and RuntimeError and Exception among them
            raise BrokenExecutor(str(error)) from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on; what still runs is waited for, or given up."""
        self._executor.shutdown(wait and not cancel_futures)
        self._client.close()


def cluster_threads(address: str) -> int:
    """How many batches the workers of a Dask cluster run at a time.

    Raises:
        NumericsError: Dask is not installed, nobody answers at that address within 5 seconds, or nobody works there.
    """
    library = _distributed()

    async def ask() -> dict[str, int]:
        async with asyncio.timeout(SECONDS), library.rpc(address) as scheduler:
            found: dict[str, int] = await scheduler.ncores()
            return found

    try:
        threads = sum(asyncio.run(ask()).values())
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _no_answer(address, error) from None
    if not threads:
        raise NumericsError(f"the Dask scheduler at {address!r} has no workers; start some: dask worker {address}")
    return threads


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise NumericsError("Dask is not installed; pip install 'proofcheck[cluster]'") from None
    return distributed


def _no_answer(address: str, error: Exception) -> NumericsError:
    reason = " ".join(str(error).split())[:120] or f"no answer within {SECONDS} seconds"
    return NumericsError(f"no Dask scheduler answers at {address!r} ({reason}); start one, or correct it")
