"""Special works: the board, one change and the best schedule, in the demo city and with 3,000 works in one district."""

from bench.figures import report
from bench.tools.place import prepare, program, servers


def main():
    with servers():
        prepare()
        report(program("bench.tools.digging"))
        report(program("bench.tools.digging", 3000))


if __name__ == "__main__":
    main()
