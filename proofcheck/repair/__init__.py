"""Untrusted repairs: each proposes a changed claim, which goes through the same pipeline as any other."""

from proofcheck.repair.changes import Edit
from proofcheck.repair.consequences import STARTED, started
from proofcheck.repair.edits import edit_at, edits
from proofcheck.repair.mending import Repair, mended

__all__ = ["STARTED", "Edit", "Repair", "edit_at", "edits", "mended", "started"]
