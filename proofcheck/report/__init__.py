"""Findings out: terminal, JSON, LaTeX and PDF. A report computes nothing."""
