"""Files that are there whole, or as they were before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yield the path of a new file, which takes the place of the one at ``path`` if it is written without an error."""
    new = path.with_name(f".{path.stem}.new{path.suffix}")
    try:
        yield new
        if new.exists():
            new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
