"""Inbox, search, board, map and figures of 50,000 cases: time, SQL statements, and plain SQL for the same rows."""

import sys

from bench.tools.place import prepare, program, servers

COUNT = 50_000


def main():
    with servers():
        prepare()
        sys.stdout.write(program("bench.tools.many_cases", COUNT))


if __name__ == "__main__":
    main()
