"""Where the batches of a campaign run, if not in processes on this machine."""

import asyncio
import pkgutil
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, TypeVar

from numerics.errors import NumericsError
from proofcheck import __version__

T = TypeVar("T")
SECONDS = 5
"""How long a scheduler may take to answer."""


class DaskExecutor(Executor):
    """The workers of the Dask cluster whose scheduler is at ``address``, until `shutdown`.

    Raises:
        NumericsError: Dask is not installed, nobody answers at that address within 5 seconds, nobody works there, or a
            worker lacks this version of proofcheck.
    """

    def __init__(self, address: str) -> None:
        cluster_threads(address)
        try:
            with warnings.catch_warnings(action="ignore"):  # about versions of other packages
                self._client = _distributed().Client(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _no_answer(address, error) from None
        try:
            _check_versions(self._client)
        except NumericsError:
            self._client.close()
            raise
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
            found: object = await scheduler.ncores()
        if not isinstance(found, dict):
            raise TypeError("what answers is something else")
        return found

    try:
        threads = sum(asyncio.run(ask()).values())
    except (OSError, ValueError, TypeError) as error:
        raise _no_answer(address, error) from None
    if not threads:
        raise NumericsError(f"the Dask scheduler at {address!r} has no workers; start some: dask worker {address}")
    return threads


def _check_versions(client: Any) -> None:
    """Ask every worker with what any Python has: one without proofcheck would die of the first batch."""
    found = client.run(pkgutil.resolve_name, "proofcheck:__version__", on_error="return")
    for worker, version in found.items():
        if version != __version__:
            has = f"proofcheck {version}" if isinstance(version, str) else "no proofcheck"
            raise NumericsError(f"the Dask worker at {worker} has {has}; install proofcheck {__version__} there")


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise NumericsError("Dask is not installed; pip install 'proofcheck[cluster]'") from None
    return distributed


def _no_answer(address: str, error: Exception) -> NumericsError:
    reason = " ".join(str(error).split())[:120] or f"no answer within {SECONDS} seconds"
    return NumericsError(f"no Dask scheduler answers at {address!r} ({reason}); start one, or correct it")
