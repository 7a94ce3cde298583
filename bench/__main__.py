"""`python -m bench` runs every bench, `python -m bench lists` one.

Each is a program of its own, with its own servers.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
BENCHES = sorted(p.stem for p in FOLDER.glob("*.py") if not p.stem.startswith("_"))


def main(asked):
    unknown = set(asked) - set(BENCHES)
    if unknown:
        sys.exit(f"no bench named {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    failed = [name for name in asked or BENCHES if subprocess.call(command(name), cwd=FOLDER.parent)]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def command(name):
    print(f"\n== {name} ==", flush=True)
    return [sys.executable, "-m", f"bench.{name}"]


if __name__ == "__main__":
    main(sys.argv[1:])
