"""Golden values for morphology, holes and components of app/mask from OpenCV and scipy, written to data/mask/regions.json.

Run by hand: python tests/goldens/mask_regions.py
Maps are drawn as rows of characters: '.' = 0, '1' = 1.
"""

import json
from pathlib import Path

import cv2
import numpy as np
from scipy import ndimage

OUT = Path(__file__).parent / "data" / "mask"
OPERATIONS = {"dilate": cv2.MORPH_DILATE, "erode": cv2.MORPH_ERODE, "open": cv2.MORPH_OPEN, "close": cv2.MORPH_CLOSE}
rng = np.random.default_rng(20260502)


def draw(mask):
    return ["".join("1" if value else "." for value in row) for row in mask]


def kernel(shape, radius):
    reach = int(np.floor(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    within = np.ones_like(x, bool) if shape == "square" else x**2 + y**2 <= radius**2
    return within.astype(np.uint8)


def reshaped(mask):
    """OpenCV's default border neither grows nor shrinks what touches it."""
    for shape, radius in (("square", 1), ("square", 3), ("disc", 1), ("disc", 2.5), ("disc", 4)):
        for name, operation in OPERATIONS.items():
            after = cv2.morphologyEx(mask, operation, kernel(shape, radius))
            yield {"shape": shape, "radiusPx": radius, "operation": name, "after": draw(after)}


def case(height, width, smoothness):
    mask = (ndimage.gaussian_filter(rng.normal(size=(height, width)), smoothness) > 0).astype(np.uint8)
    return {
        "mask": draw(mask),
        "reshaped": list(reshaped(mask)),
        "holes": draw(ndimage.binary_fill_holes(mask) & (mask == 0)),
        "fourConnected": cv2.connectedComponents(mask, connectivity=4)[0] - 1,
        "eightConnected": cv2.connectedComponents(mask, connectivity=8)[0] - 1,
    }


def main():
    cases = [case(14, 19, 0.7), case(19, 14, 1.2), case(1, 17, 0.5), case(17, 1, 0.5)]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "regions.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
