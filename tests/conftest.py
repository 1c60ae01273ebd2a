"""Options of the test run. No test uses what earlier runs found out, unless it asks for that."""

import os
import signal

import pytest
from hypothesis import settings

os.environ["PROOFCHECK_CACHE"] = ""
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what the many programs that tests start import is compiled once
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell has it for what runs in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the long random tests in full: an hour or more")


def pytest_configure(config: pytest.Config) -> None:
    settings.register_profile("steady", deadline=None)  # no test depends on a clock
    settings.register_profile("full", max_examples=10_000, deadline=None)
    settings.load_profile("full" if config.getoption("--full") else "steady")
