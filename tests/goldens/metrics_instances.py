"""Golden values for app/metrics/instances from pycocotools, torchmetrics, scipy and numpy.

Run by hand: python tests/goldens/metrics_instances.py (pip install pycocotools torchmetrics)
Maps are drawn as rows of characters: '.' = 0, digits = class ids.
"""

import contextlib
import io

import numpy as np
import torch
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from scipy import ndimage
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist
from torchmetrics.functional.detection import panoptic_quality

from metrics import draw, rng, write
from metrics_boundaries import components, largest_width, spots


def grouped(mask, bridge, pixel):
    """Components whose nearest pixels are nearer than the bridge, in the order of their first pixels."""
    parts = components(mask)
    if not parts:
        return []
    points = [np.argwhere(part)[:, ::-1] * pixel for part in parts]
    near = np.array([[cdist(a, b).min() < bridge for b in points] for a in points])
    count, labels = connected_components(near, directed=False)
    groups = [np.any([p for p, l in zip(parts, labels) if l == n], axis=0) for n in range(count)]
    return sorted(groups, key=lambda group: int(np.flatnonzero(group)[0]))


def axis(region, pixel):
    """Elongation and orientation from the covariance of points spread over whole pixel squares."""
    points = np.argwhere(region)[:, ::-1] * pixel
    covariance = np.cov(points.T, bias=True) if len(points) > 1 else np.zeros((2, 2))
    values, vectors = np.linalg.eigh(covariance + np.diag(np.square(pixel)) / 12)
    if values[1] - values[0] < 1e-12 * values.sum():
        return 1.0, None
    x, y = vectors[:, 1]
    return float(np.sqrt(values[1] / values[0])), float(np.degrees(np.arctan2(-y, x)) % 180)


def shape(region, pixel):
    in_px, in_mm = axis(region, np.ones(2)), axis(region, np.array(pixel))
    return {
        "areaPx": int(region.sum()),
        "widthPx": largest_width(region, [1.0, 1.0]),
        "widthMm": largest_width(region, pixel),
        "elongation": in_px[0],
        "orientation": in_px[1],
        "elongationInMm": in_mm[0],
        "orientationInMm": in_mm[1],
    }


def assigned(truth, prediction, threshold, criterion):
    """The largest total score of a one-to-one choice, and how many pairs that has."""
    score = np.zeros((len(truth), len(prediction)))
    for i, g in enumerate(truth):
        for j, p in enumerate(prediction):
            shared = (g & p).sum()
            score[i, j] = shared / ((g | p).sum() if criterion == "iou" else g.sum())
    score[score < threshold] = 0
    rows, columns = linear_sum_assignment(score, maximize=True)
    chosen = score[rows, columns]
    return {"total": float(chosen.sum()), "matches": int((chosen > 0).sum())}


def quality(truth, prediction, shape_):
    """torchmetrics counts background as stuff of its own; only the things' quality is asked for."""
    maps = []
    for regions in (truth, prediction):
        labels = np.zeros((*shape_, 2), dtype=np.int64)
        for number, region in enumerate(regions, 1):
            labels[region] = [1, number]
        maps.append(torch.from_numpy(labels)[None])
    result = panoptic_quality(
        maps[1], maps[0], things={1}, stuffs={0}, return_sq_and_rq=True, return_per_class=True
    )
    pq, sq, rq = [float(v) for v in result.reshape(-1, 3)[0]]
    return {"panopticQuality": pq, "segmentationQuality": sq, "recognitionQuality": rq}


def instances(truth, prediction, bridge, pixel, threshold, criterion):
    g = grouped(truth == 1, bridge, np.ones(2))
    p = grouped(prediction == 1, bridge, np.ones(2))
    return {
        "truth": draw(truth),
        "prediction": draw(prediction),
        "bridge": bridge,
        "pixel": pixel,
        "rule": {"criterion": criterion, "threshold": threshold},
        "shapes": [shape(region, pixel) for region in g],
        "assigned": assigned(g, p, threshold, criterion),
        "quality": quality(g, p, truth.shape),
    }


