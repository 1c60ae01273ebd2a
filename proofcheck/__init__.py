"""proofcheck: reads a proof as written and says which line fails, why, and with what evidence."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("proofcheck")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
