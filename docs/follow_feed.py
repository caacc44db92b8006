"""Keep a copy of an archive's documents right, Python alone: python3 follow_feed.py https://kho.example/ FOLDER."""

import json
import re
import sys
import urllib.error
import urllib.request
import uuid
from pathlib import Path

NAMED = re.compile(r'"((?:tinh|huyen|xa)/[a-z0-9-]+/\d{4}/[a-z0-9-]+)["/]')  # addresses in a document's JSON


def get(url: str) -> bytes:
    """The bytes at an address; none where nothing stands any more."""
    try:
        return bytes(urllib.request.urlopen(url, timeout=60).read())  # noqa: S310 the address that the caller gave
    except urllib.error.HTTPError as error:
        if error.code not in (404, 410):
            raise
    return b""


def follow(site: str, folder: Path) -> None:
    """Bring the copy to what the site says now; killed at any time, the next run goes on."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "state.json"
    state = json.loads(kept.read_bytes() if kept.exists() else b'{"seq": 0, "basis": "", "look": []}')
    head = json.loads(get(f"{site}du-lieu/su-kien/moi-nhat.json"))
    since = state["seq"] if state["basis"] == head["basis"] else 0
    pages = [f"{site}du-lieu/su-kien/{n:06}.json" for n in range(since // head["per_page"] + 1, head["page"] + 1)]
    entries = [one for page in pages for one in json.loads(get(page))["entries"] if one["seq"] > since]
    last = {folder / f"{uuid.UUID(one['id'])}.json": one for one in entries}  # by its id: an address may change
    old = "".join(path.read_text(encoding="utf-8") for path in last if path.exists())
    look = {*state["look"], *NAMED.findall(old)}  # what it named may say something else now
    kept.write_text(json.dumps(state | {"look": sorted(look)}))
    new = {one["address"] for one in last.values() if one["act"] != "withdrawn"}
    for path in (path for path, one in last.items() if one["act"] == "withdrawn"):
        path.unlink(missing_ok=True)  # first of all, before anything can fail
    asked: set[str] = set()
    while todo := sorted((look | new) - asked):
        for address in todo:
            if data := get(f"{site}{address}/document.json"):
                (folder / f"{uuid.UUID(json.loads(data)['id'])}.json").write_bytes(data)
            look.update(NAMED.findall(data.decode()) if address in new else ())
        asked.update(todo)
    kept.write_text(json.dumps({"seq": head["seq"], "basis": head["basis"], "look": []}))


if __name__ == "__main__":
    follow(sys.argv[1].rstrip("/") + "/", Path(sys.argv[2]))
