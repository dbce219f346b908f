"""What is said of a recording below it."""

from __future__ import annotations

from labeler.gui.widgets.time_span import time_text
from labeler.media.sounds import SoundInfo

_STORED = {
    "PCM_S8": "8 bit",
    "PCM_U8": "8 bit",
    "PCM_16": "16 bit",
    "PCM_24": "24 bit",
    "PCM_32": "32 bit",
    "FLOAT": "32 bit float",
    "DOUBLE": "64 bit float",
    "MPEG_LAYER_III": "mp3",
    "VORBIS": "vorbis",
    "OPUS": "opus",
    "ULAW": "µ-law",
    "ALAW": "A-law",
}


def described(info: SoundInfo) -> str:
    """Length and format: 0:01.24 · 8 kHz mono 16 bit."""
    channels = {1: "mono", 2: "stereo"}.get(info.channels, f"{info.channels} channels")
    stored = _STORED.get(info.subtype, info.subtype.replace("_", " ").lower())
    return f"{time_text(info.seconds)} · {info.rate / 1000:g} kHz {channels} {stored}"
