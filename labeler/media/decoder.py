"""libsndfile as it is needed here: files read forwards, whatever their headers claim. Imported where a file is read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import soundfile

from labeler.media.mp3 import counted

# Writers that don't know the length beforehand leave these in the header; libsndfile says the largest for flac.
_UNKNOWN_BYTES = 0x7FFF_0000
_UNKNOWN_FRAMES = 1 << 48
_CLAIM = re.compile(r"^\s*(?:data|Data Size|SSND|riff)\s*: (\d+) \(should be (\d+)\)", re.MULTILINE)

_MPEG_FRAME = 1152
# Frames borrow bits from those before them, quiet ones from many: decoding has to begin that much earlier.
_MPEG_LEAD = 32 * _MPEG_FRAME
_LARGEST_OGG_PAGE = 27 + 255 + 255 * 255
_LAST_PAGE = 4

LibsndfileError = soundfile.LibsndfileError


class Decoder(soundfile.SoundFile):  # type: ignore[misc]
    """A file read from where it was gone to up to its end, which may come before or after what the header claims.

    ``claimed`` frames, None where the header doesn't say.
    """

    def __init__(self, path: Path) -> None:
        self._mpeg = counted(path)
        super().__init__(path if self._mpeg is None else self._mpeg.open(path))
        self.claimed: int | None = self.frames if self.frames < _UNKNOWN_FRAMES else None
        self._path = path

    def seekable(self) -> bool:
        """Or else soundfile would seek after each read, which costs time and fails at the end of streamed flac."""
        return False

    def go_to(self, frame: int) -> bool:
        """False where there is no such frame; only without a claimed length does one have to try."""
        lead = min(frame, _MPEG_LEAD) if self._is_mpeg else 0
        try:
            self.seek(frame - lead)
        except LibsndfileError:
            if self.claimed is None:
                return False
            raise
        if lead:
            self.read(lead, dtype="float32")
        return True

    @property
    def damage(self) -> str:
        """As far as can be told without decoding: "cut short" where it is smaller than it says, "damaged", or ""."""
        if self._mpeg is not None:
            return self._mpeg.damage
        if self.format == "OGG":
            return "cut short" if _ends_within_a_page(self._path) else ""
        return "cut short" if self._claims() else ""

    @property
    def promised(self) -> int | None:
        """Frames there would be of a file that is whole; None where nothing tells."""
        if self._mpeg is not None:
            return self._mpeg.promised
        if self.format == "OGG" and self.damage:
            return None
        return max((self.frames * claim // there for claim, there in self._claims() if there), default=self.claimed)

    def _claims(self) -> list[tuple[int, int]]:
        """Bytes that the header claims and that are there, where these are fewer: libsndfile reads on in silence."""
        claims = ((int(claim), int(there)) for claim, there in _CLAIM.findall(self.extra_info))
        return [(claim, there) for claim, there in claims if there < claim < _UNKNOWN_BYTES]

    @property
    def _is_mpeg(self) -> bool:
        return str(self.subtype).startswith("MPEG")


def _ends_within_a_page(path: Path) -> bool:
    """Whether the last page of an ogg file lacks its end, or isn't marked as the last."""
    with path.open("rb") as file:
        file.seek(-min(_LARGEST_OGG_PAGE, os.fstat(file.fileno()).st_size), os.SEEK_END)
        end = file.read()
    page = end[end.rfind(b"OggS") :]
    if len(page) < 27 or not page[5] & _LAST_PAGE:
        return True
    sizes = page[27 : 27 + page[26]]
    return len(sizes) < page[26] or len(page) < 27 + len(sizes) + sum(sizes)
