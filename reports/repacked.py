"""A zipped document with nothing in it that tells when it was packed."""

from __future__ import annotations

import io
import zipfile

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def repacked(packed: bytes) -> bytes:
    """The same parts in the same order, packed so that the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            one = zipfile.ZipInfo(name, _LONG_AGO)
            one.compress_type, one.create_system, one.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(one, old.read(name))
    return out.getvalue()
