"""``python -m proofcheck.kernel FILE``: replay certificates on a bare Python."""

import json
import sys
from pathlib import Path

from proofcheck.kernel.certificate import replay_certificate
from proofcheck.kernel.terms import KernelError


def main(arguments: list[str]) -> int:
    """Replay each file (a certificate, or a list of them); 0 if all replay, 1 if one does not, 2 for a wrong call."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print("usage: python -m proofcheck.kernel FILE...", file=sys.stderr)
        return 0 if arguments else 2
    failed = False
    for name in arguments:
        try:
            data = json.loads(Path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            print(f"{name}: cannot be read: {error}", file=sys.stderr)
            return 2
        for certificate in data if isinstance(data, list) else [data]:
            failed = not _replays(name, certificate) or failed
    return int(failed)


def _replays(name: str, certificate: dict[str, object]) -> bool:
    label = f"{name}: {certificate.get('claim', 'certificate')}"
    try:
        theorem = replay_certificate(certificate)
    except KernelError as error:
        print(f"{label}: rejected: {error}")
        return False
    print(f"{label}: accepted; rests on {', '.join(sorted(theorem.uses)) or 'its hypotheses alone'}")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
