"""What workers have imported when they start, also what provers and refuters import only when they first need it."""

import clarabel
import scipy.optimize
import z3

import proofcheck.findings

__all__ = ["clarabel", "proofcheck", "scipy", "z3"]
