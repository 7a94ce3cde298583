"""A program we run: started once, gone with us, its output in a log of its own."""

import ctypes
import fcntl
import os
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1


class Child:
    """One child process.

    It gets the signal `how` when it is to stop, and also when its parent dies, however that dies (Linux). Its lock file
    is held by the process itself and by whatever it starts, so that nothing runs twice over the same data even when a
    parent was killed and its children are still on their way out.
    """

    def __init__(self, name, place, how=signal.SIGTERM, patience=20):
        self.name, self.how, self.patience = name, how, patience
        self.log, self.lock = place / "logs" / f"{name}.log", place / "locks" / name
        self.process = None

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    @property
    def held(self):
        """Is it, or one started before us, still there?"""
        return not self.launched_with(lambda lock: None)

    def launch(self, command, **how):
        """Start the program; False while an earlier one still holds the lock. `how` goes to Popen."""
        self.log.parent.mkdir(mode=0o700, exist_ok=True)

        def start(lock):
            with self.log.open("ab") as log:
                how.setdefault("stdout", log)
                self.process = subprocess.Popen(
                    [str(part) for part in command],
                    stdin=subprocess.DEVNULL,
                    stderr=log,
                    pass_fds=[lock.fileno()],
                    preexec_fn=dying_with_parent(self.how),
                    **how,
                )

        return self.launched_with(start)

    def launched_with(self, start):
        self.lock.parent.mkdir(exist_ok=True)
        with self.lock.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            start(lock)
        return True

    def ask_to_stop(self):
        if self.running:
            self.process.send_signal(self.how)

    def stop(self):
        """Ask, wait, insist; then wait until nothing it started is left."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        wait_until(lambda: not self.held, self.patience)


def dying_with_parent(how):
    """For Popen: a session of its own (Ctrl-C is the parent's to hear) and `how` when the parent dies."""

    def in_child():
        os.setsid()
        try:
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)
        except (OSError, AttributeError):
            return

    return in_child


def wait_until(true, patience):
    """True as soon as `true()` is, False after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
