"""Fingerprints stay near through what happens to copies, and far for whatever only looks or sounds alike (METHOD 8)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image, ImageFilter
from scipy.signal import resample_poly

from labeler.core.near_duplicates import ALONE, differing, grouped
from labeler.media.errors import MediaError
from labeler.media.fingerprints import IMAGES, SOUNDS, fingerprint, fingerprints, hashed, loudness


def photo(seed: int, side: int = 240) -> Image.Image:
    """Soft blobs of colour: like a photo, most of its power lies in low frequencies."""
    noise = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    blurred = np.asarray(Image.fromarray(noise).filter(ImageFilter.GaussianBlur(side / 20)), float)
    stretched = (blurred - blurred.min()) / np.ptp(blurred) * 255
    return Image.fromarray(stretched.astype(np.uint8))


def word(seed: int, rate: int = 8000) -> np.ndarray:
    """Some gliding tones that come and go, half a second, with a quiet room around them."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(0.5 * rate)) / rate
    tones = [
        np.sin(2 * np.pi * (start * time + slope * time**2)) * np.exp(-(((time - at) / width) ** 2))
        for start, slope, at, width in zip(
            rng.uniform(150, 3500, 8),
            rng.uniform(-500, 500, 8),
            rng.uniform(0.1, 0.4, 8),
            rng.uniform(0.03, 0.1, 8),
            strict=True,
        )
    ]
    return 0.1 * np.sum(tones, axis=0) + rng.normal(scale=1e-4, size=len(time))


def near(one, other, limit) -> bool:
    words = np.stack([one, other])
    return grouped(words, index_bits=limit.index_bits, bits=limit.bits).tolist() == [0, 0]


def saved(image: Image.Image, path: Path, **options) -> Path:
    image.save(path, **options)
    return path


COPIES = {
    "recompressed": lambda image, path: saved(image, path.with_suffix(".jpg"), quality=30),
    "smaller": lambda image, path: saved(image.resize((60, 60)), path),
    "larger": lambda image, path: saved(image.resize((700, 700)), path),
    "squeezed": lambda image, path: saved(image.resize((200, 150)), path),
    "brighter": lambda image, path: saved(image.point(lambda level: min(level + 15, 255)), path),
    "grey": lambda image, path: saved(image.convert("L"), path),
    "as a palette": lambda image, path: saved(image.convert("P"), path),
    "with an opaque alpha channel": lambda image, path: saved(image.convert("RGBA"), path),
}


@pytest.mark.parametrize("change", COPIES)
def test_a_copy_of_an_image_is_near(tmp_path, change):
    original = fingerprint(saved(photo(1), tmp_path / "a.png"))
    assert near(original, fingerprint(COPIES[change](photo(1), tmp_path / "b.png")), IMAGES)


def test_a_photo_turned_by_its_orientation_tag_is_near_its_upright_self(tmp_path):
    tag = Image.Exif()
    tag[0x0112] = 6
    upright = fingerprint(saved(photo(1), tmp_path / "a.png"))
    turned = photo(1).transpose(Image.Transpose.ROTATE_90)
    assert near(upright, fingerprint(saved(turned, tmp_path / "b.jpg", exif=tag, quality=90)), IMAGES)


def test_different_images_are_far_apart(tmp_path):
    words = np.stack([fingerprint(saved(photo(seed), tmp_path / f"{seed}.png")) for seed in range(12)])
    apart = differing(words[:, None], words[None])
    assert apart[~np.eye(12, dtype=bool)].min() > IMAGES.bits


def test_a_mirrored_image_is_another_one(tmp_path):
    image = photo(1)
    mirrored = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    paths = saved(image, tmp_path / "a.png"), saved(mirrored, tmp_path / "b.png")
    assert not near(*map(fingerprint, paths), IMAGES)


def spoken(path: Path, samples: np.ndarray, rate: int = 8000, **options) -> Path:
    soundfile.write(path, samples, rate, **options)
    return path


RECORDED_AGAIN = {
    "quieter": lambda samples, path: spoken(path, samples * 0.2),
    "upside down": lambda samples, path: spoken(path, -samples),
    "in two channels": lambda samples, path: spoken(path, np.stack([samples, samples * 0.5], axis=1)),
    "trimmed by 10 ms at both ends": lambda samples, path: spoken(path, samples[80:-80]),
    "with silence before and after": lambda samples, path: spoken(path, np.pad(samples, (400, 640))),
    "as Ogg Vorbis": lambda samples, path: spoken(path.with_suffix(".ogg"), samples),
    "as telephone speech": lambda samples, path: spoken(path, samples, subtype="ULAW"),
    "as FLAC of 24 bits": lambda samples, path: spoken(path.with_suffix(".flac"), samples, subtype="PCM_24"),
}


@pytest.mark.parametrize("change", RECORDED_AGAIN)
def test_a_copy_of_a_recording_is_near(tmp_path, change):
    original = fingerprint(spoken(tmp_path / "a.wav", word(1)))
    assert near(original, fingerprint(RECORDED_AGAIN[change](word(1), tmp_path / "b.wav")), SOUNDS)


def test_a_recording_at_twice_the_rate_is_near():
    one, other = loudness(word(1), 8000), loudness(resample_poly(word(1), 2, 1), 16000)
    assert near(hashed(one), hashed(other), SOUNDS)


