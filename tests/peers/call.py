"""Calls any service with boto3: a JSON request a line on stdin, a JSON result a line on stdout.

Request: {"client": {"service_name": "sts", "endpoint_url": ..., ...}, "operation": "assume_role",
          "input": {...}, "unsigned": false}
Result:  {"answer": {...}} or {"code": "the service's error code", "message": ...}
Times come out as {"time": milliseconds since the epoch}.
"""

import json
import sys
from datetime import datetime

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError


def main():
    for line in sys.stdin:
        print(json.dumps(call(**json.loads(line)), default=plain), flush=True)


def call(client, operation, input, unsigned=False):
    config = Config(
        retries={"total_max_attempts": 1, "mode": "standard"},
        signature_version=UNSIGNED if unsigned else None,
        connect_timeout=10,
        read_timeout=30,
    )
    try:
        answer = getattr(boto3.client(config=config, **client), operation)(**input)
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    del answer["ResponseMetadata"]
    return {"answer": answer}


def plain(value):
    if isinstance(value, datetime):
        return {"time": round(value.timestamp() * 1000)}
    raise TypeError(f"{value!r} is not JSON")


main()
