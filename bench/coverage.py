"""One city's life circle at 699 communities, and among 400 other cities: 280,000 communities, 500,000 facilities."""

from bench.figures import report
from bench.tools.place import prepare, program, servers


def main():
    with servers():
        prepare()
        report(program("bench.tools.circle"))
        program("bench.tools.cities", 400, 500_000)
        report(program("bench.tools.circle"))


if __name__ == "__main__":
    main()
