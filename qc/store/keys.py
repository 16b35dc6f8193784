"""The workspace's key: what people may not read on a stolen disk is sealed with it.

It lies in the workspace as `workspace.key`, or comes in the environment variable QC_KEY, so that it
can lie elsewhere. Texts that must stay comparable in the database are sealed deterministically
(AES-SIV: the same text is the same seal), files with AES-GCM.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.disk import flush_folder
from qc.text import masked_name

FILE = "workspace.key"
VARIABLE = "QC_KEY"
SIGN = "seal1:"
"""How every sealed text begins. What comes from a sheet and begins so is sealed, whatever it is."""

OPTION = "qc_keys"  # the engine's execution option that carries the keys to every connection
_BYTES = 32
_NONCE = 12
_REMEMBERED = 100_000


class Keys:
    """Seals and opens; made of the one secret. `fingerprint` tells a key from another, not what it is."""

    def __init__(self, secret: bytes) -> None:
        derived = HKDF(SHA512(), 160, salt=None, info=b"clinic-qc 1").derive(secret)
        self._texts, self._files = AESSIV(derived[:64]), AESGCM(derived[64:96])
        self._tags = derived[96:128]
        self.fingerprint = hashlib.sha256(derived[128:]).hexdigest()[:32]
        self.sealed = lru_cache(_REMEMBERED)(self._sealed)
        self.opened = lru_cache(_REMEMBERED)(self._opened)
        self.masked = lru_cache(_REMEMBERED)(self._masked)

    def _sealed(self, text: str) -> str:
        if not text:
            return text
        data = self._texts.encrypt(text.encode("utf-8", "surrogatepass"), None)
        return SIGN + base64.b64encode(data).decode()

    def _opened(self, text: str) -> str:
        if not text.startswith(SIGN):
            return text
        try:
            data = self._texts.decrypt(base64.b64decode(text[len(SIGN) :]), None)
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise damaged() from error
        return data.decode("utf-8", "surrogatepass")

    def _masked(self, text: str) -> str:
        """王*3fa9c1: the same person has the same sign, so that counts by person stay what they are."""
        if not text.startswith(SIGN):
            return text
        return f"{masked_name(self.opened(text))}{self._tag(text, 3)}"

    def tagged(self, text: str) -> str:
        """A sealed text as a sign that is always the same for it and says nothing else."""
        return self._tag(text, 8) if text.startswith(SIGN) else text

    def mark(self, text: str) -> str:
        """A sign under a text that goes out and comes back: nobody without the key can make it."""
        return self._tag(f"mark\x1f{text}", 4)

    def _tag(self, text: str, size: int) -> str:
        return hashlib.blake2b(text.encode(), key=self._tags, digest_size=size).hexdigest()

    def seal_file(self, content: bytes, name: str) -> bytes:
        """A file's content as it lies on the disk; it can be opened under this name only."""
        nonce = os.urandom(_NONCE)
        return nonce + self._files.encrypt(nonce, content, name.encode())

    def open_file(self, data: bytes, name: str) -> bytes:
        """The content again; InvalidTag when it was changed or stands under another name."""
        if len(data) < _NONCE:
            raise InvalidTag
        return self._files.decrypt(data[:_NONCE], data[_NONCE:], name.encode())


def keys_of(connection: Connection) -> Keys:
    """The keys of the workspace that a connection is to."""
    keys: Keys = connection.get_execution_options()[OPTION]
    return keys


def read_all(values: Sequence[Any], read: Callable[[str], str]) -> Sequence[Any]:
    """A column with what is sealed read so. What repeats is read once; a column without a seal costs but
    a look."""
    distinct = set(values)
    sealed = [text for text in distinct if type(text) is str and text.startswith(SIGN)]
    if not sealed:
        return values
    known: dict[Any, Any] = dict(zip(distinct, distinct, strict=True))
    known.update((text, read(text)) for text in sealed)
    return list(map(known.__getitem__, values))


def load(folder: Path, fingerprint: str) -> Keys:
    """The keys of a workspace whose data are sealed with the key of this fingerprint.

    Raises WorkspaceError when there is none, or another's.
    """
    keys = given(folder)
    if keys is None:
        raise WorkspaceError(
            N_("The key of this workspace is missing: {path}."),
            N_("Bring this file back from a backup, or set {variable} to what it held."),
            path=folder / FILE,
            variable=VARIABLE,
        )
    if keys.fingerprint != fingerprint:
        raise WorkspaceError(
            N_("This key is not that of the workspace: {path}."),
            N_("Bring the right key back from a backup, or set {variable} to it."),
            path=VARIABLE if os.environ.get(VARIABLE) else folder / FILE,
            variable=VARIABLE,
        )
    return keys


def given(folder: Path) -> Keys | None:
    """The keys from the environment, else from the workspace; None where there is neither."""
    if text := os.environ.get(VARIABLE, "").strip():
        return Keys(_secret(text, VARIABLE))
    try:
        return Keys(_secret((folder / FILE).read_text(encoding="ascii").strip(), folder / FILE))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(folder / FILE) from error


def make(folder: Path) -> Keys:
    """A new key in the workspace, for its owner's eyes only; it is on the disk before it is used.
    The caller holds the database's write lock."""
    secret, path = os.urandom(_BYTES), folder / FILE
    passing = path.with_name(f"{FILE}.{os.getpid()}.part")
    try:
        passing.unlink(missing_ok=True)
        handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(secret) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
        flush_folder(folder)  # without it a power cut takes the key and leaves what it sealed
    except OSError as error:
        raise WorkspaceError(
            N_("The key of the workspace cannot be kept in {path}: {reason}."),
            N_("See that the folder may be written to and its disk has room, then try again."),
            path=path,
            reason=error.strerror or error,
        ) from error
    return Keys(secret)


def damaged() -> WorkspaceError:
    """A sealed text that the key does not open: somebody changed it."""
    return WorkspaceError(
        N_("A sealed text of the workspace is damaged."),
        N_("Bring the workspace back from a backup."),
    )


def _secret(text: str, place: object) -> bytes:
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _unreadable(place) from error
    if len(secret) != _BYTES:
        raise _unreadable(place)
    return secret


def _unreadable(place: object) -> WorkspaceError:
    return WorkspaceError(
        N_("{path} holds no key that can be read."),
        N_("Bring the right key back from a backup, or set {variable} to it."),
        path=place,
        variable=VARIABLE,
    )
