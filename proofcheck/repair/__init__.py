"""Untrusted repairs: each proposes a changed claim, which goes through the same pipeline as any other."""

from proofcheck.repair.edits import Edit, edits

__all__ = ["Edit", "edits"]
