"""Where modules are imported from, wherever that is looked at from."""

import os
import sys


def import_path() -> tuple[str, ...]:
    """The entries of ``sys.path``, folders in full: the same twice means that the same modules would be found."""
    return tuple(os.path.abspath(entry) if os.path.isdir(entry or os.curdir) else entry for entry in sys.path)
