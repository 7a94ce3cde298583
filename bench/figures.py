"""The plan's figures, the dashboard and the list at 699 communities and at 280,000; which indexes the lists use."""

import sys

from bench.tools.place import prepare, program, servers

TIMES = 400  # copies of the demo city: 699 × 401 = 280,299


def main():
    with servers():
        prepare()
        report(program("bench.tools.plan"))
        program("bench.tools.multiply", TIMES)
        report(program("bench.tools.plan"))


def report(printed):
    sys.stdout.write(printed)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
