"""A pod in Python: the standard library only, RESP by hand. Publishes a job_changed and waits for the step_result of the C# worker.

usage: pod.py PORT
"""
import json
import socket
import sys
import time
import uuid


class Redis:
    def __init__(self, port):
        self.file = socket.create_connection(("127.0.0.1", port), timeout=30).makefile("rwb")

    def call(self, *parts):
        out = b"*%d\r\n" % len(parts)
        for part in parts:
            part = part if isinstance(part, bytes) else str(part).encode()
            out += b"$%d\r\n%s\r\n" % (len(part), part)
        self.file.write(out)
        self.file.flush()
        return self.reply()

    def reply(self):
        line = self.file.readline()[:-2]
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return rest.decode()
        if kind == b"-":
            raise RuntimeError(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"$":
            size = int(rest)
            if size < 0:
                return None
            return self.file.read(size + 2)[:-2].decode()
        if kind == b"*":
            return None if int(rest) < 0 else [self.reply() for _ in range(int(rest))]
        raise RuntimeError("unexpected reply: %r" % line)


def envelope(kind, **members):
    now = time.time()
    ts = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + ".%06dZ" % int(now % 1 * 1e6)
    meta = {"v": 1, "id": str(uuid.uuid4()), "ts": ts, "type": kind, "schema": 1, "pod": "python-pod"}
    meta.update(members)
    return meta


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
