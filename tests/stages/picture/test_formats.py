"""What is left of a picture: all that one sees of it, and nothing else."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from blogkit.stages.picture.formats import freed
from stages.picture.samples import FORMATS, PLACE, SECRET, SRGB, drawing, exif, opened, picture, saved, tells

HEAD = b"\x89PNG\r\n\x1a\n"


def data_of(data: bytes) -> bytes:
    one = freed(data)
    assert one.fault == ""
    assert one.data is not None
    return one.data


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_tells_nothing_and_looks_the_same(form: str) -> None:
    before = picture(form)
    assert tells(before)
    after = data_of(before)
    assert tells(after) == []
    assert opened(after).tobytes() == opened(before).tobytes()
    assert opened(after).info.get("icc_profile") == (None if form == "GIF" else SRGB)
    assert data_of(after) is after  # nothing more to take, so the very same
    assert data_of(before) == after


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_what_is_up_stays_up(form: str, turned: int) -> None:
    before = picture(form, turned)
    one = freed(before)
    assert (one.width, one.height, one.orientation) == (60, 40, turned)
    after = opened(data_of(before))
    assert after.getexif().get(0x0112, 1) == turned
    assert tells(data_of(before)) == []


@pytest.mark.parametrize("turned", range(1, 9))
def test_avif_says_in_its_own_way_how_it_is_turned(turned: int) -> None:
    before = picture("AVIF", turned)
    one = freed(before)
    assert (one.width, one.height) == ((40, 60) if turned >= 5 else (60, 40))
    assert opened(data_of(before)).getexif().get(0x0112, 1) == opened(before).getexif().get(0x0112, 1)


def test_little_endian_exif_is_read_as_well() -> None:
    tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
    assert freed(saved(drawing(), "JPEG", exif=b"Exif\0\0" + tiff)).orientation == 6


@pytest.mark.parametrize("options", [{"progressive": True}, {"subsampling": 2}, {"restart_marker_rows": 1}])
def test_every_way_of_coding_a_jpeg_is_walked_through(options: dict[str, object]) -> None:
    before = picture(**options)
    assert tells(data_of(before)) == []
    assert opened(data_of(before)).tobytes() == opened(before).tobytes()


def test_printers_colours_keep_what_says_how_to_read_them() -> None:
    before = saved(drawing().convert("CMYK"), "JPEG", comment=SECRET)
    assert opened(data_of(before)).tobytes() == opened(before).tobytes()
    assert b"Adobe" in data_of(before)
    assert SECRET not in data_of(before)


def test_what_phones_put_behind_a_photo_goes() -> None:
    stream = io.BytesIO()
    drawing().save(stream, "MPO", save_all=True, append_images=[drawing(30, 20)], exif=exif())
    film = b"\0\0\0\x18ftypmp42" + SECRET
    after = data_of(stream.getvalue() + film)
    assert tells(after) == []
    assert after.endswith(b"\xff\xd9")
    assert opened(after).format == "JPEG"
    assert after.count(b"\xff\xda\0\x0c") == 1  # one scan, so one picture


def test_thumbnails_of_what_was_cut_off_go() -> None:
    small = b"\x02\x02" + b"RED" * 4
    jfif = b"\xff\xe0" + struct.pack(">H", 16 + 12) + b"JFIF\0\x01\x01\0\0\x01\0\x01" + small
    other = b"\xff\xe0\x00\x0aJFXX\0RED"
    after = data_of(b"\xff\xd8" + jfif + other + saved(drawing(), "JPEG")[20:])
    assert b"RED" not in after
    assert opened(after).info["jfif_version"] == (1, 1)


def test_bytes_between_segments_do_no_harm() -> None:
    data = saved(drawing(), "JPEG")
    alone = data_of(data[:20] + b"\xff\x01\xff\xd3" + data[20:])
    assert opened(alone).tobytes() == opened(data).tobytes()
    after = data_of(data[:20] + SECRET + b"\xff\xff\xff" + data[21:])
    assert SECRET not in after
    assert opened(after).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_films_keep_their_frames(form: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    more = {"comment": SECRET} if form == "GIF" else {"exif": exif()}
    before = saved(frames[0], form, save_all=True, append_images=frames[1:], duration=70, loop=0, **more)
    after = data_of(before)
    assert freed(before).animated
    assert tells(after) == []

    def shown(data: bytes) -> list[tuple[bytes, object]]:
        return [(f.convert("RGB").tobytes(), f.info.get("duration")) for f in ImageSequence.Iterator(opened(data))]

    assert shown(after) == shown(before)
    assert len(shown(after)) == 3
    assert opened(after).info["loop"] == 0


def test_gif_keeps_its_loop_and_loses_what_programs_wrote() -> None:
    data = saved(drawing(), "GIF")
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    after = data_of(data[:-1] + xmp + loop + b"\x3b" + SECRET)
    assert SECRET not in after
    assert loop in after


def test_webp_does_not_announce_what_is_gone() -> None:
    for turned in (1, 6):
        flags = data_of(picture("WEBP", turned))[20]
        assert (flags & 0x04, bool(flags & 0x08)) == (0, turned == 6)


def test_clear_places_stay_clear() -> None:
    palette = drawing().quantize(8)
    for form in ("PNG", "GIF", "WEBP"):
        before = saved(palette, form, transparency=3) if form != "WEBP" else saved(drawing().convert("RGBA"), form)
        assert opened(data_of(before)).convert("RGBA").tobytes() == opened(before).convert("RGBA").tobytes()


def boxed(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def test_avif_loses_what_stands_beside_its_items() -> None:
    before = saved(drawing(), "AVIF", speed=10)
    extra = boxed(b"uuid", b"0123456789abcdef" + SECRET) + boxed(b"jumb", SECRET)
    film = boxed(b"moov", boxed(b"udta", SECRET) + boxed(b"trak", boxed(b"meta", SECRET)))
    one = freed(before + extra + film)
    assert one.data is not None
    assert SECRET not in one.data
    assert len(one.data) == len(before + extra + film)
    assert one.data.startswith(before)
    assert one.animated


def test_avif_whose_secrets_cannot_be_found_is_not_published() -> None:
    before = picture("AVIF")
    at = before.index(b"iloc")
    one = freed(before[: at + 8] + b"\0\0" + before[at + 10 :])  # addresses of no length
    assert one.data is None or SECRET not in one.data
    assert freed(before[:at] + b"ilok" + before[at + 4 :]).data is None
    assert freed(before[: before.index(b"mdat") + 20]).data is None


def test_tiff_is_not_published() -> None:
    one = freed(picture("TIFF"))
    assert (one.kind, one.data) == ("tiff", None)


@pytest.mark.parametrize("data", [b"", b"GIF", b"<svg/>", b"%PDF-1.7", b"\0" * 100, b"\0\0\0\x18ftypmp42\0\0\0\0"])
def test_what_is_no_picture_stays_as_it_is(data: bytes) -> None:
    one = freed(data)
    assert (one.kind, one.data, one.fault) == ("", data, "unreadable")


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_that_was_cut_off_says_so_and_tells_nothing(form: str) -> None:
    whole = picture(form)
    for end in range(13, len(whole) - 2, 7):
        one = freed(whole[:end])
        assert one.fault in ("cut off", "unreadable")
        assert SECRET not in (one.data or b"")
        assert (one.data is None) == (one.fault == "unreadable")


def test_a_broken_checksum_is_noticed() -> None:
    data = bytearray(picture("PNG"))
    data[data.index(b"IDAT") + 30] ^= 1
    assert freed(bytes(data)).fault == "damaged"


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2**31 - 1, 1), (0, 5), (5, 0)])
def test_a_head_that_claims_anything_is_only_read(width: int, height: int) -> None:
    data = HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    one = freed(data + chunk(b"IDAT", b"") + chunk(b"IEND", b""))
    assert (one.width, one.height) == ((width, height) if width and height else (0, 0))
    assert (one.data is None) == (not width or not height)


def hostile() -> Iterator[bytes]:
    yield b"\xff\xd8" + b"\xff\xd0" * 500_000
    yield b"\xff\xd8" + b"\xff\xe1\x00\x02" * 250_000
    yield HEAD + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"abcd", b"") * 80_000
    yield b"GIF89a\x01\0\x01\0\0\0\0" + b"\x21\xfe\0" * 300_000
    yield b"RIFF\xff\xff\xff\x7fWEBP" + b"ABCD\0\0\0\0" * 120_000
    yield b"\0\0\0\x14ftypavif\0\0\0\0avif" + b"\0\0\0\x08free" * 120_000
    yield b"\0\0\0\x14ftypavif\0\0\0\0avif" + b"\0\0\0\0moov" + b"\0\0\0\0trak" * 20_000


@pytest.mark.parametrize(
    "data", list(hostile()), ids=["alone", "empty", "chunks", "comments", "riff", "boxes", "nested"]
)
def test_a_million_small_parts_take_no_time(data: bytes) -> None:
    started = time.process_time()
    freed(data)
    assert time.process_time() - started < 5


@given(st.sampled_from(FORMATS), st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=12))
def test_whatever_the_bytes_nothing_is_raised(form: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(_WHOLE[form])
    for at, byte in changes:
        data[at % len(data)] = byte
    one = freed(bytes(data))
    again = freed(one.data) if one.data else one
    assert again.data == one.data


@pytest.mark.parametrize("byte", [0, 25, 255])
def test_items_that_lie_where_they_cannot(byte: int) -> None:
    """What is overwritten is never what a reader needs to find its way."""
    for at in range(400):
        data = bytearray(_WHOLE["AVIF"])
        data[at] = byte
        one = freed(bytes(data))
        assert not one.data or freed(one.data).data == one.data


_WHOLE = {form: picture(form, 6) for form in FORMATS}


def test_the_judge_can_see() -> None:
    """Else all of this would hold of anything."""
    assert opened(picture()).getexif().get_ifd(PLACE)[2] == (47.0, 22.0, 40.0)
