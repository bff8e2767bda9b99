"""Reads with boto3: a JSON request a line on stdin, a JSON result a line on stdout.

Request: {"client": {"endpoint_url": ..., "region_name": ..., "aws_access_key_id": ..., ...},
          "operation": "describe_instance_patches", "input": {...}} and, to read all pages with a
         paginator, "config": {"PageSize": ...}
Result:  {"items": [...], "resumeToken": ...} of a paginator, {"answer": {...}} of one call, or
         {"code": "the service's error code"}
Times come out as {"time": milliseconds since the epoch}.
"""

import json
import sys
from datetime import datetime

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(
    retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=10, read_timeout=30
)


def main():
    for line in sys.stdin:
        print(json.dumps(result(**json.loads(line)), default=plain), flush=True)


def result(client, operation, input, config=None):
    ssm = boto3.client("ssm", config=CONFIG, **client)
    try:
        return call(ssm, operation, input) if config is None else read(ssm, operation, input, config)
    except ClientError as error:
        return {"code": error.response["Error"]["Code"]}


def call(ssm, operation, input):
    answer = getattr(ssm, operation)(**input)
    del answer["ResponseMetadata"]
    return {"answer": answer}


def read(ssm, operation, input, config):
    paginator = ssm.get_paginator(operation)
    pages = paginator.paginate(**input, PaginationConfig=config).build_full_result()
    resume_token = pages.pop("NextToken", None)
    (items,) = pages.values()
    return {"items": items, "resumeToken": resume_token}


def plain(value):
    if isinstance(value, datetime):
        return {"time": round(value.timestamp() * 1000)}
    raise TypeError(f"{value!r} is not JSON")


main()
