"""Templates in LaTeX: signs that TeX does not use, and everything that is filled in escaped."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from proofcheck.report.texescape import Tex, escape

if TYPE_CHECKING:
    from jinja2 import Template


def tex_template(name: str, filters: Mapping[str, Callable[..., Any]]) -> "Template":
    """The template of that name in ``templates``. What it prints is escaped, unless it is LaTeX that we made."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # HTML's; _finalize does LaTeX's
        finalize=_finalize,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    return environment.from_string(files("proofcheck.report").joinpath(f"templates/{name}").read_text(encoding="utf-8"))


def _finalize(shown: object) -> str:
    return shown if isinstance(shown, Tex) else escape(str(shown))
