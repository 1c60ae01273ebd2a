"""Untrusted refuters: each proposes an instance that the kernel confirms."""

from proofcheck.refuters.search import Budget, Refutation, refute, witness

__all__ = ["Budget", "Refutation", "refute", "witness"]
