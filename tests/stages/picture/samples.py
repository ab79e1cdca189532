"""Pictures with secrets in every place that a format has for them."""

from __future__ import annotations

import io

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SECRET = b"behind the red door"
PLACE = 0x8825
"""The field of Exif that holds where a photo was taken."""
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


def drawing(width: int = 60, height: int = 40) -> Image.Image:
    """Nowhere the same, so that a turn or a shift is noticed."""
    across = Image.linear_gradient("L").resize((height, width)).rotate(90, expand=True)
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[0x010E] = told[0x013B] = SECRET.decode()
    if orientation != 1:
        told[0x0112] = orientation
    told.get_ifd(PLACE).update({1: "N", 2: (47.0, 22.0, 40.0), 3: "E", 4: (8.0, 32.0, 30.0)})
    return told


def picture(form: str = "JPEG", orientation: int = 1, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """One that tells where it was taken, and by whom."""
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    more: dict[str, dict[str, object]] = {
        "JPEG": {"comment": SECRET, "xmp": xmp, "exif": exif(orientation), "icc_profile": SRGB, "quality": 90},
        "PNG": {"pnginfo": text_chunks(), "exif": exif(orientation), "icc_profile": SRGB},
        "WEBP": {"xmp": xmp, "exif": exif(orientation), "icc_profile": SRGB},
        "AVIF": {"xmp": xmp, "exif": exif(orientation), "icc_profile": SRGB, "speed": 10},
        "GIF": {"comment": SECRET},
        "TIFF": {"exif": exif(orientation)},
    }
    return saved(drawing(*size), form, **(more[form] | options))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def text_chunks() -> PngInfo:
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_text("Place", SECRET.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    info.add(b"prVt", SECRET)
    return info


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def tells(data: bytes) -> list[object]:
    """What Pillow finds out beside the pixels, and whether the secret stands there as it is."""
    image = opened(data)
    found: list[object] = [field for field in image.getexif() if field != 0x0112]
    found += list(image.getexif().get_ifd(PLACE))
    found += [image.info[name] for name in ("comment", "Author", "Place", "XML:com.adobe.xmp") if name in image.info]
    return found + [data.find(SECRET)] * (SECRET in data)
