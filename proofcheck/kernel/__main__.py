"""``python -m proofcheck.kernel FILE``: replay certificates on a bare Python."""

import json
import sys
from pathlib import Path
from typing import Any

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
        except (OSError, ValueError, RecursionError) as error:
            print(f"{name}: cannot be read: {error}", file=sys.stderr)
            return 2
        certificates = data if isinstance(data, list) else [data]
        if not certificates:
            print(f"{name}: rejected: no certificate in it")
        results = [_replays(name, certificate) for certificate in certificates]
        failed = failed or not results or not all(results)
    return int(failed)


def _replays(name: str, certificate: Any) -> bool:
    claim = certificate.get("claim", "certificate") if isinstance(certificate, dict) else "certificate"
    label = f"{name}: {claim if str(claim).isprintable() else repr(claim)}"
    try:
        theorem = replay_certificate(certificate)
    except KernelError as error:
        print(f"{label}: rejected: {error}")
        return False
    print(f"{label}: accepted; rests on {', '.join(sorted(theorem.uses)) or 'its hypotheses alone'}")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
