"""Reads data files that a schema allows; a wrong file is left out and told about, the others are taken."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from bot.knowledge.problems import Problem, problem, shown
from bot.paths import ROOT

_SCHEMAS = ROOT / "data" / "schemas"


@cache
def _validator(schema: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((_SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")))


def read(path: Path, schema: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The content of one YAML file, or None and what is wrong with it by `data/schemas/{schema}.schema.json`."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:  # taken away since its folder was listed
        return None, [Problem(shown(path), 1, "no such file")]
    except UnicodeDecodeError:
        return None, [Problem(shown(path), 1, "not UTF-8 text")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "not YAML"
        return None, [Problem(shown(path), mark.line + 1 if mark else 1, f"not YAML: {reason}")]
    errors = [problem(path, e.absolute_path, _reason(e)) for e in _validator(schema).iter_errors(data)]
    return (data if not errors else None), errors


def _reason(error: jsonschema.ValidationError) -> str:
    where = ".".join(str(step) for step in error.absolute_path)
    message = error.message if len(error.message) < 200 else f"{error.validator}: {str(error.validator_value)[:120]}"
    return f"{where}: {message}" if where else message
