"""What charts.py and packages.py send by."""
import http.client
import urllib.parse


class Connection:
    """One connection that is kept open."""

    def __init__(self, url, token):
        parts = urllib.parse.urlsplit(url)
        self.path, self.token = parts.path, token
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port)
        self.connection.connect()
