"""GET /api/v1/communities/ against the same rows by raw psycopg and orjson, under the same server and workers."""

import statistics

import orjson

from bench.tools import memory
from bench.tools.load import CLIENTS, Client, interleaved, per_second, ratio
from bench.tools.place import prepare, program, servers, web

OURS, RAW, BARE = "/api/v1/communities/", "/raw/", "/bare/"
ROUNDS = 9
SIZES = {50: 150, 1000: 30}  # rows asked for: requests per client and round
MOST_MB = 150


def main():
    with servers() as place:
        prepare()
        tokens = program("bench.tools.officers", CLIENTS * 8).split()  # one alone would meet the throttle
        with web(place, "bench.tools.wsgi") as (server, port):
            same_answer(port, tokens[0])
            for limit, count in SIZES.items():
                compare(port, tokens, limit, count)
            workers(server.process.pid)


def same_answer(port, token):
    client = Client(port, token)
    for limit in SIZES:
        found = [orjson.loads(client.ask(client.request(f"{path}?limit={limit}"))) for path in (OURS, RAW, BARE)]
        for answer in found:
            answer["next"] = None
            for row in answer["results"]:
                del row["updated_at"]  # PostgreSQL and orjson write the same moment differently
        if not found[0] == found[1] == found[2]:
            raise AssertionError(f"the answers for {limit} rows differ")


def compare(port, tokens, limit, count):
    turn = iter(range(10**6))

    def measure(path):
        def once():
            first = next(turn) * CLIENTS % len(tokens)
            clients = [Client(port, token) for token in tokens[first : first + CLIENTS]]
            return per_second(clients, f"{path}?limit={limit}", count)

        return once

    measures = {path: measure(path) for path in (OURS, RAW, BARE)}
    interleaved(measures, 2)  # connections open, statements prepared
    found = interleaved(measures, ROUNDS)
    rows = min(limit, 699)
    for path in measures:
        print(f"{rows:4} rows  {path:22} {statistics.median(found[path]):7.0f}/s")
    print(f"{rows:4} rows  ours : raw in the stack  {ratio(found[OURS], found[RAW]):.2f}   (goal 1.00)")
    print(f"{rows:4} rows  ours : bare WSGI         {ratio(found[OURS], found[BARE]):.2f}", flush=True)


def workers(master):
    for pid in memory.children(master):
        rss, pss = memory.megabytes(pid)
        print(f"web worker {pid}: RSS {rss:.0f} MB, PSS {pss:.0f} MB   (goal: RSS at most {MOST_MB} MB)")


if __name__ == "__main__":
    main()
