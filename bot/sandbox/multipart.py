"""multipart/form-data as HTTP clients of the Bot API write it."""

import re

from bot.sandbox.files import Upload
from bot.sandbox.parameters import Given
from bot.sandbox.refusal import bad_request


def read_multipart(content_type: str, body: bytes) -> dict[str, Given]:
    """Fields as text and files as uploads, by name; raises Refused for what has no boundary or no names."""
    boundary = _parameter(content_type, "boundary")
    if not boundary:
        raise bad_request("multipart boundary is missing")
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise bad_request("multipart body is truncated")
    given: dict[str, Given] = {}
    for part in parts[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = _headers(head)
        disposition = headers.get("content-disposition", "")
        name = _parameter(disposition, "name")
        if name is None:
            raise bad_request("multipart field without a name")
        file_name = _parameter(disposition, "filename")
        if file_name is None:
            given[name] = content.decode("utf-8", "replace")
        else:
            given[name] = Upload(file_name, headers.get("content-type", "text/plain"), content)
    return given


def _headers(head: bytes) -> dict[str, str]:
    """By lowered name; clients write UTF-8 there, and never fold lines."""
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _parameter(header: str, name: str) -> str | None:
    found = re.search(rf';\s*{name}=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))', header, re.IGNORECASE)
    if found is None:
        return None
    quoted, bare = found.groups()
    # HTML5 says %22 for a quote in a name, RFC 2046 a backslash: both are written by clients.
    return bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted).replace("%22", '"')
