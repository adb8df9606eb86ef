"""Locks that end with the process that holds them: on files of a folder that processes share.

A lock is the file's, not the thread's: who asks again for what he holds waits for himself. So every
kind has a folder of lock files of its own, nobody takes two of one kind, and between kinds the
order is

    tree-locks/ab    a package is laid out (`LaidOut`); while that is held
    locks/ab         a blob is fetched (`BlobCache`)

`lock` of `LocalBlobs` is taken alone. `lock_to_remove` never waits, so it may be asked under any.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from pathlib import Path

__all__ = ["lock_to_remove", "lock_to_use", "locked"]

_LOCK = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
_USE = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock file, made where it is absent."""
    descriptor = os.open(path, _LOCK, 0o600)
    try:
        flock(descriptor, LOCK_SH if shared else LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def lock_to_use(path: Path) -> int | None:
    """Keep a file or folder from being removed; None where there is none, or it went meanwhile.

    Whoever closes the descriptor lets go.
    """
    try:
        descriptor = os.open(path, _USE)
    except FileNotFoundError:
        return None
    flock(descriptor, LOCK_SH)
    try:
        if os.path.samestat(os.fstat(descriptor), path.lstat()):
            return descriptor
    except FileNotFoundError:
        pass
    os.close(descriptor)
    return None


@contextmanager
def lock_to_remove(path: Path) -> Iterator[bool]:
    """Say whether nobody uses a file or folder, and keep it so."""
    try:
        descriptor = os.open(path, _USE)
    except FileNotFoundError:
        yield False
        return
    try:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
