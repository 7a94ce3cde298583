"""The dashboard on rollups at 699 communities and at 280,000: statements and time, goal at most 1.5 times."""

import re
import sys

from bench.tools.place import prepare, program, servers

TIMES = 400  # copies of the demo city: 699 × 401 = 280,299
DASHBOARD = re.compile(r"dashboard of 3302 +([\d.]+) ms")


def main():
    with servers():
        prepare()
        small = report(program("bench.tools.rollups"))
        program("bench.tools.multiply", TIMES)
        large = report(program("bench.tools.rollups"))
    print(f"large / small: {large / small:.2f} (goal: at most 1.50)")


def report(printed):
    sys.stdout.write(printed)
    sys.stdout.flush()
    return float(DASHBOARD.search(printed)[1])


if __name__ == "__main__":
    main()
