"""Where the batches of a campaign run, if not in processes on this machine."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from numerics.errors import NumericsError

SECONDS = 5


def dask_executor(address: str) -> Callable[[], Executor]:
    """Makers of executors on the Dask cluster whose scheduler is at ``address``.

    Raises:
        NumericsError: Dask is not installed, or nobody answers at that address within 5 seconds.
    """
    try:
        import distributed
    except ImportError:
        raise NumericsError("Dask is not installed; pip install 'proofcheck[cluster]'") from None
    try:
        library: Any = distributed
        client = library.Client(address, timeout=SECONDS)
    except (OSError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split())[:120]
        raise NumericsError(f"no Dask scheduler answers at {address!r} ({reason}); start one, or correct it") from None

    def make() -> Executor:
        executor: Executor = client.get_executor(pure=False)
        return executor

    return make
