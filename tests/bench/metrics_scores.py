"""The work of benches/metrics.ts on the same maps, with surface-distance and scipy: see reference_protocol.py."""

import itertools
import math
import time
import warnings

from reference_protocol import required_package, serve_work, thread_count

np = required_package("numpy")
required_package("scipy")
surface_distance = required_package("surface_distance")
thin = required_package("skimage.morphology").thin
from scipy import ndimage  # noqa: E402
from scipy.optimize import linear_sum_assignment  # noqa: E402

warnings.simplefilter("ignore")
np.Inf = np.inf

SIDE, CLASSES, MAPS, MEASURED = 1024, 3, 100, 10
EIGHT = np.ones((3, 3), dtype=bool)
CROSS = ndimage.generate_binary_structure(2, 1)
TOLERANCES = [0.5 * (k + 1) for k in range(20)]
BAND = max(1, round(0.02 * math.hypot(SIDE, SIDE)))


def defect_map(number, shift):
    """Discs and scratches at evenly scattered places, the same in benches/metrics.ts."""
    labels = np.zeros((SIDE, SIDE), np.uint8)
    for i in range(12):
        seed = 12 * number + i
        x = math.floor(SIDE * (seed * 0.7548776662466927 % 1)) + shift
        y = math.floor(SIDE * (seed * 0.5698402909980532 % 1)) + shift
        if shift and i % 6 == 5:
            continue
        if i % 3 == 0:
            for step in range(120 + 10 * (i % 5)):
                cy, cx = y + step // 3, x + step
                labels[max(0, cy) : max(0, cy + 4), max(0, cx) : max(0, cx + 1)] = 1 + i % CLASSES
        else:
            radius = 6 + 3 * (seed % 6)
            rows, columns = np.ogrid[:SIDE, :SIDE]
            labels[(rows - y) ** 2 + (columns - x) ** 2 <= radius**2] = 1 + i % CLASSES
    return labels


def edt(mask):
    return ndimage.distance_transform_edt(~mask) if mask.any() else np.full(mask.shape, np.inf)


def in_boxes(mask, work):
    """Does the work on each component in its own box with a margin, which is much less than the map."""
    labels, _ = ndimage.label(mask, EIGHT)
    result = np.zeros(mask.shape, dtype=bool)
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        result[box] |= work(np.pad(labels[box] == number, 1))[1:-1, 1:-1]
    return result


def region_scores(g, p, labels_g, widths):
    union = (g | p).sum()
    to_p = edt(p)
    to_g, nearest = ndimage.distance_transform_edt(~g, return_indices=True) if g.any() else (edt(g), None)
    caps = np.concatenate([[1], np.maximum(1, np.array(widths) / 4)])
    cap_g = caps[labels_g]
    cap_p = caps[labels_g[tuple(nearest)]] if nearest is not None else np.ones(g.shape)
    plain = [((p & (to_g <= t)) | (g & (to_p <= t))).sum() / union for t in TOLERANCES]
    capped = [
        ((p & (to_g <= np.minimum(t, cap_p))) | (g & (to_p <= np.minimum(t, cap_g)))).sum() / union
        for t in TOLERANCES
    ]
    return plain, capped, (g & p).sum() / union


def boundary_scores(g, p):
    found = surface_distance.compute_surface_distances(g, p, spacing_mm=(1, 1))
    surface_distance.compute_average_surface_distance(found)
    surface_distance.compute_robust_hausdorff(found, 95)
    for t in TOLERANCES:
        surface_distance.compute_surface_dice_at_tolerance(found, t)
    edge_g, edge_p = g & ~ndimage.binary_erosion(g, CROSS), p & ~ndimage.binary_erosion(p, CROSS)
    near_g, near_p = edt(edge_g)[edge_p], edt(edge_p)[edge_g]
    agreement = [((near_g <= t).sum(), (near_p <= t).sum()) for t in TOLERANCES]
    bands = [in_boxes(m, lambda part: part & ~ndimage.binary_erosion(part, EIGHT, iterations=BAND)) for m in (g, p)]
    return agreement, (bands[0] & bands[1]).sum() / max(1, (bands[0] | bands[1]).sum())


def centreline_scores(g, p):
    line_g, line_p = in_boxes(g, thin), in_boxes(p, thin)
    to_g, to_p = edt(line_g)[line_p], edt(line_p)[line_g]
    return [((to_g <= t).sum(), (to_p <= t).sum()) for t in TOLERANCES]


def instance_scores(labels_g, count_g, labels_p, count_p):
    shapes = []
    for labels in (labels_g, labels_p):
        for number, box in enumerate(ndimage.find_objects(labels), 1):
            region = labels[box] == number
            points = np.argwhere(region)
            shapes.append((len(points), np.linalg.eigvalsh(np.cov(points.T)) if len(points) > 1 else None))
    pairs = np.bincount(
        (labels_g.astype(np.int64) * (count_p + 1) + labels_p).ravel(), minlength=(count_g + 1) * (count_p + 1)
    ).reshape(count_g + 1, count_p + 1)
    shared = pairs[1:, 1:]
    iou = shared / (pairs[1:].sum(axis=1)[:, None] + pairs[:, 1:].sum(axis=0)[None] - shared)
    return shapes, linear_sum_assignment(np.where(iou >= 0.1, iou, 0), maximize=True)


def score(truth, prediction):
    results = []
    for class_id in range(1, CLASSES + 1):
        g, p = truth == class_id, prediction == class_id
        labels_g, count_g = ndimage.label(g, EIGHT)
        labels_p, count_p = ndimage.label(p, EIGHT)
        widths = []
        for number, box in enumerate(ndimage.find_objects(labels_g), 1):
            region = np.pad(labels_g[box] == number, 1)
            widths.append(2 * ndimage.distance_transform_edt(region).max() - 1)
        results.append(region_scores(g, p, labels_g, widths))
        results.append(boundary_scores(g, p))
        results.append(centreline_scores(g, p))
        results.append(instance_scores(labels_g, count_g, labels_p, count_p))
    return results


def main():
    threads = thread_count()
    shares = itertools.cycle(range(0, MAPS, MEASURED))

    def scores():
        """A share of the maps, the next one each time, scaled to all: the whole set would take minutes a round."""
        first = next(shares)
        pairs = [(defect_map(i, 0), defect_map(i, 2)) for i in range(first, first + MEASURED)]
        start = time.perf_counter()
        for truth, prediction in pairs:
            score(truth, prediction)
        return 1000 * (time.perf_counter() - start) * MAPS / MEASURED

    packages = (
        f"surface-distance, scipy and scikit-image on numpy {np.__version__}, "
        f"{MEASURED} other maps a round scaled to {MAPS}"
    )
    serve_work({"scores": scores}, packages, threads)


main()
