"""Reads with boto3's paginators: a JSON request a line on stdin, a JSON result a line on stdout.

Request: {"client": {"endpoint_url": ..., "region_name": ..., "aws_access_key_id": ..., ...},
          "operation": "describe_instance_patches", "input": {...}, "config": {"PageSize": ...}}
Result:  {"items": [...], "resumeToken": ...} or {"code": "the service's error code"}
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
        print(json.dumps(read(**json.loads(line)), default=plain), flush=True)


def read(client, operation, input, config):
    paginator = boto3.client("ssm", config=CONFIG, **client).get_paginator(operation)
    try:
        result = paginator.paginate(**input, PaginationConfig=config).build_full_result()
    except ClientError as error:
        return {"code": error.response["Error"]["Code"]}
    resume_token = result.pop("NextToken", None)
    (items,) = result.values()
    return {"items": items, "resumeToken": resume_token}


def plain(value):
    if isinstance(value, datetime):
        return {"time": round(value.timestamp() * 1000)}
    raise TypeError(f"{value!r} is not JSON")


main()
