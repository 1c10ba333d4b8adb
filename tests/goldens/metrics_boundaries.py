"""Golden values for app/metrics/boundaries from surface-distance, scipy and scikit-image.

Run by hand: python tests/goldens/metrics_boundaries.py (pip install surface-distance scikit-image)
Maps are drawn as rows of characters: '.' = 0, digits = class ids, '#' = 255.
"""

import warnings

import numpy as np
from scipy import ndimage
from skimage.morphology import thin
from skimage.segmentation import find_boundaries

from metrics import IGNORE, blobs, draw, number, rng, with_ignored, write

warnings.simplefilter("ignore")
# surface-distance was written for numpy 1.
np.Inf = np.inf
import surface_distance  # noqa: E402

EIGHT = np.ones((3, 3), dtype=bool)
ROUNDING = 1 + 1e-9


def share(part, whole):
    return None if whole == 0 else float(part / whole)


def edt(mask, pixel):
    """Distance of every pixel to the mask, pixel = (width, height); infinite without any."""
    if not mask.any():
        return np.full(mask.shape, np.inf)
    return ndimage.distance_transform_edt(~mask, sampling=pixel[::-1])


def components(mask):
    labels, count = ndimage.label(mask, structure=EIGHT)
    order = sorted(range(1, count + 1), key=lambda n: int(np.flatnonzero(labels == n)[0]))
    return [labels == n for n in order]


