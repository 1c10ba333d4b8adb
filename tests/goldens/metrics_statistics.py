"""Golden values for curves, intervals, detection probability, guarantees and agreement in app/metrics, from
scikit-learn, statsmodels, scipy and SimpleITK, written to data/metrics/*.json.

Run by hand: python tests/goldens/metrics_statistics.py
"""

import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from scipy import optimize, stats
from scipy.spatial.distance import cdist
from sklearn import metrics
from statsmodels.discrete.discrete_model import Logit
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

OUT = Path(__file__).parent / "data" / "metrics"
rng = np.random.default_rng(20260302)


def write(name, cases):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


def curve(scores, positive):
    """Scores in 255ths."""
    false_rate, true_rate, _ = metrics.roc_curve(positive, scores, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(positive, scores)
    return {
        "scores": scores.tolist(),
        "positive": positive.astype(int).tolist(),
        "falsePositiveRates": false_rate.tolist(),
        "truePositiveRates": true_rate.tolist(),
        # scikit-learn lists them by rising threshold and adds the point (recall 0, precision 1).
        "precisions": precision[-2::-1].tolist(),
        "recalls": recall[-2::-1].tolist(),
        "areaUnderRoc": metrics.roc_auc_score(positive, scores),
        "averagePrecision": metrics.average_precision_score(positive, scores),
    }


def curves():
    for count, share, spread in [(40, 0.5, 60), (60, 0.1, 20), (25, 0.7, 255), (30, 0.5, 3)]:
        positive = rng.random(count) < share
        positive[:2] = [True, False]
        scores = np.clip(np.rint(rng.normal(size=count) * spread / 2 + 100 + 40 * positive), 0, 255).astype(int)
        yield curve(scores, positive)


def holm():
    for p_values in [[0.01, 0.04, 0.03], [0.2, 0.2, 0.001, 0.9, 0.013], [0.5], rng.random(12).round(6).tolist()]:
        yield {"pValues": p_values, "adjusted": multipletests(p_values, method="holm")[1].tolist()}


def wilson():
    for events, trials, confidence in [(0, 7, 0.95), (7, 7, 0.95), (1, 60, 0.95), (31, 100, 0.9), (7, 1000, 0.99)]:
        low, high = proportion_confint(events, trials, alpha=1 - confidence, method="wilson")
        yield {"events": events, "trials": trials, "confidence": confidence, "low": float(low), "high": float(high)}


def normal():
    for probability in [1e-9, 0.001, 0.025, 0.3, 0.5, 0.8, 0.95, 0.975, 0.9995]:
        yield {"probability": probability, "quantile": float(stats.norm.ppf(probability))}


def log_likelihood(intercept, slope, x, hit):
    odds = intercept + slope * x
    return -np.sum(np.logaddexp(0, np.where(hit, -odds, odds)))


def detection(sizes, hit):
    """The bound by scipy's own optimisers: profile over the slope, then the root of the deviance."""
    x = np.log(sizes)
    fit = Logit(hit.astype(float), np.column_stack([np.ones_like(x), x])).fit(disp=0, tol=1e-14, maxiter=200)
    intercept, slope = fit.params
    odds = np.log(0.9 / 0.1)

    def deviance(log_size):
        unlikely = lambda b: -log_likelihood(odds - b * log_size, b, x, hit)
        best = optimize.minimize_scalar(unlikely, bounds=(0, 100), method="bounded", options={"xatol": 1e-12})
        return 2 * (fit.llf + best.fun)

    a90 = (odds - intercept) / slope
    bound = optimize.brentq(lambda s: deviance(s) - stats.chi2.ppf(0.9, 1), a90, a90 + 20, xtol=1e-12)
    return {
        "sizes": sizes.tolist(),
        "hits": hit.astype(int).tolist(),
        "intercept": intercept,
        "slope": slope,
        "logLikelihood": fit.llf,
        "a50": float(np.exp(-intercept / slope)),
        "a90": float(np.exp(a90)),
        "a90Upper95": float(np.exp(bound)),
    }


def detections():
    for count, centre, slope in [(60, 0.5, 3), (90, 1.5, 1.2), (200, 0.2, 6)]:
        sizes = np.exp(rng.normal(size=count) * 0.8 + centre).round(4)
        hit = rng.random(count) < 1 / (1 + np.exp(-slope * (np.log(sizes) - centre + 0.3)))
        yield detection(sizes, hit)


def risk_bounds():
    """Where the chance of a mean loss of at most `allowedRisk` falls to 5 %."""

    def exact(risk, n, allowed):
        return stats.binom.cdf(np.floor(n * allowed + 1e-9), n, risk)

    def hoeffding_bentkus(risk, n, allowed):
        a = min(allowed, risk)
        divergence = stats.entropy([a, 1 - a], [risk, 1 - risk])
        return min(np.exp(-n * divergence), np.e * stats.binom.cdf(np.ceil(n * allowed - 1e-9), n, risk))

    for n, allowed in [(30, 0.0), (50, 0.04), (99, 0.1), (99, 0.0913), (400, 0.05)]:
        for binary, chance in [(True, exact), (False, hoeffding_bentkus)]:
            bound = optimize.brentq(lambda r: chance(r, n, allowed) - 0.05, allowed + 1e-9, 1 - 1e-9, xtol=1e-13)
            yield {"n": n, "allowedRisk": allowed, "isBinary": binary, "upperBound": bound}


def blob(height, width, centre, radii):
    y, x = np.mgrid[:height, :width]
    return ((y - centre[0]) / radii[0]) ** 2 + ((x - centre[1]) / radii[1]) ** 2 <= 1


def draw(mask):
    return ["".join("1" if v else "." for v in row) for row in mask]


def kappa():
    for classes, agreement in [(2, 0.9), (3, 0.6), (4, 0.25)]:
        first = rng.integers(0, classes, size=(8, 11))
        second = np.where(rng.random(first.shape) < agreement, first, rng.integers(0, classes, size=first.shape))
        rows = lambda labels: ["".join("." if v == 0 else str(v) for v in row) for row in labels]
        value = metrics.cohen_kappa_score(first.ravel(), second.ravel())
        yield {"classes": classes, "first": rows(first), "second": rows(second), "kappa": value}


def staple():
    truth = blob(16, 20, (8, 9), (5, 7))
    for noise in [(0.02, 0.05, 0.1), (0.05, 0.05, 0.1, 0.2, 0.1)]:
        masks = [truth ^ (rng.random(truth.shape) < share) for share in noise]
        itk = sitk.STAPLEImageFilter()
        itk.SetForegroundValue(1)
        itk.SetMaximumIterations(5000)
        images = [sitk.GetImageFromArray(mask.astype(np.uint8)) for mask in masks]
        early = sitk.GetArrayFromImage(itk.Execute(images)).ravel()
        probability, sensitivity, specificity = settled_staple(np.array([mask.ravel() for mask in masks]))
        np.testing.assert_allclose(probability, early, atol=1e-5)
        np.testing.assert_allclose(sensitivity, itk.GetSensitivity(), atol=1e-5)
        np.testing.assert_allclose(specificity, itk.GetSpecificity(), atol=1e-5)
        yield {
            "masks": [draw(mask) for mask in masks],
            "probability": probability.round(9).tolist(),
            "sensitivity": sensitivity.tolist(),
            "specificity": specificity.tolist(),
        }


def settled_staple(marks):
    """SimpleITK stops some 1e-6 short of where the rounds lead; this goes all the way, pixel by pixel."""
    prior = marks.mean()
    sensitivity = specificity = np.full(len(marks), 0.99999)
    for _ in range(5000):
        of_class = prior * np.prod(np.where(marks, sensitivity[:, None], 1 - sensitivity[:, None]), axis=0)
        of_others = (1 - prior) * np.prod(np.where(marks, 1 - specificity[:, None], specificity[:, None]), axis=0)
        probability = of_class / (of_class + of_others)
        sensitivity = (marks * probability).sum(axis=1) / probability.sum()
        specificity = (~marks * (1 - probability)).sum(axis=1) / (1 - probability).sum()
    return probability, sensitivity, specificity


def boundary(mask):
    padded = np.pad(mask, 1)
    inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return np.argwhere(mask & ~inner)


def contours():
    """Two labellings of one defect; distances between all pairs of boundary pixels. Positive = second is larger."""
    base = blob(18, 24, (9, 11), (5, 7))
    pairs = [
        (base, blob(18, 24, (9, 11), (6, 8))),
        (base, blob(18, 24, (8, 13), (4, 7))),
        (blob(18, 24, (3, 4), (6, 9)), blob(18, 24, (2, 5), (5, 9))),
    ]
    for first, second in pairs:
        for pixel in [(1.0, 1.0), (0.05, 0.125)]:
            a, b = boundary(first), boundary(second)
            distance = cdist(a * np.array(pixel[::-1]), b * np.array(pixel[::-1]))
            of_second = distance.min(axis=0) * np.where(first[tuple(b.T)], -1, 1)
            of_first = distance.min(axis=1) * np.where(second[tuple(a.T)], 1, -1)
            signed = np.concatenate([of_second, of_first])
            yield {
                "first": draw(first),
                "second": draw(second),
                "pixel": {"width": pixel[0], "height": pixel[1]},
                "median": float(np.median(np.abs(signed))),
                "percentile95": float(np.percentile(np.abs(signed), 95)),
                "bias": float(np.median(signed)),
            }


def main():
    write("curves", list(curves()))
    write("wilson", list(wilson()))
    write("normal", list(normal()))
    write("holm", list(holm()))
    write("detection-probability", list(detections()))
    write("risk-upper-bound", list(risk_bounds()))
    write("kappa", list(kappa()))
    write("staple", list(staple()))
    write("contour-differences", list(contours()))


if __name__ == "__main__":
    main()
