"""check_schema.py SCHEMA SCENARIO...: scenarios against `outlay schema`, read as editors read YAML (1.2 core schema)."""

import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema: `off`, dates and `60_000` are strings."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", "<"),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
kind.check_schema(schema)
validator = kind(schema)
failed = False
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        document = yaml.load(file, Loader=Core)
    errors = list(validator.iter_errors(document))
    print(f"{'FAIL' if errors else 'ok  '} {path}")
    for error in errors[:10]:
        print(f"     /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    failed = failed or bool(errors)
    # A schema that takes anything would prove nothing.
    if validator.is_valid({**document, "nonsense": 1}):
        print(f"FAIL {path}: an unknown key is taken")
        failed = True
sys.exit(1 if failed else 0)