def largest_width(region, pixel):
    """Twice the largest distance to the outline on a grid of half pixels."""
    h, w = region.shape
    padded = np.pad(region, 1)
    inside = np.ones((2 * h + 1, 2 * w + 1), dtype=bool)
    for y in range(2 * h + 1):
        for x in range(2 * w + 1):
            ys, xs = {(y - 1) // 2, y // 2}, {(x - 1) // 2, x // 2}
            inside[y, x] = all(padded[b + 1, a + 1] for b in ys for a in xs)
    return float(ndimage.distance_transform_edt(inside, sampling=(pixel[1] / 2, pixel[0] / 2)).max() * 2)


def boundary(mask):
    return find_boundaries(np.pad(mask, 1), connectivity=1, mode="inner")[1:-1, 1:-1]


def tolerant(g, p, widths, tolerances, pixel):
    to_g, to_p = edt(g, pixel), edt(p, pixel)
    union = (g | p).sum()
    plain = [share(((p & (to_g <= t * ROUNDING)) | (g & (to_p <= t * ROUNDING))).sum(), union) for t in tolerances]
    parts = components(g)
    caps = np.array([max(*pixel, w / 4) for w in widths])
    capped = []
    for t in tolerances:
        agreed = g & p
        if parts:
            nearest = np.argmin(np.stack([edt(part, pixel) for part in parts]), axis=0)
            agreed = agreed | (p & (to_g <= np.minimum(t, caps[nearest]) * ROUNDING))
            for part, cap in zip(parts, caps):
                agreed = agreed | (part & (to_p <= min(t, cap) * ROUNDING))
        capped.append(share(agreed.sum(), union))
    return {
        "strictIou": share((g & p).sum(), union),
        "areaRatio": share(p.sum(), g.sum()),
        "boundaryTolerantIou": plain,
        "cappedBoundaryTolerantIou": capped,
    }


def agreement(g, p, tolerances, pixel):
    bg, bp = boundary(g), boundary(p)
    to_g, to_p = edt(bg, pixel)[bp], edt(bp, pixel)[bg]
    precision = [share((to_g <= t * ROUNDING).sum(), bp.sum()) for t in tolerances]
    recall = [share((to_p <= t * ROUNDING).sum(), bg.sum()) for t in tolerances]
    f = [
        None if a is None or b is None else 0.0 if a + b == 0 else 2 * a * b / (a + b)
        for a, b in zip(precision, recall)
    ]
    return {"precision": precision, "recall": recall, "f": f}


def distances(g, p, tolerances, pixel):
    found = surface_distance.compute_surface_distances(g, p, spacing_mm=pixel[::-1])
    both = g.any() and p.any()
    to_predicted, to_true = surface_distance.compute_average_surface_distance(found) if both else (None, None)
    hausdorff = surface_distance.compute_robust_hausdorff(found, 95) if both else None
    dice = [surface_distance.compute_surface_dice_at_tolerance(found, t * ROUNDING) for t in tolerances]
    lengths = found["surfel_areas_gt"].sum() + found["surfel_areas_pred"].sum()
    return {
        "boundaryAccuracy": to_true,
        "trueToPredicted": to_predicted,
        "hausdorff95": hausdorff,
        "surfaceDice": [number(d) for d in dice],
        "unmatchedLength": 0.0 if both else float(lengths),
    }


def boundary_iou(g, p, band):
    """As in the paper's code: the mask less its erosion by a 3x3 square, band times."""
    bands = [m & ~ndimage.binary_erosion(m, EIGHT, iterations=band) for m in (g, p)]
    return share((bands[0] & bands[1]).sum(), (bands[0] | bands[1]).sum())


def centrelines(g, p, widths, tolerances, pixel):
    parts_g, parts_p = components(g), components(p)
    lines_g, lines_p = [thin(m) for m in parts_g], [thin(m) for m in parts_p]
    line_g = np.any(lines_g, axis=0) if lines_g else np.zeros_like(g)
    line_p = np.any(lines_p, axis=0) if lines_p else np.zeros_like(p)
    to_g, to_p = edt(line_g, pixel), edt(line_p, pixel)
    result = {"completeness": [], "correctness": [], "widthRatio": []}
    for t in tolerances:
        is_thin = [w / 2 <= t * ROUNDING for w in widths]
        counts = []
        for part in parts_p:
            touched = [thin_enough for other, thin_enough in zip(parts_g, is_thin) if (other & part).any()]
            counts.append(not touched or any(touched))
        chosen_g = [(l, m) for l, m, c in zip(lines_g, parts_g, is_thin) if c]
        chosen_p = [(l, m) for l, m, c in zip(lines_p, parts_p, counts) if c]
        length_g, length_p = sum(l.sum() for l, _ in chosen_g), sum(l.sum() for l, _ in chosen_p)
        found = sum((l & (to_p <= t * ROUNDING)).sum() for l, _ in chosen_g)
        correct = sum((l & (to_g <= t * ROUNDING)).sum() for l, _ in chosen_p)
        result["completeness"].append(share(found, length_g))
        result["correctness"].append(None if length_g == 0 else share(correct, length_p))
        both = length_g > 0 and length_p > 0
        area_g, area_p = sum(m.sum() for _, m in chosen_g), sum(m.sum() for _, m in chosen_p)
        result["widthRatio"].append(float(area_p / length_p / (area_g / length_g)) if both else None)
    return result


def errors(g, p):
    """Groups of overlapping components are the components of overlap, by repeated growth."""
    parts_g, parts_p = components(g), components(p)
    split = {"missed": 0, "spurious": 0, "position": 0, "tooLarge": 0, "tooSmall": 0}
    left_g, left_p = list(range(len(parts_g))), list(range(len(parts_p)))
    while left_g or left_p:
        group_g, group_p = ([left_g.pop()], []) if left_g else ([], [left_p.pop()])
        while True:
            new_p = [i for i in left_p if any((parts_p[i] & parts_g[j]).any() for j in group_g)]
            left_p = [i for i in left_p if i not in new_p]
            group_p += new_p
            new_g = [j for j in left_g if any((parts_p[i] & parts_g[j]).any() for i in group_p)]
            left_g = [j for j in left_g if j not in new_g]
            group_g += new_g
            if not new_p and not new_g:
                break
        mask_g = np.any([parts_g[j] for j in group_g], axis=0) if group_g else np.zeros_like(g)
        mask_p = np.any([parts_p[i] for i in group_p], axis=0) if group_p else np.zeros_like(p)
        surplus, lacking = int((mask_p & ~mask_g).sum()), int((mask_g & ~mask_p).sum())
        if not group_p:
            split["missed"] += lacking
        elif not group_g:
            split["spurious"] += surplus
        else:
            split["position"] += 2 * min(surplus, lacking)
            split["tooLarge"] += max(0, surplus - lacking)
            split["tooSmall"] += max(0, lacking - surplus)
    return split


def case(truth, prediction, class_id, tolerances, pixel, band):
    g = truth == class_id
    p = (prediction == class_id) & (truth != IGNORE)
    widths = [largest_width(m, pixel) for m in components(g)]
    return {
        "truth": draw(truth),
        "prediction": draw(prediction),
        "classId": class_id,
        "tolerances": tolerances,
        "pixel": pixel,
        "bandPx": band,
        "widths": widths,
        "scores": {
            **tolerant(g, p, widths, tolerances, pixel),
            **agreement(g, p, tolerances, pixel),
            **distances(g, p, tolerances, pixel),
            **centrelines(g, p, widths, tolerances, pixel),
            "boundaryIou": boundary_iou(g, p, band),
            "errors": errors(g, p),
        },
    }


def scratches(height, width):
    """Wandering lines 1 to 3 px wide."""
    labels = np.zeros((height, width), dtype=np.uint8)
    for wide in (1, 2, 3):
        y = rng.integers(3, height - 3)
        for x in range(rng.integers(0, 6), width - rng.integers(0, 6)):
            y = int(np.clip(y + rng.integers(-1, 2), 0, height - wide))
            labels[y : y + wide, x] = 1
    return labels


def spots(height, width, smoothness, level):
    field = ndimage.gaussian_filter(rng.normal(size=(height, width)), smoothness)
    return (field > np.quantile(field, level)).astype(np.uint8)


def main():
    in_px, in_mm = [1.0, 1.0], [0.08, 0.125]
    px, mm = [0.0, 1.0, 1.5, 2.0, 3.0, 5.0], [0.08, 0.125, 0.25, 0.4]
    pairs = []
    for height, width in [(30, 44), (44, 30)]:
        truth = spots(height, width, 2, 0.7)
        pairs += [
            (truth, np.roll(truth, (1, -2), axis=(0, 1))),
            (with_ignored(truth), spots(height, width, 1.5, 0.75)),
            (spots(height, width, 1, 0.9), spots(height, width, 1.2, 0.9)),
        ]
    lines = scratches(26, 50)
    pairs += [(lines, np.roll(lines, 1, axis=0)), (lines, scratches(26, 50)), (blobs(20, 30, 3), blobs(20, 30, 3))]
    empty, full = np.zeros((9, 13), dtype=np.uint8), np.ones((9, 13), dtype=np.uint8)
    one = empty.copy()
    one[0, 12] = 1
    pairs += [(full, one), (one, full), (one, one), (empty, one), (full, empty)]
    cases = [case(t, p, 1, px, in_px, 2) for t, p in pairs] + [case(t, p, 1, mm, in_mm, 1) for t, p in pairs]
    write("boundaries", cases)


if __name__ == "__main__":
    main()
