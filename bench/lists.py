"""GET /api/v1/communities/ against the same rows by raw psycopg and orjson, under the same server and workers."""

import statistics
from functools import partial

import orjson

from bench.tools import memory
from bench.tools.load import Client, balanced, interleaved, per_second, ratio, request
from bench.tools.place import prepare, program, servers, web

OURS = "/api/v1/communities/"
KINDS = {
    OURS: "ours",
    "/doors/": "raw, same middleware, token and throttle",
    "/raw/": "raw, same middleware and token",
    "/bare/": "raw, neither Django nor a token",
}
ROUNDS = 9
SIZES = {50: 100, 1000: 25}  # rows asked for: requests per client and round
MOST_MB = 150


def main():
    with servers() as place:
        prepare()
        tokens = program("bench.tools.officers", 40).split()  # one person alone would meet the throttle
        with web(place, "bench.tools.wsgi") as (server, port):
            same_answer(port, tokens[0])
            clients = balanced(port, "/worker/", workers=len(memory.children(server.process.pid)))
            for limit, count in SIZES.items():
                compare(clients, tokens, limit, count)
            workers(server.process.pid)


def same_answer(port, token):
    client = Client(port)
    for limit in SIZES:
        found = [orjson.loads(client.ask(request(f"{path}?limit={limit}", token))) for path in KINDS]
        for answer in found:
            answer["next"] = None
            for row in answer["results"]:
                del row["updated_at"]  # PostgreSQL and orjson write the same moment differently
        if any(answer != found[0] for answer in found):
            raise AssertionError(f"the answers for {limit} rows differ")


def compare(clients, tokens, limit, count):
    measures = {path: partial(per_second, clients, f"{path}?limit={limit}", tokens, count) for path in KINDS}
    interleaved(measures, 2)  # connections open, statements prepared
    found = interleaved(measures, ROUNDS)
    rows = min(limit, 699)
    for path, what in KINDS.items():
        ours = f"ours is {ratio(found[OURS], found[path]):.2f} of it" if path != OURS else ""
        print(f"{rows:4} rows  {what:44} {statistics.median(found[path]):6.0f}/s  {ours}", flush=True)


def workers(master):
    for pid in memory.children(master):
        rss, pss = memory.megabytes(pid)
        print(f"web worker {pid}: RSS {rss:.0f} MB, PSS {pss:.0f} MB   (goal: RSS at most {MOST_MB} MB)")


if __name__ == "__main__":
    main()
