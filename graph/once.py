"""Properties that are computed at the first reading and kept."""

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")

LOCK, KEPT = "_once_lock", "_once_kept"
"""Where an object keeps the locks and the values of its properties."""


class once(Generic[Value]):  # noqa: N801 - reads as the decorator that it is
    """A property computed at the first reading and kept.

    Readers in other threads wait for it, readers of other properties and objects do not. The standard library's
    `cached_property` makes all objects of a class wait for each other in Python 3.11, and computes the same
    thing several times from 3.12 on.
    """

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "once[Value]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> "once[Value] | Value":
        if instance is None:
            return self
        kept = vars(instance).setdefault(KEPT, {})
        if self._name not in kept:
            with vars(instance).setdefault(f"{LOCK}_{self._name}", RLock()):
                if self._name not in kept:
                    kept[self._name] = self._compute(instance)
        value: Value = kept[self._name]
        return value


def is_computed(instance: object, name: str) -> bool:
    """Tell whether a property of `instance` has been computed."""
    return name in vars(instance).get(KEPT, {})
