"""A pod in Python. Publishes a job_changed and waits for the step_result of the C# worker.

usage: pod.py PORT
"""
import json
import sys
import time

from resp import Redis, envelope

redis = Redis(int(sys.argv[1]))
job = "job-py"
meta = envelope("job_changed", entity_id="task-py", entity_kind="TASK", job_id=job, status="created", domain="hooks", intent="refactor")
data = {"entity_id": "task-py", "status": "created", "summary": "caf\u00e9 \u2615 from Python", "job_id": job}
redis.call("MULTI")
redis.call("XADD", "nika:feed:entities", "*", "type", "job_changed", "NIKA_META", json.dumps(meta), "data", json.dumps(data))
redis.call("EXPIRE", "nika:feed:entities", 24 * 3600)
redis.call("EXEC")

deadline = time.time() + 30
while time.time() < deadline:
    found = redis.call("XREAD", "BLOCK", 1000, "STREAMS", "nika:ipc:" + job, "0")
    if found:
        fields = found[0][1][0][1]
        entry = dict(zip(fields[::2], fields[1::2]))
        meta_back = json.loads(entry["NIKA_META"])
        print(json.dumps({"type": entry["type"], "kind": entry["kind"], "data": json.loads(entry["data"]),
                          "caused_by_me": meta_back["causation_id"] == meta["id"], "job_id": meta_back["job_id"],
                          "domain": meta_back["domain"]}))
        sys.exit(0)
sys.exit("no result within 30 s")
