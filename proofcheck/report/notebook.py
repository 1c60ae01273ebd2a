"""Findings in a notebook: the page of the report, in a frame of its own."""

from dataclasses import dataclass
from html import escape

from proofcheck.report.html import to_html
from proofcheck.report.schema import Findings


@dataclass(frozen=True, slots=True)
class Shown:
    """Findings that a notebook displays as the page of the report, ``height`` pixels high.

    >>> empty = {"schema": "proofcheck/findings/1", "tool": {"version": "1", "seed": 0}, "documents": []}
    >>> Shown(empty)._repr_html_()[:16]
    '<iframe srcdoc="'
    """

    findings: Findings
    height: int = 700

    def _repr_html_(self) -> str:
        page = escape(to_html(self.findings), quote=True)
        return f'<iframe srcdoc="{page}" width="100%" height="{self.height:d}" sandbox="allow-scripts"></iframe>'
