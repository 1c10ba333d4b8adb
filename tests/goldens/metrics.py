"""Golden values for app/mask and app/metrics from numpy and scipy, written to data/metrics/*.json.

Run by hand: python tests/goldens/metrics.py
Maps are drawn as rows of characters: '.' = 0, digits = class ids, '#' = 255.
"""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage, stats
from scipy.spatial.distance import cdist

IGNORE = 255
EIGHT = np.ones((3, 3), dtype=bool)
OUT = Path(__file__).parent / "data" / "metrics"
rng = np.random.default_rng(20260301)


def draw(labels):
    sign = {0: ".", IGNORE: "#"}
    return ["".join(sign.get(int(v), str(int(v))) for v in row) for row in labels]


def blobs(height, width, classes, smoothness=1.5):
    """A random map of `classes` classes in smooth patches."""
    fields = [ndimage.gaussian_filter(rng.normal(size=(height, width)), smoothness) for _ in range(classes)]
    return np.argmax(fields, axis=0).astype(np.uint8)


def scattered(height, width, density):
    return (rng.random((height, width)) < density).astype(np.uint8)


def write(name, cases):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


def number(value):
    return None if value is None or np.isnan(value) else float(value)


def distance(mask):
    squared = np.rint(ndimage.distance_transform_edt(mask == 0) ** 2).astype(int)
    return {"mask": draw(mask), "squaredDistance": squared.ravel().tolist()}


def feret(points, pixel):
    """Longest chord between any two centres, half a pixel longer at both ends, in units of `pixel` (x, y)."""
    chord_px = cdist(points, points)
    chord = cdist(points * pixel, points * pixel)
    lengthened = chord * (1 + 1 / np.where(chord_px == 0, np.inf, chord_px))
    return float(max(lengthened.max(), *pixel))


def components(mask):
    labels, count = ndimage.label(mask, structure=EIGHT)
    firsts = sorted(range(1, count + 1), key=lambda label: int(np.flatnonzero(labels == label)[0]))
    px_per_mm = np.array([12.5, 8.0])
    shapes = []
    for label in firsts:
        ys, xs = np.nonzero(labels == label)
        points = np.stack([xs, ys], axis=1).astype(float)
        shapes.append(
            {
                "pixels": np.flatnonzero(labels == label).tolist(),
                "box": [int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1],
                "lengthPx": feret(points, np.ones(2)),
                "lengthMm": feret(points, 1 / px_per_mm),
                "areaMm2": len(xs) / float(np.prod(px_per_mm)),
            }
        )
    return {"mask": draw(mask), "pxPerMm": px_per_mm.tolist(), "shapes": shapes}


def disc(radius):
    reach = int(radius)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return x**2 + y**2 <= radius**2


def ignore_band(labels, band):
    banded = labels.copy()
    for class_id in set(np.unique(labels)) - {IGNORE}:
        others = (labels != class_id) & (labels != IGNORE)
        banded[(labels == class_id) & ndimage.binary_dilation(others, disc(band))] = IGNORE
    return {"labels": draw(labels), "bandPx": band, "banded": draw(banded)}


def overlap(truth, prediction, classes):
    counted = truth != IGNORE
    t, p = truth[counted].astype(int), prediction[counted].astype(int)
    confusion = np.zeros((classes, classes), dtype=int)
    np.add.at(confusion, (t, p), 1)
    iou, dice = [], []
    for c in range(classes):
        union = np.logical_or(t == c, p == c).sum()
        both = np.logical_and(t == c, p == c).sum()
        iou.append(both / union if union else np.nan)
        dice.append(2 * both / ((t == c).sum() + (p == c).sum()) if union else np.nan)
    either = np.logical_or(t > 0, p > 0).sum()
    mean = lambda values: np.nan if np.all(np.isnan(values)) else np.nanmean(values)
    return {
        "truth": draw(truth),
        "prediction": draw(prediction),
        "numClasses": classes,
        "confusion": confusion.ravel().tolist(),
        "iou": [number(v) for v in iou],
        "dice": [number(v) for v in dice],
        "meanIou": number(mean(iou)),
        "defectIou": number(mean(iou[1:])),
        "foregroundIou": number(np.logical_and(t > 0, p > 0).sum() / either if either else np.nan),
        "pixelAccuracy": number(np.mean(t == p) if t.size else np.nan),
    }


def tolerant(truth, prediction, class_id, tolerance):
    g = truth == class_id
    p = (prediction == class_id) & (truth != IGNORE)
    near_g, near_p = ndimage.binary_dilation(g, disc(tolerance)), ndimage.binary_dilation(p, disc(tolerance))
    return {
        "truth": draw(truth),
        "prediction": draw(prediction),
        "classId": class_id,
        "tolerancePx": tolerance,
        "intersection": int(((p & near_g) | (g & near_p)).sum()),
        "union": int((p | g).sum()),
        "predictedArea": int(p.sum()),
        "trueArea": int(g.sum()),
    }


