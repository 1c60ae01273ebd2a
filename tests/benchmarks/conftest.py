"""Benchmarks say something on an idle machine: the common test run leaves them out."""

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    if not item.config.getoption("benchmark_only"):
        pytest.skip("run with --benchmark-only")
