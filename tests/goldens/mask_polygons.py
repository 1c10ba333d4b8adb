"""Golden values for app/mask/polygon from OpenCV, written to data/mask/polygons.json.

Run by hand: python tests/goldens/mask_polygons.py
For each set of rings, the pixels whose centres are inside an odd number of rings, found in two ways that must agree:
cv2.pointPolygonTest of every centre, and cv2.fillPoly. As fillPoly also paints what the outline touches, it works on
an image 64 times as large, of which only the pixels at centres are taken, and no outline passes near those.
Maps are drawn as rows of characters: '.' = outside, '1' = inside.
"""

import json
from pathlib import Path

import cv2
import numpy as np

OUT = Path(__file__).parent / "data" / "mask"
WIDTH, HEIGHT = 23, 17
SCALE = 64
rng = np.random.default_rng(20260501)


def draw(mask):
    return ["".join("1" if value else "." for value in row) for row in mask]


def random_ring(corners, margin):
    """Corners in any order, so that most rings cross themselves."""
    ring = rng.uniform([-margin, -margin], [WIDTH + margin, HEIGHT + margin], (corners, 2))
    return np.rint(ring * SCALE) / SCALE


def at_centres(function, rings, **options):
    large = np.zeros((HEIGHT * SCALE, WIDTH * SCALE), np.uint8)
    function(large, [np.rint(ring * SCALE).astype(np.int32) for ring in rings], color=1, **options)
    return large[SCALE // 2 :: SCALE, SCALE // 2 :: SCALE] > 0


def inside_by_point(rings):
    odd = np.zeros((HEIGHT, WIDTH), bool)
    for ring in rings:
        contour = ring.astype(np.float32).reshape(-1, 1, 2)
        for y in range(HEIGHT):
            for x in range(WIDTH):
                odd[y, x] ^= cv2.pointPolygonTest(contour, (x + 0.5, y + 0.5), False) > 0
    return odd


def case(draw_rings):
    rings = draw_rings()
    while at_centres(cv2.polylines, rings, isClosed=True, thickness=3).any():
        rings = draw_rings()
    inside = inside_by_point(rings)
    assert (inside == at_centres(cv2.fillPoly, rings)).all()
    return {"rings": [ring.ravel().tolist() for ring in rings], "inside": draw(inside)}


def convex():
    return [cv2.convexHull(random_ring(8, 0).astype(np.float32)).reshape(-1, 2).astype(float)]


def main():
    cases = [case(convex) for _ in range(4)]
    cases += [case(lambda: [random_ring(corners, 0)]) for corners in (3, 4, 5, 7)]
    cases += [case(lambda: [random_ring(corners, 20)]) for corners in (3, 5, 7)]
    cases += [case(lambda: [random_ring(4, 3) for _ in range(count)]) for count in (2, 3)]
    OUT.mkdir(parents=True, exist_ok=True)
    content = {"width": WIDTH, "height": HEIGHT, "cases": cases}
    (OUT / "polygons.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


main()
