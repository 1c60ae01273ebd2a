import json
from pathlib import Path

import pytest


@pytest.fixture
def findings():
    """Findings with every verdict, long formulas, and text from a hostile file."""
    return json.loads((Path(__file__).parent / "findings.json").read_text(encoding="utf-8"))
