"""All examples in a grid or a table: filtered, sorted, chosen, decided in bulk."""

from labeler.gui.pages.gallery.page import GalleryPage

__all__ = ["GalleryPage"]
