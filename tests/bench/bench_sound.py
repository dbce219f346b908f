"""Recordings: the outline of an hour beside reading it alone, any view of it, spectrograms, and slow playback.

The bars: 5 ms a view of hours, 17 ms a spectrogram of 2 s at 8 kHz, 50 × as fast as it is heard.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter

import numpy as np
import pytest
import soundfile

from labeler.media.sounds import blocks
from labeler.media.spectrogram import levels, spectrogram
from labeler.media.time_stretch import Stretcher
from labeler.media.waveform import Peaks, peaks

RATE, MINUTES = 44_100, 60

pytestmark = pytest.mark.bench


def median_ms(action, *, times=20):
    taken = []
    for _ in range(times):
        start = perf_counter()
        action()
        taken.append(1e3 * (perf_counter() - start))
    return f"{np.median(taken):.2f} ms"


def seconds(action):
    start = perf_counter()
    action()
    return perf_counter() - start


def music(frames, channels):
    rng, times = np.random.default_rng(0), np.arange(frames) / RATE
    wave = 0.3 * np.sin(2 * np.pi * (200 + 20 * times) * times)
    return (wave[:, None] + rng.normal(0, 0.02, (frames, channels))).astype(np.float32)


@pytest.fixture(scope="module", params=["wav", "flac"])
def hour(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("hour") / f"hour.{request.param}"
    minute = music(60 * RATE, 2)
    with soundfile.SoundFile(path, "w", RATE, 2) as file:
        for _ in range(MINUTES):
            file.write(minute)
    yield path
    path.unlink()


def test_an_hour(hour, tmp_path, show):
    read = seconds(lambda: sum(map(len, blocks(hour))))
    made = seconds(lambda: peaks(hour, cache=tmp_path))
    again = seconds(lambda: peaks(hour, cache=tmp_path))
    show(
        f"an hour of {hour.suffix[1:]} at {RATE:,} Hz, two channels",
        [
            ("read alone", f"{read:.2f} s"),
            ("peaks", f"{made:.2f} s"),
            ("peaks / read", f"{made / read:.2f} x"),
            ("peaks kept from before", f"{1e3 * again:.0f} ms"),
        ],
    )


def test_views_of_ten_hours(show):
    buckets = 10 * 3600 * RATE // 256
    high = np.random.default_rng(0).random((buckets, 2), np.float32)
    outline = Peaks(RATE, 256 * buckets, 2, 256, -high, high, high)
    pyramids = seconds(lambda: outline.over(0, 1, 1))
    views = [(0, outline.frames), (outline.frames // 3, outline.frames // 2), (10**8, 10**8 + 60 * RATE), (0, 5000)]
    show(
        "views of ten hours, two channels, 3,840 columns",
        [
            ("once, in the worker", f"{1e3 * pyramids:.0f} ms"),
            *(
                (f"{(stop - start) / RATE:,.1f} s", median_ms(partial(outline.over, start, stop, 3840)))
                for start, stop in views
            ),
        ],
    )


def test_spectrograms(show):
    rows = []
    for rate, length in ((8000, 2), (RATE, 10), (RATE, 60)):
        samples = music(rate * length, 1)[:, 0]
        decibels = spectrogram(samples, rate, columns=1600, rows=400)
        rows += [
            (f"{length} s at {rate:,} Hz", median_ms(partial(spectrogram, samples, rate, columns=1600, rows=400))),
            ("its levels", median_ms(partial(levels, decibels, floor_db=-80, ceiling_db=0))),
        ]
    show("spectrograms of 1,600 x 400", rows)


def test_stretching(show):
    samples = music(10 * RATE, 2)
    rows = []
    for speed in (0.25, 0.5, 0.75, 1.0, 1.5, 2.0):
        stretcher = Stretcher(RATE, 2, speed)
        parts = np.array_split(samples, 108)
        taken = seconds(lambda parts=parts, made=stretcher: [*map(made.feed, parts), made.finish()])
        rows.append((f"{speed} x", f"{10 / speed / taken:,.0f} x as fast as it is heard"))
    show(f"two channels at {RATE:,} Hz", rows)
