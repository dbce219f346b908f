"""Colours as a screen shows them: any mode to RGB or RGBA, embedded profiles to sRGB."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from PIL import Image, ImageCms

# Of the modes Little CMS reads, the colour space a profile must be for to be meant for them.
_SPACES = {"RGB": "RGB", "RGBA": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "LAB"}
_NAME_LENGTH = 40


def to_srgb(image: Image.Image) -> tuple[Image.Image, str]:
    """RGB, or RGBA where anything may be transparent, with a note where a profile changed the colours."""
    profile = image.info.get("icc_profile")
    image = _plain(image)
    profile = profile if isinstance(profile, bytes) else b""
    if profile or image.mode == "LAB":
        image, note = _managed(image, profile)
    else:
        note = ""
    return image.convert("RGBA" if image.has_transparency_data else "RGB"), note


def _plain(image: Image.Image) -> Image.Image:
    """In a mode that keeps every colour and that can be reduced smoothly."""
    if image.mode in ("RGB", "RGBA", "CMYK", "LAB"):
        return image.convert("RGBA") if "transparency" in image.info and image.mode == "RGB" else image
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode == "L" else image.convert("L" if image.mode == "1" else "RGB")


def _managed(image: Image.Image, profile: bytes) -> tuple[Image.Image, str]:
    try:
        transform, name = _transform(profile, image.mode)
        if transform is None:
            return image, ""
        return transform.apply(image), f"colours converted from {name}" if profile else ""
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image, "its colour profile can't be used"


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> tuple[Any, str]:
    """None where the profile is sRGB already, or not of this mode's colour space."""
    source: Any
    if profile:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    else:
        source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    name = ImageCms.getProfileDescription(source).strip()[:_NAME_LENGTH] or "its colour profile"
    if source.profile.xcolor_space.strip().upper() != _SPACES.get(mode) or "srgb" in name.lower():
        return None, name
    target = "RGBA" if mode == "RGBA" else "RGB"
    return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, target), name
