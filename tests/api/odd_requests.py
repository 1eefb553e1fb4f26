"""Asks every operation of OpenAPI for what its schema allows and for what it does not, and judges the answers."""

from collections.abc import Iterator, Mapping
from typing import Any

import hypothesis
import schemathesis
from fastapi import FastAPI
from schemathesis import APIOperation
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]


def faults(app: FastAPI, headers: Mapping[str, str], examples: int, only: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield each operation, with what is wrong with its answers; None where nothing is.

    Args:
        app: the application.
        headers: with which every request is sent.
        examples: how many requests each operation is sent.
        only: a part of the labels of those that are asked.
    """
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    for found in schema.get_all_operations():
        operation: APIOperation[Any, Any, Any, Any] = found.ok()  # type: ignore[union-attr]
        if only not in operation.label:
            continue

        @hypothesis.settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy())
        def ask(case: "schemathesis.Case[Any]") -> None:
            case.call_and_validate(headers=dict(headers), checks=CHECKS)

        fault = None
        try:
            ask()
        except (FailureGroup, ExceptionGroup) as failures:
            fault = "\n".join(str(failure) for failure in failures.exceptions)
        yield operation.label, fault