def test_different_recordings_are_far_apart():
    words = np.stack([hashed(loudness(word(seed), 8000)) for seed in range(12)])
    apart = differing(words[:, None], words[None])
    assert apart[~np.eye(12, dtype=bool)].min() > SOUNDS.bits


@pytest.mark.parametrize("samples", [40, 300])
def test_a_very_short_recording_has_a_fingerprint(samples):
    assert hashed(loudness(word(1)[1000 : 1000 + samples], 8000)) is not None


def test_a_long_recording_and_its_trimmed_copy_are_near():
    """Ten minutes of speech and pauses; one that begins a second later is the same."""
    rng = np.random.default_rng(1)
    minutes = np.concatenate([word(seed) * rng.uniform(0.05, 1) for seed in rng.integers(40, size=1200)])
    one, other = hashed(loudness(minutes, 8000)), hashed(loudness(minutes[8000:], 8000))
    assert near(one, other, SOUNDS)


def test_what_shows_nothing_has_no_fingerprint(tmp_path):
    assert fingerprint(saved(Image.new("RGB", (50, 50), "grey"), tmp_path / "a.png")) is None
    assert fingerprint(spoken(tmp_path / "a.wav", np.zeros(4000))) is None


@pytest.mark.parametrize("level", [1, 0.3, -1e-3])
def test_a_constant_that_is_not_zero_is_silence_too(level):
    assert hashed(loudness(np.full(4000, level), 8000)) is None


def test_a_click_in_digital_silence_is_no_error():
    """One sample of twenty seconds: fewer cells sound than the loudest eighth of a pitch's would be."""
    click = np.zeros(160_000)
    click[80_000] = 0.5
    assert hashed(loudness(click, 8000)) is None


@pytest.mark.parametrize("rate", [1, 50, 100, 200, 400, 1000])
def test_rates_too_low_for_speech_are_no_error(rate):
    """At 200 nothing lies between the lowest pitch and what the rate can hold."""
    noise = np.random.default_rng(rate).normal(size=2000)
    assert np.isfinite(loudness(noise, rate)).all()


def test_of_many_files_each_has_its_own_place(tmp_path):
    image, sound = saved(photo(1), tmp_path / "a.png"), spoken(tmp_path / "a.wav", word(1))
    (tmp_path / "text.png").write_text("no image")
    flat = saved(Image.new("L", (9, 9)), tmp_path / "flat.png")
    heard = []
    found = fingerprints([image, tmp_path / "text.png", None, sound, flat, tmp_path / "b.png"], progress=heard.append)
    assert found.readable.tolist() == [True, False, False, True, False, False]
    assert found.sounds.tolist() == [False, False, False, True, False, False]
    np.testing.assert_array_equal(found.words[0], fingerprint(image))
    np.testing.assert_array_equal(found.words[3], fingerprint(sound))
    assert [error.path.name for error in found.problems] == ["text.png", "b.png"]
    assert heard[-1] == 1


def test_no_files_are_no_fingerprints():
    assert fingerprints([]).words.shape == (0, 4)


def test_a_file_that_is_not_there_is_an_error_of_that_file(tmp_path):
    with pytest.raises(MediaError, match="locate"):
        fingerprint(tmp_path / "gone.wav")


def pack(folder: Path) -> tuple[list[dict[str, str]], list[Path | None]]:
    with (folder / "examples.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows, [folder / row["file"] for row in rows]


def test_of_900_spoken_digits_no_two_are_near(data):
    rows, paths = pack(data / "spoken_digits")
    found = fingerprints(paths)
    assert found.readable.all()
    assert (grouped(found.words, index_bits=SOUNDS.index_bits, bits=SOUNDS.bits) == ALONE).all()
    # Nor are they nearly so where one person says two different digits.
    apart = differing(found.words[:, None], found.words[None])
    speaker, digit = (np.array([row[key] for row in rows]) for key in ("speaker", "label"))
    other_digit = (speaker[:, None] == speaker) & (digit[:, None] != digit)
    assert apart[other_digit].min() >= SOUNDS.bits + 10


def test_trimmed_quieter_and_recompressed_copies_of_spoken_digits_are_found(data, tmp_path):
    _, paths = pack(data / "spoken_digits")
    rng = np.random.default_rng(0)
    changes = {
        "quieter": lambda samples: samples * 0.3,
        "trimmed": lambda samples: samples[40:-40],
        "noisy": lambda samples: samples + rng.normal(scale=0.01 * samples.std(), size=len(samples)),
    }
    found = dict.fromkeys([*changes, "vorbis"], 0)
    for number, path in enumerate(paths[:60]):
        samples, rate = soundfile.read(path)
        one = hashed(loudness(samples, rate))
        for name, change in changes.items():
            found[name] += near(one, hashed(loudness(change(samples), rate)), SOUNDS)
        vorbis = spoken(tmp_path / f"{number}.ogg", samples, rate)
        found["vorbis"] += near(one, fingerprint(vorbis), SOUNDS)
    assert min(found.values()) >= 57, found


def test_near_duplicates_among_cifar_photos_are_21_pairs_of_one_class_each(data):
    """Looked at, each of them shows one photo twice."""
    rows, paths = pack(data / "cifar10")
    found = fingerprints(paths)
    groups = grouped(found.words, index_bits=IMAGES.index_bits, bits=IMAGES.bits)
    assert np.bincount(groups[groups != ALONE]).tolist() == [2] * 21
    labels = {(group, row["label"]) for group, row in zip(groups.tolist(), rows, strict=True) if group != ALONE}
    assert len(labels) == 21
