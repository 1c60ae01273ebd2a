"""Untrusted refuters: each proposes an instance that the kernel confirms."""

from proofcheck.refuters.search import Budget, Refutation, Survey, refute, survey, witness

__all__ = ["Budget", "Refutation", "Survey", "refute", "survey", "witness"]
