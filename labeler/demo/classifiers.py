"""Classifiers small enough to train on the spot. All return probabilities (examples, classes).

Sums stay small or few: many small products of matrices that BLAS shares among threads crawl on a busy machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from labeler.demo.features import Array

Codes = NDArray[np.intp]

_BATCH = 40
_MOMENTUM = 0.9


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from: standardized features (examples, features) and class codes (examples,)."""

    inputs: Array
    labels: Codes
    classes: int

    @property
    def targets(self) -> Array:
        return np.eye(self.classes)[self.labels]


@dataclass(frozen=True, slots=True)
class Network:
    """Weights and biases, alternating, of a softmax over rectified layers; none but the softmax is a regression."""

    parameters: list[Array]

    def probabilities(self, inputs: Array) -> Array:
        return _softmax(self.levels(inputs)[-1])

    def levels(self, inputs: Array) -> list[Array]:
        """The inputs of each layer, and last the scores."""
        levels = [inputs]
        for weight, bias in zip(self.parameters[:-2:2], self.parameters[1:-2:2], strict=True):
            levels.append(np.maximum(levels[-1] @ weight + bias, 0))
        return [*levels, levels[-1] @ self.parameters[-2] + self.parameters[-1]]


def train_network(lesson: Lesson, *, hidden: tuple[int, ...] = (), epochs: int, rate: float, decay: float) -> Network:
    """Momentum descent on the cross-entropy; steps fall linearly from ``rate`` to zero."""
    rng = np.random.default_rng(0)
    network = _fresh_network(rng, (lesson.inputs.shape[1], *hidden, lesson.classes))
    speeds = [np.zeros_like(array) for array in network.parameters]
    targets = lesson.targets
    for epoch in range(epochs):
        order = rng.permutation(len(targets))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            slopes = _slopes(network, lesson.inputs[batch], targets[batch], decay)
            pace = rate * (1 - epoch / epochs)
            speeds = [_MOMENTUM * speed - pace * slope for speed, slope in zip(speeds, slopes, strict=True)]
            network = Network([array + speed for array, speed in zip(network.parameters, speeds, strict=True)])
    return network


def neighbour_votes(lesson: Lesson, inputs: Array, *, neighbours: int) -> Array:
    """Votes of the nearest examples, weighing less by rank, and a twentieth of a vote for every class."""
    nearest = np.argsort(_square_distances(inputs, lesson.inputs), axis=1, kind="stable")[:, :neighbours]
    weight = 1 / (2.0 + np.arange(neighbours))
    votes = np.einsum("n,enc->ec", weight, lesson.targets[nearest]) + 0.05
    shares: Array = votes / votes.sum(axis=1, keepdims=True)
    return shares


def kernel_ridge(lesson: Lesson, inputs: Array, *, gamma: float, ridge: float, sharpness: float = 7.0) -> Array:
    """Least squares on the class indicators with a Gaussian kernel, the scores sharpened by a softmax."""
    kernel = np.exp(-gamma * _square_distances(lesson.inputs, lesson.inputs))
    mean = lesson.targets.mean(axis=0)
    weight = np.linalg.solve(kernel + ridge * np.eye(len(kernel)), lesson.targets - mean)
    scores = np.exp(-gamma * _square_distances(inputs, lesson.inputs)) @ weight + mean
    return _softmax(sharpness * scores)


def standardized(features: Array, known: Codes) -> Array:
    """Columns on the mean and deviation of the rows ``known``, scaled so that a row's length is about 1."""
    reference = features[known]
    spread = reference.std(axis=0) + 0.1 * reference.std()
    result: Array = (features - reference.mean(axis=0)) / spread / np.sqrt(features.shape[1])
    return result


def _fresh_network(rng: np.random.Generator, widths: tuple[int, ...]) -> Network:
    parameters: list[Array] = []
    for fan_in, fan_out in pairwise(widths):
        parameters += [rng.standard_normal((fan_in, fan_out)) * np.sqrt(2 / fan_out), np.zeros(fan_out)]
    return Network(parameters)


def _slopes(network: Network, inputs: Array, targets: Array, decay: float) -> list[Array]:
    """The gradient by parameter, from the last layer back to the first."""
    *levels, scores = network.levels(inputs)
    slope = (_softmax(scores) - targets) / len(inputs)
    slopes: list[Array] = []
    for index in reversed(range(len(levels))):
        weight = network.parameters[2 * index]
        slopes = [levels[index].T @ slope + decay * weight, slope.sum(axis=0), *slopes]
        if index:
            slope = (slope @ weight.T) * (levels[index] > 0)
    return slopes


def _square_distances(rows: Array, columns: Array) -> Array:
    distances: Array = (rows**2).sum(axis=1)[:, None] + (columns**2).sum(axis=1) - 2 * rows @ columns.T
    return np.maximum(distances, 0, out=distances)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares
