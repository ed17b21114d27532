"""Office documents and e-books for tests, packed from the folders in `formats/`."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "formats"
NAMES = ("letter.docx", "letter.odt", "book.epub")
DATE = (2019, 5, 4, 10, 20, 30)


def members_of(name: str) -> dict[str, bytes]:
    """The members of a sample, `mimetype` first."""
    folder = FOLDER / name
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return dict(sorted(found.items(), key=lambda one: one[0] != "mimetype"))


class _Pipe(io.BytesIO):
    """A file in which nothing can be put right later, so that sizes stand behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def packed(
    members: dict[str, bytes],
    *,
    method: int = zipfile.ZIP_DEFLATED,
    is_pipe: bool = False,
    comment: bytes = b"",
) -> bytes:
    """Members as an archive; all but `mimetype` are packed by `method`."""
    file = _Pipe() if is_pipe else io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = comment
        for name, content in members.items():
            info = zipfile.ZipInfo(name, DATE)
            info.external_attr = 0o644 << 16
            info.comment = b"tiktok"
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(info, content)
    return file.getvalue()


def sample(name: str) -> bytes:
    return packed(members_of(name))


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
