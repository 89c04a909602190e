"""Runs a command that must not outlive the process that started it: `tether.py PARENT_PID SIGNAL COMMAND...`.

Asks the Linux kernel for SIGNAL when the parent dies, also by SIGKILL, and becomes the command. Elsewhere it
only becomes the command. A script of its own: code between fork and exec may hang where there are threads.
The kernel watches the parent's *thread*: start it from one as long-lived as the process.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(parent_pid: int, death_signal: int, command: list[str]) -> None:
    """Tie this process to its parent, then become the command."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent_pid:  # It died before we asked.
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the command is our own, and no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
