"""What processes hold, from /proc."""

from pathlib import Path


def children(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def megabytes(pid):
    """(RSS, PSS) in MB: PSS divides the pages that the workers share by their number."""
    fields = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() if ":" in line
    )
    return tuple(int(fields[name].split()[0]) / 1024 for name in ("Rss", "Pss"))
