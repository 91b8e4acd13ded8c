"""Peak memory of this process and all its children, by sampling."""

from __future__ import annotations

import threading

import psutil


class PeakMemory:
    """Samples the resident memory of all processes of ours while the `with` block runs.

    Attributes:
        bytes: the largest sum seen.
    """

    def __init__(self, every: float = 0.2) -> None:
        self.bytes = 0
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._stop.wait(self._every):
            total = 0
            for process in [own, *own.children(recursive=True)]:
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.bytes = max(self.bytes, total)
