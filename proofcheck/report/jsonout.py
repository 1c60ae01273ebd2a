"""Findings as JSON."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring_ascii
from typing import Any

#: Lists and objects that fit are written on one line: a derivation has tens of thousands of short ones.
WIDTH = 120


def to_json(findings: Mapping[str, Any]) -> str:
    r"""Return the findings as JSON: ASCII, keys sorted, on one line what fits there, one newline at the end.

    Equal findings give equal bytes. Raises `ValueError` for a NaN or an infinity, which JSON cannot say.

    >>> to_json({"b": 1, "a": "\u2264"})
    '{"a": "\\u2264", "b": 1}\n'
    """
    return _written(findings, "") + "\n"


def _written(data: Any, indent: str) -> str:
    if isinstance(data, str):
        return encode_basestring_ascii(data)
    if not isinstance(data, Mapping | list | tuple):
        return json.dumps(data, allow_nan=False)
    deeper = indent + "  "
    if isinstance(data, Mapping):
        opening, closing = "{}"
        parts = [f"{encode_basestring_ascii(key)}: {_written(data[key], deeper)}" for key in sorted(data)]
    else:
        opening, closing = "[]"
        parts = [_written(item, deeper) for item in data]
    line = f"{opening}{', '.join(parts)}{closing}" if len(parts) < WIDTH else ""
    if line and len(indent) + len(line) <= WIDTH and "\n" not in line:
        return line
    inner = f",\n{deeper}".join(parts)
    return f"{opening}\n{deeper}{inner}\n{indent}{closing}"
