r"""Of which paper a file is a part: one that it names, ``% !TEX root = main.tex``, or one that takes it in."""

import re
from pathlib import Path

from proofcheck.latex.files import opened

_ROOT = re.compile(r"^\s*%\s*!\s*T[eE]X\s+root\s*=\s*(\S.*?)\s*$", re.MULTILINE)
_TAKES_IN = re.compile(r"\\(?:input|include|subfile)\s*\{\s*([^{}]+?)\s*\}")
_MOST = 50
"""Files in a folder that are looked at."""


def whole(path: Path, text: str) -> Path:
    """Return the paper of which a file with this text is a part; itself, where it is none.

    Papers are looked for in its folder and in the one above.
    """
    named = _ROOT.search(text)
    if named is not None:
        root = (path.parent / named[1]).resolve()
        return root if root.is_file() else path
    if r"\documentclass" in text:
        return path
    beside = (file for folder in (path.parent, path.parent.parent) for file in sorted(folder.glob("*.tex"))[:_MOST])
    return next((file for file in beside if file != path and _takes_in(file, path)), path)


def _takes_in(paper: Path, part: Path) -> bool:
    try:
        text = opened(paper)[0].text
    except OSError:
        return False
    if r"\documentclass" not in text:
        return False
    names = (paper.parent / name for name in _TAKES_IN.findall(text))
    return any(part in {name.resolve(), name.with_name(f"{name.name}.tex").resolve()} for name in names)
