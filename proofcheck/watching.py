"""Waiting until a file changes that was given, or stands beside one."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

EVERY = 0.3
"""Seconds between two looks."""
_ENDINGS = frozenset({".tex", ".py", ".proofcheck"})


def stamps(targets: Iterable[str]) -> dict[Path, tuple[int, int]]:
    """Return when the files at targets, and those beside them and below, were written last, and how long they are."""
    folders: set[Path] = set()
    for target in targets:
        place = Path(target)
        while not place.exists() and ":" in place.name:  # what stands after the last colon may be a claim
            place = place.with_name(place.name.rpartition(":")[0])
        if place.exists():
            folders.add(place.resolve() if place.is_dir() else place.resolve().parent)
    found = {}
    for path in (path for folder in folders for path in folder.rglob("*")):
        if path.suffix in _ENDINGS and path.is_file():
            status = path.stat()
            found[path] = status.st_mtime_ns, status.st_size
    return found


def wait_for_change(targets: Iterable[str], before: Mapping[Path, tuple[int, int]]) -> None:
    """Return when the files differ from what they were."""
    targets = list(targets)
    while stamps(targets) == before:
        time.sleep(EVERY)
