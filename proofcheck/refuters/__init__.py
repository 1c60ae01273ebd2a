"""Untrusted refuters: each proposes an instance that the kernel confirms."""

from proofcheck.refuters.scaling import Mismatch, scaling_mismatch
from proofcheck.refuters.search import Budget, Refutation, Survey, refute, survey, witness

__all__ = ["Budget", "Mismatch", "Refutation", "Survey", "refute", "scaling_mismatch", "survey", "witness"]
