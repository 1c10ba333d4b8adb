"""Segmentations and what pycocotools makes of them: tests/goldens/data/coco.json. Run by hand."""

import json
from pathlib import Path

import numpy as np
from pycocotools import mask as coco

RANDOM = np.random.default_rng(0)


def main():
    polygons = [polygon_case(*case) for case in polygon_cases()]
    masks = [mask_case(mask) for mask in mask_cases()]
    target = Path(__file__).parent / "data" / "coco.json"
    target.write_text(json.dumps({"polygons": polygons, "masks": masks}, separators=(",", ":")) + "\n")


def polygon_case(width, height, parts):
    code = coco.merge(coco.frPyObjects(parts, height, width))
    return {"width": width, "height": height, "parts": parts, "counts": code["counts"].decode(), "area": int(coco.area(code))}


def mask_case(mask):
    code = coco.encode(np.asfortranarray(mask))
    rows = ["".join("#" if pixel else "." for pixel in row) for row in mask]
    return {"rows": rows, "counts": code["counts"].decode(), "bbox": [int(side) for side in coco.toBbox(code)]}


def polygon_cases():
    yield 6, 4, [[1, 1, 4, 1, 4, 3, 1, 3]]
    yield 6, 4, [[0, 0, 6, 0, 6, 4, 0, 4]]
    yield 6, 4, [[-3, -3, 9, -3, 9, 7, -3, 7]]
    yield 6, 4, [[2.5, 1.5, 2.5, 1.5, 2.5, 1.5]]
    yield 6, 4, [[20, 20, 30, 20, 30, 30]]
    yield 9, 7, [[0, 0, 8, 6, 0, 6, 8, 0]]
    yield 9, 7, [[1, 1, 3, 1, 3, 3, 1, 3], [2, 2, 7, 2, 7, 6, 2, 6]]
    yield 30, 20, [[2, 10, 15, 10, 15, 10.2, 2, 10.2]]
    for index in range(160):
        width, height = (int(side) for side in RANDOM.integers(1, 60, 2))
        digits = [0, 1, 2, 6][index % 4]
        reach = [0, 0.4][index // 4 % 2]
        yield width, height, [polygon(width, height, digits, reach) for _ in range(1 + index // 8 % 2)]


def polygon(width, height, digits, reach):
    points = RANDOM.uniform(-reach, 1 + reach, (int(RANDOM.integers(3, 12)), 2)) * (width, height)
    return [round(float(coordinate), digits) for coordinate in points.ravel()]


def mask_cases():
    for height, width in [(1, 1), (1, 9), (9, 1), (5, 8), (23, 17), (40, 64)]:
        for share in [0, 0.02, 0.5, 1]:
            yield (RANDOM.random((height, width)) < share).astype(np.uint8)
    disc = np.hypot(*np.mgrid[-30:30, -50:50]) < 28
    yield disc.astype(np.uint8)


main()