def instances(probabilities, points, region):
    """Probabilities in 256ths, exact in float32."""
    classes, height, width = probabilities.shape
    found, claims = [], np.zeros(probabilities.shape)
    for class_id in range(1, classes):
        plane, point = probabilities[class_id] / 256, points[class_id - 1]
        labels, count = ndimage.label((plane >= point["t0"]) & (region > 0), structure=EIGHT)
        for label in sorted(range(1, count + 1), key=lambda n: int(np.flatnonzero(labels == n)[0])):
            inside = labels == label
            if (plane[inside] >= point["t"]).sum() < point["minAreaPx"]:
                continue
            steps = np.unique(plane[inside])
            score = max(s for s in steps if (plane[inside] >= s).sum() >= point["minAreaPx"])
            found.append({"classId": class_id, "areaPx": int(inside.sum()), "score": float(score)})
            claims[class_id][inside] = plane[inside]
    return {
        "probabilities": probabilities.ravel().tolist(),
        "points": points,
        "region": draw(region),
        "instances": found,
        "labels": draw(np.argmax(claims, axis=0)),
    }


def interval(events, trials):
    low = 0.0 if events == 0 else stats.beta.ppf(0.025, events, trials - events + 1)
    high = 1.0 if events == trials else stats.beta.ppf(0.975, events + 1, trials - events)
    return {"events": events, "trials": trials, "low": float(low), "high": float(high)}


def with_ignored(labels):
    ignored = labels.copy()
    ignored[blobs(*labels.shape, 4) == 3] = IGNORE
    return ignored


def main():
    single = np.zeros((7, 12), dtype=np.uint8)
    single[6, 0] = 1
    write("distance", [distance(m) for m in [single, scattered(19, 31, 0.02), scattered(31, 5, 0.1), scattered(1, 40, 0.1)]])

    checker = np.indices((5, 8)).sum(axis=0).astype(np.uint8) % 2
    masks = [checker, scattered(17, 26, 0.3), scattered(9, 14, 0.15), (blobs(30, 22, 3) == 1).astype(np.uint8)]
    write("components", [components(m) for m in masks])

    maps = [blobs(16, 23, 3), with_ignored(blobs(24, 13, 4))]
    write("ignore-band", [ignore_band(m, band) for m in maps for band in (1, 1.5, 2, 3.2)])

    empty = np.zeros((5, 9), dtype=np.uint8)
    pairs = [
        (blobs(14, 21, 4), blobs(14, 21, 4), 4),
        (with_ignored(blobs(21, 14, 3)), blobs(21, 14, 3), 5),
        (empty, empty, 3),
        (empty, (scattered(5, 9, 0.2) * 2).astype(np.uint8), 3),
        (np.full((4, 6), IGNORE, dtype=np.uint8), blobs(4, 6, 2), 2),
    ]
    write("overlap", [overlap(*pair) for pair in pairs])

    cases = []
    for height, width in [(20, 33), (33, 20)]:
        truth = blobs(height, width, 3)
        prediction = np.roll(truth, (1, -2), axis=(0, 1))
        for tolerance in (0, 1, 2, 2.5, 4):
            cases.append(tolerant(with_ignored(truth), prediction, 1, tolerance))
    thin = np.zeros((12, 40), dtype=np.uint8)
    thin[4:10, 3:37] = 2
    hit = np.zeros_like(thin)
    hit[6, 3:37] = 2
    cases += [tolerant(thin, hit, 2, 2), tolerant(thin, hit * 0, 2, 2), tolerant(thin * 0, hit, 2, 2), tolerant(thin, hit, 1, 2)]
    write("boundary-tolerant-iou", cases)

    points = [{"t0": 0.25, "t": 0.5, "minAreaPx": 3}, {"t0": 0.3, "t": 0.4, "minAreaPx": 1}]
    cases = []
    for height, width in [(18, 27), (25, 11)]:
        fields = np.stack([ndimage.gaussian_filter(rng.normal(size=(height, width)), 1.2) * 7 for _ in range(3)])
        softmax = np.exp(fields) / np.exp(fields).sum(axis=0)
        region = np.ones((height, width), dtype=np.uint8)
        region[:, : width // 4] = 0
        for inspected in (np.ones_like(region), region):
            cases.append(instances(np.floor(softmax * 256).astype(int), points, inspected))
    write("operating-point", cases)

    trials = [(0, 1), (1, 1), (0, 60), (1, 60), (31, 100), (200, 200), (7, 1000), (499_999, 1_000_000), (0, 0)]
    write("clopper-pearson", [interval(*t) for t in trials])


if __name__ == "__main__":
    main()
