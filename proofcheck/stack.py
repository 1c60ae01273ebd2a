"""Room for deep recursion: terms nest deeper than the stack of an ordinary thread allows."""

import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

A = TypeVar("A")

DEPTH = 50_000
"""Calls within calls for which there is room on the largest stack."""
SIZES = (512 << 20, 128 << 20, 32 << 20)
"""Bytes of stack that are asked for in turn; of what is granted, only what is used takes memory."""
SMALLEST = 5_000
_starting = threading.Lock()


def deep_thread(work: Callable[[], None]) -> tuple[threading.Thread, int]:
    """A running daemon thread with a large stack, and the recursion limit that suits it.

    Raises:
        RuntimeError: not even the smallest of these stacks can be had.
    """
    with _starting:
        usual = threading.stack_size()
        try:
            for size in SIZES:
                threading.stack_size(size)
                thread = threading.Thread(target=work, daemon=True)
                try:
                    thread.start()
                except RuntimeError:
                    if size == SIZES[-1]:
                        raise
                else:
                    return thread, max(SMALLEST, DEPTH * size // SIZES[0])
        finally:
            threading.stack_size(usual)
    raise AssertionError


def run_deep(work: Callable[..., A], *arguments: Any) -> A:
    """What ``work`` returns or raises, called on a large stack while the caller waits.

    >>> import json
    >>> run_deep(json.loads, "[" * 5000 + "]" * 5000) != []
    True
    """
    answers: list[A] = []
    failures: list[BaseException] = []
    ready = threading.Event()

    def call() -> None:
        ready.wait()
        try:
            answers.append(work(*arguments))
        except BaseException as error:
            failures.append(error)

    usual = sys.getrecursionlimit()
    thread, depth = deep_thread(call)
    try:
        sys.setrecursionlimit(max(usual, depth))
        ready.set()
        thread.join()
    finally:
        sys.setrecursionlimit(usual)
    if failures:
        raise failures[0]
    return answers[0]
