"""Writes ssm.json, the part of SSM's service model that patchlens uses, from botocore's copy of it.

    .venv/bin/python model/extract.py              the operations that ssm.json has already
    .venv/bin/python model/extract.py ListNodes    these operations as well
    .venv/bin/python model/extract.py --print      to standard output instead

The virtual environment is that of the peer tests: `node scripts/setup.mjs --tests` makes it.
"""

import argparse
import json
from pathlib import Path

import botocore
from botocore.loaders import Loader

FILE = Path(__file__).with_name("ssm.json")
API_VERSION = "2014-11-06"
SHAPE_TRAITS = ("type", "min", "max", "pattern", "enum", "sensitive", "exception", "fault")
METADATA = ("apiVersion", "endpointPrefix", "jsonVersion", "targetPrefix")


def main():
    parser = argparse.ArgumentParser(description="Writes ssm.json from botocore's model of SSM.")
    parser.add_argument("operations", nargs="*", help="operations to add")
    parser.add_argument("--print", action="store_true", help="print it, leave the file alone")
    arguments = parser.parse_args()
    known = json.loads(FILE.read_text())["operations"] if FILE.exists() else {}
    text = written(model_of(dict.fromkeys([*known, *arguments.operations])))
    if arguments.print:
        print(text, end="")
    else:
        FILE.write_text(text)


def model_of(names):
    service = load("service-2")
    paginators = load("paginators-1")["pagination"]
    operations = {name: operation_of(name, service, paginators) for name in names}
    shapes = {}
    for operation in operations.values():
        for root in (operation["input"], operation["output"], *operation["errors"]):
            collect(root, service["shapes"], shapes)
    return {
        "source": f"botocore {botocore.__version__}, data/ssm/{API_VERSION}",
        "licence": "Apache-2.0",
        "metadata": {name: service["metadata"][name] for name in METADATA},
        "operations": operations,
        "shapes": dict(sorted(shapes.items())),
    }


def load(kind):
    return Loader().load_service_model("ssm", kind, API_VERSION)


def operation_of(name, service, paginators):
    operation = service["operations"][name]
    return {
        "input": operation["input"]["shape"],
        "output": operation["output"]["shape"],
        "errors": [error["shape"] for error in operation["errors"]],
        "items": items_of(paginators.get(name)),
    }


def items_of(paginator):
    """The output member that holds the items; the tokens of all operations have the same names."""
    if paginator is None:
        return None
    items = paginator["result_key"]
    expected = {"input_token": "NextToken", "output_token": "NextToken", "limit_key": "MaxResults"}
    assert paginator == {**expected, "result_key": items}, paginator
    return items


def collect(name, source, shapes):
    """Adds the shape and all shapes that it refers to."""
    if name in shapes:
        return
    shape = source[name]
    shapes[name] = {trait: shape[trait] for trait in SHAPE_TRAITS if trait in shape}
    if shape["type"] == "structure":
        shapes[name]["members"] = members_of(shape)
    for role in ("member", "key", "value"):
        if role in shape:
            shapes[name][role] = shape[role]["shape"]
    for reference in references(shapes[name]):
        collect(reference, source, shapes)


def members_of(shape):
    required = shape.get("required", [])
    return {
        name: {"shape": member["shape"], **({"required": True} if name in required else {})}
        for name, member in shape["members"].items()
    }


def references(shape):
    members = [member["shape"] for member in shape.get("members", {}).values()]
    return members + [shape[role] for role in ("member", "key", "value") if role in shape]


def written(model):
    """JSON with an operation and a shape a line, so that a change shows as one."""
    sections = [f" {json.dumps(name)}: {section(value)}" for name, value in model.items()]
    return "{\n" + ",\n".join(sections) + "\n}\n"


def section(value):
    if not isinstance(value, dict):
        return json.dumps(value)
    lines = [f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in value.items()]
    return "{\n" + ",\n".join(lines) + "\n }"


main()
