"""Untrusted refuters: each proposes an instance that the kernel confirms."""

from proofcheck.refuters.scaling import Mismatch, scaling_mismatch
from proofcheck.refuters.search import Budget, Refutation, hunt, refute
from proofcheck.refuters.witnesses import Survey, survey, witness

__all__ = ["Budget", "Mismatch", "Refutation", "Survey", "hunt", "refute", "scaling_mismatch", "survey", "witness"]
