"""Keep a copy of an archive's documents right, Python alone: python3 follow_feed.py https://kho.example/ FOLDER."""

import json
import re
import sys
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

NAMED = re.compile(r'"((?:tinh|huyen|xa)/[a-z0-9-]+/\d{4}/[a-z0-9-]+)["/]')  # addresses in a document's JSON


def get(url: str) -> bytes:
    """The bytes at an address; none where nothing stands any more."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 the address that the caller gave
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return b""
        raise


def name(document: dict[str, Any]) -> str:
    """The file of a document in the copy, by its id: an address may change."""
    return f"{uuid.UUID(document['id'])}.json"


def follow(site: str, folder: Path) -> None:
    """Bring the copy to what the site says now; killed at any time, the next run goes on."""
    kept = folder / "state.json"
    state: dict[str, Any] = json.loads(kept.read_bytes()) if kept.exists() else {"seq": 0, "basis": "", "look": []}
    head = json.loads(get(f"{site}du-lieu/su-kien/moi-nhat.json"))
    since = state["seq"] if state["basis"] == head["basis"] else 0
    last: dict[str, dict[str, Any]] = {}
    for page in range(since // head["per_page"] + 1, head["page"] + 1):
        entries = json.loads(get(f"{site}du-lieu/su-kien/{page:06d}.json"))["entries"]
        last |= {one["id"]: one for one in entries if one["seq"] > since}
    copies = [folder / name(one) for one in last.values()]
    old = b"".join(path.read_bytes() for path in copies if path.exists())
    look: set[str] = {*state["look"], *NAMED.findall(old.decode())}  # what it named may say something else now
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(state | {"look": sorted(look)}))
    for entry in last.values():
        if entry["act"] == "withdrawn":
            (folder / name(entry)).unlink(missing_ok=True)  # first of all, before anything can fail
    new = {entry["address"] for entry in last.values() if entry["act"] != "withdrawn"}
    asked: set[str] = set()
    while todo := sorted((look | new) - asked):
        for address in todo:
            data = get(f"{site}{address}/document.json")
            if data:
                (folder / name(json.loads(data))).write_bytes(data)
            if address in new:
                look |= set(NAMED.findall(data.decode()))
        asked |= set(todo)
    kept.write_text(json.dumps({"seq": head["seq"], "basis": head["basis"], "look": []}))


if __name__ == "__main__":
    follow(sys.argv[1].rstrip("/") + "/", Path(sys.argv[2]))
