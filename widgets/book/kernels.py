"""Kernels that start at once: copies of one process that has imported what every chapter imports.

Half of a chapter's time was imports. On Linux a server process imports them once and is copied for each
kernel (`multiprocessing`'s fork server, which runs no thread); elsewhere, kernels start as Jupyter starts them.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import contextmanager

from jupyter_client.provisioning import local_provisioner

# `widgets` brings Altair and SymPy, `nashpy` and `scipy.stats` what the models import when they are solved
IMPORTED = ["ipykernel.kernelapp", "widgets", "nashpy", "scipy.stats", "scipy.optimize.elementwise"]
_LAUNCHER = "ipykernel_launcher"


class Copy:
    """A kernel in a copied process, with the part of `subprocess.Popen` that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, server, arguments, env, cwd):
        ready, theirs = server.Pipe(duplex=False)
        self._process = server.Process(target=_run, args=(theirs, arguments, env, cwd, os.getpid()))
        self._process.start()
        theirs.close()
        try:
            ready.recv()  # it leads a group of its own, which Jupyter signals
        except EOFError:
            raise RuntimeError("the kernel's process ended before it began") from None
        self.pid = self._process.pid

    def poll(self):
        return self._process.exitcode

    @property
    def returncode(self):
        return self._process.exitcode

    def wait(self, timeout=None):
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("kernel", timeout)
        return self._process.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


def _run(ready, arguments, env, cwd, parent):
    """In the copy: be the kernel that `python -m ipykernel_launcher <arguments>` would be."""
    os.setsid()
    ready.send(True)
    ready.close()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    here = os.path.dirname(
        os.path.dirname(os.path.abspath(__file__))
    )  # folders of the build, not of a reader
    sys.path[:] = [path for path in sys.path if not os.path.abspath(path).startswith(here)]
    from ipykernel.kernelapp import IPKernelApp

    # a parent is named, so that the kernel ends with it and says nothing on the terminal
    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={parent}"])


@contextmanager
def copied_kernels():
    """Within it, Jupyter's IPython kernels of this environment are copies."""
    if sys.platform != "linux":  # macOS: system libraries do not survive a copy
        yield
        return
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(IMPORTED)
    real = local_provisioner.launch_kernel

    def launch(cmd, env=None, cwd=None, **options):
        if _LAUNCHER not in cmd or os.path.realpath(cmd[0]) != os.path.realpath(sys.executable):
            return real(cmd, env=env, cwd=cwd, **options)
        arguments = cmd[cmd.index(_LAUNCHER) + 1 :]
        return Copy(server, arguments, dict(env or os.environ), cwd or os.getcwd())

    local_provisioner.launch_kernel = launch
    try:
        yield
    finally:
        local_provisioner.launch_kernel = real
