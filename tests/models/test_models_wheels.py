"""What has arrived so far is counted while another program moves and removes what is counted."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

from canvasai.models.wheels import _arrived


def test_files_that_lie_still_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "part").write_bytes(b"x" * 700)
    (tmp_path / "part").write_bytes(b"x" * 50)
    assert _arrived(tmp_path) == 750
    assert _arrived(tmp_path / "none") == 0


def test_folders_that_vanish_meanwhile_do_not_stop_the_count(tmp_path: Path) -> None:
    stop = threading.Event()

    def churn() -> None:
        number = 0
        while not stop.is_set():
            deep = tmp_path / f"pip-{number % 5}" / "unpacked" / "more"
            deep.mkdir(parents=True, exist_ok=True)
            (deep / "part").write_bytes(b"x")
            shutil.rmtree(tmp_path / f"pip-{number % 5}", ignore_errors=True)
            number += 1

    worker = threading.Thread(target=churn)
    worker.start()
    try:
        until = time.monotonic() + 1.0
        counts = [_arrived(tmp_path)]
        while time.monotonic() < until:
            counts.append(_arrived(tmp_path))
    finally:
        stop.set()
        worker.join()
    assert all(0 <= count <= 5 for count in counts)
