"""A pod in Python that does one step of a contract, with the scripts of docs/contract-scripts.

usage: step.py PORT SCRIPTS JOB CONTRACT VERSION STEP
"""
import json
import os
import sys
import time

from resp import Redis, envelope

port, scripts, job, contract, version, number = sys.argv[1:]
redis = Redis(int(port))
key = "nika:contract:" + job


def run(name, *parts):
    with open(os.path.join(scripts, name + ".lua"), "rb") as file:
        return redis.call("EVAL", file.read(), 1, key, contract, version, 2 * 3600 * 1000, *parts)


deadline = time.time() + 30
while True:
    outcome, *rest = run("claim", number, "python-pod", 10000)
    if outcome == "claimed":
        break
    if outcome not in ("missing", "not_ready", "held") or time.time() > deadline:
        sys.exit("%s %s" % (outcome, rest))
    redis.call("XREAD", "BLOCK", 200, "STREAMS", "nika:ipc:" + job, "$")

item, attempt, inputs = rest[0], rest[1], json.loads(rest[2])
words = 0
for artifact in inputs:
    fields = redis.call("HGETALL", artifact)
    words += len(dict(zip(fields[::2], fields[1::2]))["text"].split())

step = {s["number"]: s for s in json.loads(redis.call("HGET", key, "steps"))}[int(number)]
slot = number if item == "" else number + "." + item
output = "nika:wm:%s:%s.%s" % (job, step["name"], attempt if item == "" else item + "." + attempt)
redis.call("MULTI")
redis.call("HSET", output, "type", step["output"], "NIKA_META", json.dumps(envelope(step["output"], job_id=job)), "job_id", job, "words", words)
redis.call("EXPIRE", output, 3600)
redis.call("EXEC")
outcome, ended, *ready = run("complete", slot, "python-pod", attempt, json.dumps([output]))

# Those who wait for what is ready now are told, as the library tells them.
for number in ready:
    name = {s["number"]: s["name"] for s in json.loads(redis.call("HGET", key, "steps"))}[int(number)]
    data = {"job_id": job, "contract": contract, "step": int(number), "name": name, "status": "ready"}
    redis.call("MULTI")
    redis.call("XADD", "nika:ipc:" + job, "*", "type", "step_changed", "NIKA_META", json.dumps(envelope("step_changed", job_id=job)),
               "data", json.dumps(data), "kind", "signal")
    redis.call("EXPIRE", "nika:ipc:" + job, 2 * 3600)
    redis.call("EXEC")
print(outcome)
