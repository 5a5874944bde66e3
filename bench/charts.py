"""Packs charts and sends them. Nothing beyond Python's own library.

charts.py seed URL TOKEN CHANNEL COUNT          uploads COUNT charts: names of a hundred versions each
charts.py alternate ROUND COUNT URL TOKEN URL TOKEN   uploads to the two in turns, one at a time; prints the median milliseconds of each
charts.py after-upload URL TOKEN CHANNEL COUNT  uploads one, then times the index's first byte; prints a line each, identity and gzip in turns
charts.py upload URL TOKEN CHANNEL KIND [N]     one chart of a kind (see KINDS), N at once; prints the statuses
"""
import gzip
import io
import os
import statistics
import sys
import tarfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from connection import Connection

BOUNDARY = "bench-boundary"


def pack(name, version, files=(), chart=None):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT if not files else tarfile.GNU_FORMAT) as tar:
        text = chart or (f"apiVersion: v2\nname: {name}\nversion: {version}\nappVersion: \"1.10\"\ntype: application\n"
                         f"description: A chart to measure with\nkeywords: [bench, {name}]\n").encode()
        for path, data in [("Chart.yaml", text), *files]:
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return gzip.compress(out.getvalue(), 1)


KINDS = {
    "10KB": lambda: pack("ten", "1.0.0", [("random", os.urandom(9800))]),
    "5MiB": lambda: pack("five", f"1.0.{time.time_ns()}", [("random", os.urandom(5 * 1024 * 1024 - 4096))]),
    "zeros": lambda: pack("zeros", f"1.0.{time.time_ns()}", [("zeros", bytes(99 * 1024 * 1024))]),
    "bomb": lambda: pack("bomb", "1.0.0", [("zeros", bytes(1024 * 1024 * 1024))]),
    "entries": lambda: pack("entries", f"1.0.{time.time_ns()}", [("f/" * 60 + "p" * 880 + f"{i:05}", b"") for i in range(9990 // 2)]),
    "manifest": lambda: pack("manifest", "1.0.0", chart=(head("manifest") + b"keywords:\n" + b"- a\n" * 260_000)[:1024 * 1024]),
    "nesting": lambda: pack("nesting", "1.0.0", chart=head("nesting") + b"x: " + b"[" * 500_000 + b"]" * 500_000 + b"\n"),
    "aliases": lambda: pack("aliases", "1.0.0", chart=head("aliases") + b"a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n".encode() for i in range(1, 12))),
}


def head(name):
    return f"apiVersion: v2\nname: {name}\nversion: 1.0.{time.time_ns()}\n".encode()


class Registry(Connection):
    def post(self, channel, chart):
        body = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"chart\"; filename=\"chart.tgz\"\r\n"
                "Content-Type: application/octet-stream\r\n\r\n").encode() + chart + f"\r\n--{BOUNDARY}--\r\n".encode()
        self.connection.request("POST", f"{self.path}/api/{channel}/charts", body, {
            "Private-Token": self.token, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        answer = self.connection.getresponse()
        words = answer.read()
        return answer.status, words

    def upload(self, channel, chart):
        status, words = self.post(channel, chart)
        if status != 201:
            raise SystemError(f"{status}: {words.decode()}")

    def first_byte(self, channel, encoding):
        began = time.perf_counter()
        self.connection.request("GET", f"{self.path}/{channel}/index.yaml", headers={"Private-Token": self.token, "Accept-Encoding": encoding})
        answer = self.connection.getresponse()
        answer.read(1)
        first = time.perf_counter() - began
        answer.read()
        if answer.status != 200:
            raise SystemError(f"index: {answer.status}")
        return first


def seed(url, token, channel, count):
    numbers, lock = iter(range(int(count))), threading.Lock()

    def work():
        registry = Registry(url, token)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            registry.upload(channel, pack(f"chart-{number // 100}", f"1.{number % 100}.0"))

    at_once(4, work)


def alternate(turn, count, *sides):
    registries = [Registry(*sides[0:2]), Registry(*sides[2:4])]
    spent = [[], []]
    for number in range(int(count)):
        chart = pack("measured", f"1.{turn}.{number}")
        for side in ((0, 1), (1, 0))[number % 2]:
            began = time.perf_counter()
            registries[side].upload("stable", chart)
            spent[side].append((time.perf_counter() - began) * 1000)
    print(*(f"{statistics.median(one):.2f}" for one in spent))


def after_upload(url, token, channel, count):
    registry = Registry(url, token)
    for number in range(int(count)):
        registry.upload(channel, pack("latest", f"1.{number}.0"))
        encoding = ("identity", "gzip")[number % 2]
        print(encoding, f"{registry.first_byte(channel, encoding) * 1000:.1f}")


def upload(url, token, channel, kind, times="1"):
    charts = [KINDS[kind]() for _ in range(int(times))]
    at_once(len(charts), lambda: print(kind, Registry(url, token).post(channel, charts.pop())[0]))


def at_once(count, work):
    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(work) for _ in range(count)]:
            future.result()


{"seed": seed, "alternate": alternate, "after-upload": after_upload, "upload": upload}[sys.argv[1]](*sys.argv[2:])
