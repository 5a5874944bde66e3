"""Asks for pages as a browser does. Nothing beyond Python's own library.

pages.py measure ADDRESS USER PASSWORD ROUNDS PATH...   signs in; of each page the median and the 95th hundredth of the milliseconds
                                                       to the whole answer, and what a first visit transfers, in KB
"""
import http.client
import re
import statistics
import sys
import time
import urllib.parse


class Browser:
    def __init__(self, address):
        self.address = urllib.parse.urlsplit(address)
        self.connection = http.client.HTTPConnection(self.address.netloc)
        self.cookies = {}

    def ask(self, method, path, body=None, headers=None):
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        self.connection.request(method, path, body, {"Accept": "text/html", "Accept-Encoding": "br, gzip", **cookie, **(headers or {})})
        answer = self.connection.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer, data

    def sign_in(self, user, password):
        _, page = self.ask("GET", "/users/sign_in", headers={"Accept-Encoding": "identity"})
        form = dict(reversed(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.decode())))  # the first form's
        form.update({"Input.Login": user, "Input.Password": password})
        answer, _ = self.ask("POST", "/users/sign_in", urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 302:
            raise SystemError(f"Signing in answers {answer.status}.")

    def page(self, path):
        began = time.perf_counter()
        answer, data = self.ask("GET", path)
        spent = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise SystemError(f"{path} answers {answer.status}.")
        return spent, len(data)

    def weight(self, path):
        """The page and what it names, each once, as it is sent."""
        answer, page = self.ask("GET", path, headers={"Accept-Encoding": "identity"})
        total = self.page(path)[1]
        parts = set(re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg)(?:\?[^"]*)?)"', page.decode()))
        for part in parts:
            if not part.startswith("http"):
                answer, data = self.ask("GET", "/" + part.lstrip("/"))
                total += len(data) if answer.status == 200 else 0
        return total


def measure(address, user, password, rounds, *paths):
    browser = Browser(address)
    browser.sign_in(user, password)
    for path in paths:
        for _ in range(30):
            browser.page(path)
    times = {path: [] for path in paths}
    for _ in range(int(rounds)):
        for path in paths:
            times[path].append(browser.page(path)[0])
    for path in paths:
        spent = sorted(times[path])
        print(f"{path:<60} median {statistics.median(spent):6.1f} ms, 95 % {spent[int(len(spent) * .95)]:6.1f} ms, first visit {browser.weight(path) / 1024:6.0f} KB")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