def coco_precision(images, threshold):
    """AP of pycocotools over (truth regions, predicted regions, scores) by image."""
    encode = lambda region: coco_mask.encode(np.asfortranarray(region.astype(np.uint8)))
    annotations, detections = [], []
    for image, (truth, prediction, scores) in enumerate(images, 1):
        for region in truth:
            rle = encode(region)
            box = coco_mask.toBbox(rle).tolist()
            annotations.append(
                {"id": len(annotations) + 1, "image_id": image, "category_id": 1, "segmentation": rle,
                 "area": float(region.sum()), "bbox": box, "iscrowd": 0}
            )
        for region, score in zip(prediction, scores):
            detections.append({"image_id": image, "category_id": 1, "segmentation": encode(region), "score": score})
    coco = COCO()
    coco.dataset = {
        "info": {},
        "images": [{"id": i, "height": t[0].shape[0], "width": t[0].shape[1]} for i, (t, _, _) in enumerate(images, 1)],
        "categories": [{"id": 1, "name": "defect"}],
        "annotations": annotations,
    }
    with contextlib.redirect_stdout(io.StringIO()):
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes(detections), "segm")
        evaluation.params.iouThrs = np.array([threshold])
        evaluation.params.maxDets = [1000]
        evaluation.params.areaRng, evaluation.params.areaRngLbl = [[0, 1e10]], ["all"]
        evaluation.evaluate()
        evaluation.accumulate()
    return float(evaluation.eval["precision"][0, :, 0, 0, 0].mean())


def free_response(images, threshold, allowed):
    """Sensitivity by hand: greedy hits at each threshold, then the lowest threshold within the allowance."""
    ranked = []
    for truth, prediction, scores in images:
        free = list(range(len(truth)))
        for j in np.argsort(-np.array(scores)):
            ious = [(truth[i] & prediction[j]).sum() / (truth[i] | prediction[j]).sum() for i in free]
            hit = bool(ious) and max(ious) >= threshold
            if hit:
                free.pop(int(np.argmax(ious)))
            ranked.append((scores[j], hit))
    total = sum(len(t) for t, _, _ in images)
    result = []
    for a in allowed:
        best = 0
        for cut, _ in ranked:
            false = sum(not hit for score, hit in ranked if score >= cut)
            if false / len(images) <= a:
                best = max(best, sum(hit for score, hit in ranked if score >= cut))
        result.append(best / total)
    return result


def ranking(threshold):
    images = []
    for _ in range(4):
        truth = spots(24, 30, 1.2, 0.85)
        prediction = np.roll(truth, rng.integers(-1, 2), axis=0) | (rng.random(truth.shape) < 0.01).astype(np.uint8)
        predicted = components(prediction == 1)
        scores = [round(float(s), 6) for s in rng.random(len(predicted))]
        images.append((truth, prediction, components(truth == 1), predicted, scores))
    regions = [(g, p, s) for _, _, g, p, s in images]
    return {
        "iouThreshold": threshold,
        "images": [{"truth": draw(t), "prediction": draw(p), "scores": s} for t, p, _, _, s in images],
        "averagePrecision": coco_precision(regions, threshold),
        "sensitivity": free_response(regions, threshold, [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8]),
    }


def main():
    pixel = [0.08, 0.125]
    cases = []
    for bridge, threshold, criterion in [(0, 0.5, "iou"), (2.5, 0.1, "iou"), (4, 0.2, "overlap"), (3, 0.05, "overlap")]:
        for height, width in [(24, 33), (33, 24)]:
            truth = spots(height, width, 1.3, 0.82)
            moved = np.roll(truth, (1, -1), axis=(0, 1))
            cases.append(instances(truth, moved, bridge, pixel, threshold, criterion))
            cases.append(instances(truth, spots(height, width, 1, 0.75), bridge, pixel, threshold, criterion))
    write("instances", cases)
    write("ranking", [ranking(t) for t in (0.3, 0.5, 0.7)])


if __name__ == "__main__":
    main()
