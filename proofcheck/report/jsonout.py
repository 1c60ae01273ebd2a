"""Findings as JSON."""

import json
from collections.abc import Mapping
from typing import Any


def to_json(findings: Mapping[str, Any]) -> str:
    r"""Return the findings as JSON: ASCII, keys sorted, two spaces, one newline at the end.

    Equal findings give equal bytes. Raises `ValueError` for a NaN or an infinity, which JSON cannot say.

    >>> to_json({"b": 1, "a": "\u2264"})
    '{\n  "a": "\\u2264",\n  "b": 1\n}\n'
    """
    return json.dumps(findings, indent=2, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n"
