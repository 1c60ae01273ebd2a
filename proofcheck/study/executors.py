"""Where the batches of a campaign run: in worker processes on this machine, or on a Dask cluster."""

import asyncio
import pkgutil
import queue
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, TypeVar

from numerics.campaign import LostBatchError
from numerics.errors import NumericsError
from proofcheck import __version__
from proofcheck.workers import Limits, Lost, Workers

T = TypeVar("T")
Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
SECONDS = 5
"""How long a scheduler may take to answer."""


class WorkerExecutor(Executor):
    """Worker processes on this machine, under limits: a call that costs its worker raises, and the others go on."""

    def __init__(self, workers: int, limits: Limits | None = None, preload: tuple[str, ...] = ()) -> None:
        self._count = workers
        self._pool: Workers[Call, Any] = Workers(_call, workers, limits, preload=preload)
        self._submitted: queue.SimpleQueue[tuple[Future[Any], Call]] = queue.SimpleQueue()
        self._futures: dict[int, Future[Any]] = {}
        self._leaving = self._given_up = False
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Run a call in some worker; its future raises `LostBatchError` where it has no result.

        Raises:
            BrokenExecutor: the executor is shut down.
        """
        if self._leaving:
            raise BrokenExecutor("the executor is shut down")
        future: Future[T] = Future()
        self._submitted.put((future, (fn, args, kwargs)))
        self._pool.wake()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers, when they are done or at once; no process is left when this returns."""
        self._leaving = True
        if cancel_futures:
            while (waiting := self._next()) is not None:
                waiting[0].cancel()
        self._given_up = not wait
        self._pool.wake()
        self._thread.join()

    def _next(self) -> tuple[Future[Any], Call] | None:
        try:
            return self._submitted.get_nowait()
        except queue.Empty:
            return None

    def _drive(self) -> None:
        try:
            with self._pool as pool:
                while not self._given_up:
                    self._hand_over()
                    if self._leaving and not self._futures and self._submitted.empty():
                        return
                    for number, answer in pool.wait():
                        _settle(self._futures.pop(number), answer)
        except Exception as error:
            for future in self._futures.values():
                future.set_exception(BrokenExecutor(f"{type(error).__name__}: {error}"))
            self._futures.clear()
        finally:
            self._leaving = True
            for future in self._futures.values():
                future.set_exception(BrokenExecutor("the executor was shut down"))

    def _hand_over(self) -> None:
        """Take what workers are free for: the rest can still be cancelled."""
        while len(self._futures) < self._count and (waiting := self._next()) is not None:
            future, call = waiting
            if future.set_running_or_notify_cancel():
                self._futures[self._pool.submit(call)] = future


def _call(call: Call) -> Any:
    function, arguments, named = call
    return function(*arguments, **named)


def _settle(future: Future[Any], answer: object) -> None:
    if isinstance(answer, Lost):
        future.set_exception(LostBatchError(answer.reason))
    else:
        future.set_result(answer)


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
