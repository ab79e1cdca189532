"""Pictures in cards: cut to size, turned upright, freed of all that they tell beside the picture, and embedded."""

from __future__ import annotations

import io
import warnings
from base64 import b64encode

MOST_PIXELS = 120_000_000
"""Larger than any camera's; what claims to be larger would only fill the memory."""
MOST_DRAWN = 50_000_000
"""Pixels in memory at once. JPEG is read at a half, a quarter or an eighth of its size if that is enough."""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""What Pillow may take a file for, whatever its name: it knows stranger ones, and starts other programs for some."""


class Unusable(Exception):
    """Why a picture cannot be shown, in words."""


def embedded(path: str, width: int, height: int) -> str:
    """The middle of the picture as a `data:` address, so that the card refers to nothing outside itself."""
    from PIL import Image, ImageOps

    size = (max(1, min(width, 2400)), max(1, min(height, 2400)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Unusable(f"it has {image.width:,} × {image.height:,} pixels")
                image.draft("RGB", (2 * size[0], 2 * size[1]))
                if image.width * image.height > MOST_DRAWN:
                    raise Unusable(f"it has {image.width:,} × {image.height:,} pixels")
                upright = ImageOps.exif_transpose(image)
                if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                    white = Image.new("RGBA", upright.size, "#ffffff")
                    upright = Image.alpha_composite(white, upright.convert("RGBA"))
                cut = ImageOps.fit(upright.convert("RGB"), size, Image.Resampling.LANCZOS)
    except Unusable:
        raise
    except Exception as problem:  # Pillow and what it stands on raise all sorts of things
        raise Unusable("it is not an image, or not whole") from problem
    data = io.BytesIO()
    cut.save(data, "JPEG", quality=88)
    return "data:image/jpeg;base64," + b64encode(data.getvalue()).decode()


def lighter(png: bytes, media_type: str, max_bytes: int) -> bytes:
    """The picture as it is published: a photo as a JPEG, and anything too large in fewer colours."""
    if media_type == "image/png" and len(png) <= max_bytes:
        return png
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    made = b""
    if media_type == "image/png":
        for colours in (256, 64, 16):
            data = io.BytesIO()
            image.quantize(colours, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
            made = data.getvalue()
            if len(made) <= max_bytes:
                break
        return made
    for quality in (86, 78, 68, 55, 40):
        data = io.BytesIO()
        image.save(data, "JPEG", quality=quality, progressive=True, optimize=True)
        made = data.getvalue()
        if len(made) <= max_bytes:
            break
    return made
