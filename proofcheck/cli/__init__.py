"""The command line: `python -m proofcheck`.

Everything heavy (SymPy, the solvers, the reports) is imported by the command that needs it, so that help is immediate.
"""

from proofcheck.cli.program import program
from proofcheck.cli.running import main

__all__ = ["main", "program"]
