"""The work of benches/coco.ts on the same annotations, with pycocotools: see reference_protocol.py."""

import math

from reference_protocol import required_package, serve_work, thread_count

np = required_package("numpy")
coco = required_package("pycocotools.mask")

WIDTH, HEIGHT = 640, 480
ANNOTATIONS = 100_000


def polygon(i):
    """A jagged outline of 20 to 140 px, the same in benches/coco.ts."""
    corners = 12 + i % 20
    x, y = WIDTH * (i * 0.7548776662466927 % 1), HEIGHT * (i * 0.5698402909980532 % 1)
    points = []
    for k in range(corners):
        radius = (10 + i % 60) * (0.7 + 0.3 * ((i + k) * 0.6180339887498949 % 1))
        angle = 2 * math.pi * k / corners
        points += [rounded(x + radius * math.cos(angle)), rounded(y + radius * math.sin(angle))]
    return points


def rounded(coordinate):
    return math.floor(100 * coordinate + 0.5) / 100


def mask_of(segmentation):
    """As COCO.annToMask does."""
    if isinstance(segmentation, list):
        return coco.decode(coco.merge(coco.frPyObjects(segmentation, HEIGHT, WIDTH)))
    return coco.decode(segmentation)


def recoded(segmentation):
    return coco.encode(np.asfortranarray(mask_of(segmentation)))


def main():
    threads = thread_count()
    segmentations = [[polygon(i)] if i % 2 == 0 else recoded([polygon(i)]) for i in range(ANNOTATIONS)]

    def recode():
        for segmentation in segmentations:
            recoded(segmentation)

    serve_work({"recode": recode}, "pycocotools", threads)


main()
