"""Reads with boto3's paginators what the JSON on stdin asks for; prints one JSON result a read.

In:  {"endpoint": ..., "reads": [{"client": {region_name, aws_access_key_id, ...},
      "operation": "describe_instance_patches", "input": {...}, "config": {PageSize, ...}}]}
Out: [{"items": [...], "resumeToken": ...} or {"code": "the service's error code"}]
Times come out as {"time": milliseconds since the epoch}.
"""

import json
import sys
from datetime import datetime

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=10, read_timeout=30)


def main():
    job = json.load(sys.stdin)
    json.dump([read(job["endpoint"], one) for one in job["reads"]], sys.stdout, default=plain)


def read(endpoint, one):
    client = boto3.client("ssm", endpoint_url=endpoint, config=CONFIG, **one["client"])
    paginator = client.get_paginator(one["operation"])
    pages = paginator.paginate(**one["input"], PaginationConfig=one.get("config", {}))
    try:
        result = pages.build_full_result()
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
