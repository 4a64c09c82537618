"""MP3 without a decoder, checked against one."""

from __future__ import annotations

from array import array

import pytest

from content.voice import mp3
from content.voice.sound import DELAY, RATE, decode, encode
from tests.kit.loudness import loudness
from tests.kit.tones import hum, quiet


def heard_from(samples: array[int]) -> float:
    """The first moment, in seconds, at which something is heard."""
    return next(at for at, sample in enumerate(samples) if abs(sample) > 3000) / RATE


def test_its_length_is_what_a_decoder_finds() -> None:
    data = encode(hum(300, 1500))
    assert abs(mp3.duration(data) - 1000 * len(decode(data)) / RATE) < 5
    assert abs(mp3.duration(data) - 1500) < 100
    assert len(data) / mp3.duration(data) == pytest.approx(4, rel=0.02)


def test_what_is_said_comes_later_by_the_codec_s_delay_and_no_more() -> None:
    assert abs(heard_from(decode(encode(hum(300, 500)))) * 1000 - DELAY) < 12


def test_pieces_joined_are_heard_one_after_the_other_with_the_pause_between() -> None:
    one, two = encode(hum(300, 400)), encode(hum(600, 400))

    whole = mp3.joined([one, two], pause=500)

    assert mp3.duration(whole) == pytest.approx(mp3.duration(one) + mp3.duration(two) + 500, abs=25)
    samples = decode(whole)
    pause = samples[round((mp3.duration(one) + 100) * RATE / 1000) : round((mp3.duration(one) + 400) * RATE / 1000)]
    assert loudness(pause) < -80
    second = samples[round((mp3.duration(one) + 500) * RATE / 1000) :]
    assert heard_from(second) * 1000 == pytest.approx(DELAY, abs=30)


def test_a_piece_cut_out_is_what_was_put_in() -> None:
    one, two = encode(hum(300, 400)), encode(hum(600, 700))
    whole = mp3.joined([one, two], pause=500)
    since = mp3.duration(mp3.joined([one])) + mp3.duration(mp3.silence(one, 500))
    assert mp3.cut(whole, since, since + mp3.duration(two)) == mp3.joined([two])


def test_tags_before_the_sound_are_not_taken_for_it() -> None:
    data = encode(hum(300, 400))
    tagged = b"ID3\x04\x00\x00\x00\x00\x02\x00" + bytes(256) + data
    assert mp3.duration(tagged) == mp3.duration(data)
    assert mp3.joined([tagged]) == mp3.joined([data])


@pytest.mark.parametrize("data", [b"", b"<html>" * 500, bytes(5000), b"\xff\xf3\x44\xc4", b"OggS" + bytes(900)])
def test_what_is_no_mp3_is_refused(data: bytes) -> None:
    with pytest.raises(mp3.NotMp3):
        mp3.duration(data)


def test_a_file_that_is_cut_off_ends_with_its_last_whole_frame() -> None:
    data = encode(hum(300, 1000))
    half = data[: len(data) // 2]
    assert mp3.duration(half) == pytest.approx(mp3.duration(data) / 2, abs=30)


def test_silence_is_silent() -> None:
    assert loudness(decode(mp3.silence(encode(hum(300, 200)), 700))) < -90
    assert loudness(quiet(100)) == float("-inf")
