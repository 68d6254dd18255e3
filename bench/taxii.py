#!/usr/bin/env python3
"""Post objects to medallion, the reference server of TAXII 2.1, and say what each costs.

    bench/.venv/bin/python bench/taxii.py OBJECTS BYTES

OBJECTS indicators of STIX of some BYTES each go into its memory, posted in batches; then a page
of a hundred is read back.  Run by `jisr bench exchange`, beside Jisr's own figures; prints one
object of JSON.  Only processor time is told, for nothing is kept on a disk.  It is called inside
its own process, without a socket.
"""

import base64
import json
import sys
import time
import uuid
from importlib.metadata import version
from typing import Any

from medallion import application_instance, register_blueprints, set_config

BATCHES = (1, 10, 100)
MEDIA = "application/taxii+json;version=2.1"
PAGE = 100
OK, ACCEPTED = 200, 202
STAMP = "2026-01-01T00:00:00.000Z"
COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
OBJECTS = f"/trustgroup1/collections/{COLLECTION}/objects/"
HEADERS = {
    "Accept": MEDIA,
    "Authorization": "Basic " + base64.b64encode(b"officer:none").decode(),
}
ROOT = {
    "/discovery": {
        "title": "bench",
        "description": "bench",
        "contact": "nobody",
        "default": "http://localhost/trustgroup1/",
        "api_roots": ["http://localhost/trustgroup1/"],
    },
    "trustgroup1": {
        "information": {
            "title": "bench",
            "description": "bench",
            "versions": [MEDIA],
            "max_content_length": 10_000_000,
        },
        "status": [],
        "collections": [
            {
                "id": COLLECTION,
                "title": "bench",
                "can_read": True,
                "can_write": True,
                "media_types": ["application/stix+json;version=2.1"],
                "objects": [],
                "manifest": [],
            }
        ],
    },
}


def served() -> Any:  # noqa: ANN401 - of a library without types
    """Return a client of a server whose one collection is empty."""
    application_instance.config["TESTING"] = True
    set_config(application_instance, "users", {"users": {"officer": "none"}})
    set_config(application_instance, "taxii", {"taxii": {"max_page_size": PAGE}})
    backend = {
        "module": "medallion.backends.memory_backend",
        "module_class": "MemoryBackend",
        "filename": None,
    }
    set_config(application_instance, "backend", {"backend": backend})
    application_instance.medallion_backend.data = ROOT
    register_blueprints(application_instance)
    return application_instance.test_client()


def indicator(size: int) -> dict[str, str]:
    """Return an indicator whose JSON has some `size` bytes."""
    made = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid.uuid4()}",
        "created": STAMP,
        "modified": STAMP,
        "name": "Seen at two places at once",
        "pattern": "[url:value = 'http://example.org/']",
        "pattern_type": "stix",
        "valid_from": STAMP,
        "description": "",
    }
    made["description"] = "x" * (size - len(json.dumps(made)))
    return made


def posted(client: Any, objects: list[dict[str, str]]) -> float:  # noqa: ANN401 - as above
    """Return the processor time of posting objects in one request, in seconds."""
    body = json.dumps({"objects": objects})
    begun = time.process_time()
    answer = client.post(OBJECTS, data=body, headers=HEADERS, content_type=MEDIA)
    spent = time.process_time() - begun
    if answer.status_code != ACCEPTED:
        sys.exit(f"medallion answered {answer.status_code}: {answer.data[:200]!r}")
    return spent


def main() -> None:
    """Measure, and print what was found."""
    count, size = int(sys.argv[1]), int(sys.argv[2])
    client = served()
    posts, held = [], 0
    for batch in BATCHES:
        spent, before = 0.0, held
        while held - before < count // len(BATCHES):
            spent += posted(client, [indicator(size) for _ in range(batch)])
            held += batch
        us = round(spent / (held - before) * 1e6, 1)
        posts.append({"batch": batch, "cpu_us_per_object": us, "held": held})
    begun = time.process_time()
    page = client.get(f"{OBJECTS}?limit={PAGE}", headers=HEADERS)
    page_ms = round((time.process_time() - begun) * 1000, 1)
    if page.status_code != OK:
        sys.exit(f"medallion answered {page.status_code}: {page.data[:200]!r}")
    told = {"version": version("medallion"), "flask": version("flask"), "posts": posts}
    print(json.dumps({**told, "page_ms": page_ms, "page_of": held}))


if __name__ == "__main__":
    main()
