"""Findings out: terminal, JSON, LaTeX and PDF. A report computes nothing."""

from proofcheck.report.jsonout import to_json
from proofcheck.report.schema import ClaimFinding, DocumentFindings, Findings, load_schema

__all__ = ["ClaimFinding", "DocumentFindings", "Findings", "load_schema", "to_json"]
