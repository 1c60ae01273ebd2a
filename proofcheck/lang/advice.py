"""What to write instead, where Python says that it cannot run a lemma file."""

import inspect
import re
from difflib import get_close_matches
from importlib import import_module
from typing import Any

_CALLED_ELSEWHERE = {
    "real": "scalar", "reals": "scalar", "number": "scalar", "variable": "scalar", "var": "scalar", "symbol": "scalar",
    "symbols": "scalar", "positive": "scalar", "matrix": "operator", "linear_map": "operator", "function": "mapping",
    "integer": "natural", "dim": "dimension", "abs": "absolute", "dot": "inner", "sum": "summation", "mean": "average",
    "expect": "expectation", "max": "maximum", "min": "minimum", "claim": "Claim",
    "lemma": "Claim", "theorem": "Claim",
}  # fmt: skip
"""What is a word of the language under another name."""
_ALIKE = 0.7
_NAMED = re.compile(r"cannot import name '(\w+)' from '(proofcheck[\w.]*)'|"
                    r"module '(?P<module>proofcheck[\w.]*)' has no attribute '(?P<attribute>\w+)'")  # fmt: skip
_CALL = re.compile(r"(?:\w+\.)?(\w+)\(\) (?:missing|got|takes)")
_FOR_NUMBERS = re.compile(r"cannot (convert|determine)|must be real number|loop of ufunc|no callable \w+ method", re.I)


def advice(error: BaseException, words: str) -> str:
    """Return what to write where Python raised an error and says ``words``; nothing where that cannot be told."""
    if isinstance(error, NameError):
        return _of_name(str(error.name or ""))
    if isinstance(error, ImportError | AttributeError) and (found := _NAMED.search(words)):
        return _of_word(found[1] or found["attribute"])
    if isinstance(error, TypeError) and (found := _CALL.match(words)) and (made := _words().get(found[1])) is not None:
        return f"write {found[1]}{_parameters(made)}"
    if isinstance(error, TypeError | ValueError) and _FOR_NUMBERS.search(words):
        return "what math and numpy compute is of numbers: import sqrt, exp, log and others from proofcheck.lang"
    return ""


def _of_name(name: str) -> str:
    known = _words()
    if name in known:
        return f"import it: from proofcheck.lang import {name}"
    near = _near(name)
    declared = f'declare it before, as in {name} = scalar("{name}")'
    return f"{near} of proofcheck.lang is perhaps meant" if near and len(name) > 1 else declared


def _of_word(name: str) -> str:
    near = _near(name)
    return f"{near} is perhaps meant" if near else "the reference lists the words of the language"


def _near(name: str) -> str:
    """Return the word of the language that is meant by another one, as far as can be told."""
    if name.lower() in _CALLED_ELSEWHERE:
        return _CALLED_ELSEWHERE[name.lower()]
    alike = {word.lower(): word for word in _words()}
    return next((alike[near] for near in get_close_matches(name.lower(), alike, 1, _ALIKE)), "")


def _words() -> dict[str, Any]:
    """The words of the language; found when they are needed, since what they are made of imports this."""
    module = import_module("proofcheck.lang")
    return {name: getattr(module, name) for name in module.__all__}


def _parameters(made: Any) -> str:
    """Return the parameters of a word, as they are written in a call, without their types."""
    shown = inspect.signature(made)
    plain = [p.replace(annotation=inspect.Parameter.empty) for p in shown.parameters.values()]
    return str(shown.replace(parameters=plain, return_annotation=inspect.Signature.empty))
