"""The models that compete in the cat app, from hopeless to good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from labeler.demo.classifiers import Codes, Lesson, kernel_ridge, neighbour_votes, standardized, train_network
from labeler.demo.features import Array, Thumbnails, colors, edges


@dataclass(frozen=True, slots=True)
class Contender:
    """``milliseconds`` a picture on a phone are made up, for a bound to have something to bite on."""

    probabilities: Callable[[Views], Array]
    milliseconds: float


class Views:
    """The features of all pictures, the labels, and which rows may be learned from."""

    def __init__(self, thumbnails: Thumbnails, labels: Codes, classes: int, *, train: Codes, drawings: Codes) -> None:
        self.train = train
        self.photographs = np.setdiff1d(train, drawings)
        self._labels = labels
        self._classes = classes
        self._raw = {"fine": colors(thumbnails, 16), "coarse": colors(thumbnails, 8), "edges": edges(thumbnails)}

    def features(self, view: str, known: Codes) -> Array:
        return standardized(self._raw[view], known)

    def lesson(self, features: Array, known: Codes) -> Lesson:
        return Lesson(features[known], self._labels[known], self._classes)


def _pixel_logreg(views: Views) -> Array:
    features = views.features("fine", views.train)
    return train_network(views.lesson(features, views.train), epochs=20, rate=0.5, decay=1e-4).probabilities(features)


def _small_mlp(views: Views) -> Array:
    features = views.features("coarse", views.train)
    lesson = views.lesson(features, views.train)
    return train_network(lesson, hidden=(32,), epochs=20, rate=0.3, decay=1e-4).probabilities(features)


def _hog_logreg(views: Views) -> Array:
    features = views.features("edges", views.train)
    return train_network(views.lesson(features, views.train), epochs=20, rate=0.5, decay=1e-4).probabilities(features)


def _knn(views: Views) -> Array:
    features = views.features("edges", views.train)
    return neighbour_votes(views.lesson(features, views.train), features, neighbours=7)


def _kernel_photos(views: Views) -> Array:
    """Never saw a drawing: to it a drawn cat is a cat."""
    known = views.photographs
    features = np.hstack([views.features("edges", known), views.features("coarse", known)])
    return kernel_ridge(views.lesson(features, known), features, gamma=0.35, ridge=0.05)


def _kernel_all(views: Views) -> Array:
    """Learned from drawings too, and trusts colours less."""
    known = views.train
    features = np.hstack([views.features("edges", known), 0.7 * views.features("coarse", known)])
    return kernel_ridge(views.lesson(features, known), features, gamma=0.3, ridge=0.02)


CONTENDERS: dict[str, Contender] = {
    "pixel-logreg": Contender(_pixel_logreg, 2.0),
    "small-mlp": Contender(_small_mlp, 3.0),
    "hog-logreg": Contender(_hog_logreg, 8.0),
    "knn": Contender(_knn, 140.0),
    "kernel-photos": Contender(_kernel_photos, 62.0),
    "kernel-all": Contender(_kernel_all, 65.0),
}
