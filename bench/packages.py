"""Packs npm packages and sends them. Nothing beyond Python's own library.

packages.py seed URL TOKEN NAME COUNT          publishes COUNT versions of the package
packages.py sized URL TOKEN NAME BYTES         one version whose tarball has about so many bytes
packages.py alternate ROUND COUNT URL TOKEN URL TOKEN  new packages to the two in turns, one at a time; prints the median milliseconds of each
packages.py second ROUND COUNT URL TOKEN NAME  second versions of new packages and further ones of NAME in turns; prints the median milliseconds of each
packages.py publish URL TOKEN KIND             one package of a kind (see KINDS); prints the status
"""
import base64
import gzip
import hashlib
import io
import json
import os
import statistics
import sys
import tarfile
import time

from connection import Connection


def manifest(name, version):
    """As long as many are: about 1 KB."""
    return {
        "name": name,
        "version": version,
        "description": "A package to measure with",
        "keywords": ["bench", name],
        "homepage": f"https://example.com/{name}",
        "bugs": {"url": f"https://example.com/{name}/issues"},
        "repository": {"type": "git", "url": f"git+https://example.com/{name}.git"},
        "author": {"name": "Bench", "email": "bench@example.com"},
        "license": "MIT",
        "main": "index.js",
        "types": "index.d.ts",
        "engines": {"node": ">=18"},
        "scripts": {"test": "node --test", "build": "tsc --project ."},
        "dependencies": {f"dependency-{number}": f"^{number}.1.0" for number in range(10)},
        "devDependencies": {f"development-{number}": f"~{number}.2.0" for number in range(10)},
    }


def pack(name, version, size=0):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, data in [("package.json", json.dumps(manifest(name, version)).encode()), ("index.js", os.urandom(size))]:
            entry = tarfile.TarInfo(f"package/{path}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return gzip.compress(out.getvalue(), 1)


def document(name, version, size=0, readme=None):
    """What npm publish sends."""
    tarball = pack(name, version, size)
    dist = {"shasum": hashlib.sha1(tarball).hexdigest(), "integrity": "sha512-" + base64.b64encode(hashlib.sha512(tarball).digest()).decode(),
            "tarball": f"http://localhost/{name}/-/{name}-{version}.tgz"}
    read = {} if readme is None else {"readme": readme, "readmeFilename": "README.md"}
    return json.dumps({
        "_id": name,
        "name": name,
        "dist-tags": {"latest": version},
        "versions": {version: {**manifest(name, version), **read, "_id": f"{name}@{version}", "dist": dist}},
        **read,
        "_attachments": {f"{name}-{version}.tgz": {
            "content_type": "application/octet-stream", "data": base64.b64encode(tarball).decode(), "length": len(tarball)}},
    }).encode()


MEGABYTE = 1024 * 1024
KINDS = {
    "10KB": lambda name: document(name, "1.0.0", 9000),
    "100MB": lambda name: document(name, "1.0.0", 100 * MEGABYTE - 4096),
    "readme": lambda name: document(name, "1.0.0", 9000, "A line of a readme that is long.\n" * (10 * MEGABYTE // 33)),
}


class Registry(Connection):
    def put(self, name, body):
        self.connection.request("PUT", f"{self.path}/{name.replace('/', '%2f')}", body, {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def publish(self, name, body):
        """The milliseconds it takes."""
        began = time.perf_counter()
        status, words = self.put(name, body)
        spent = (time.perf_counter() - began) * 1000
        if status not in (200, 201):
            raise SystemError(f"{status}: {words.decode()}")
        return spent


def seed(url, token, name, count):
    registry = Registry(url, token)
    for number in range(int(count)):
        registry.publish(name, document(name, f"1.{number}.0"))


def sized(url, token, name, size):
    Registry(url, token).publish(name, document(name, "1.0.0", max(0, int(size) - 1200)))


def alternate(turn, count, *sides):
    registries = [Registry(*sides[0:2]), Registry(*sides[2:4])]
    spent = [[], []]
    for number in range(int(count)):
        name = f"new-{turn}-{number}"
        body = document(name, "1.0.0", 9000)
        for side in ((0, 1), (1, 0))[number % 2]:
            spent[side].append(registries[side].publish(name, body))
    print(*(f"{statistics.median(one):.2f}" for one in spent))


def second(turn, count, url, token, name):
    registry = Registry(url, token)
    spent = [[], []]
    for number in range(int(count)):
        few = f"few-{turn}-{number}"
        registry.publish(few, document(few, "1.0.0", 9000))
        bodies = [(few, document(few, "1.1.0", 9000)), (name, document(name, f"2.{turn}.{number}", 9000))]
        for side in ((0, 1), (1, 0))[number % 2]:
            spent[side].append(registry.publish(*bodies[side]))
    print(*(f"{statistics.median(one):.2f}" for one in spent))


def publish(url, token, kind):
    name = f"{kind.lower()}-{time.time_ns()}"
    body = KINDS[kind](name)
    print(kind, Registry(url, token).put(name, body)[0])


if __name__ == "__main__":
    {"seed": seed, "sized": sized, "alternate": alternate, "second": second, "publish": publish}[sys.argv[1]](*sys.argv[2:])
