"""Properties that are computed once: others wait, other objects do not."""

from threading import Event, Thread

from graph.once import is_computed, once


class Slow:
    """Computes when it is let go, and counts how often."""

    def __init__(self) -> None:
        self.begun, self.let_go, self.times = Event(), Event(), 0

    @once
    def answer(self) -> int:
        """The answer."""
        self.times += 1
        self.begun.set()
        assert self.let_go.wait(10)
        return 42


def test_a_property_is_computed_once_for_all_its_readers() -> None:
    slow, read = Slow(), []
    readers = [Thread(target=lambda: read.append(slow.answer)) for _ in range(4)]
    for reader in readers:
        reader.start()
    slow.let_go.set()
    for reader in readers:
        reader.join()
    assert (read, slow.times) == ([42] * 4, 1)


def test_another_object_does_not_wait() -> None:
    slow, quick = Slow(), Slow()
    waiting = Thread(target=lambda: slow.answer)
    waiting.start()
    assert slow.begun.wait(10)
    quick.let_go.set()
    assert quick.answer == 42  # while the other is still being computed
    assert not is_computed(slow, "answer")
    slow.let_go.set()
    waiting.join()
    assert is_computed(slow, "answer")
