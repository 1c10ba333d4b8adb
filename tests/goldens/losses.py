"""Golden values of the brief's losses from PyTorch in float64, written to data/losses.json.

Run by hand: python tests/goldens/losses.py
`logits` [N, C, H, W] is flat and shared by all cases. A case has `options` (those of combinedLoss), flat `labels`
[N, H, W], the values `dice`, `focal` and `total`, and `gradient`, that of the total for the logits.
"""

import json
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))
from pytorch.loss import IGNORE, dice_loss, focal_loss

OUT = Path(__file__).parent / "data" / "losses.json"
SHAPE = (2, 4, 6, 5)
DEFAULTS = {
    "diceWeight": 0.5,
    "focalWeight": 0.5,
    "focalAlpha": 0.25,
    "focalGamma": 2.0,
    "classWeights": [0.3, 3.0, 1.5, 1.5],
    "diceSmooth": 1e-6,
    "diceClasses": "all",
}
generator = torch.Generator().manual_seed(20260301)


def main():
    # Sixteenths are short in JSON and exact in float32.
    logits = torch.round(32 * torch.randn(SHAPE, generator=generator, dtype=torch.float64)) / 16
    n, classes, height, width = SHAPE
    labels = torch.randint(classes, (n, height, width), generator=generator)
    some = labels.masked_fill(torch.rand(labels.shape, generator=generator) < 0.2, IGNORE)
    first = labels.clone()
    first[0] = IGNORE
    absent = some.masked_fill(some == 2, 0)
    cases = [
        case("some pixels ignored", logits, some),
        case("no pixel ignored", logits, labels),
        case("the first image ignored", logits, first),
        case("a class absent", logits, absent),
        case("gamma 0 and alpha 1", logits, some, focalGamma=0.0, focalAlpha=1.0),
        case("Dice over the present classes, smoothing 1", logits, absent, diceClasses="present", diceSmooth=1.0),
    ]
    document = {"shape": SHAPE, "logits": logits.flatten().tolist(), "cases": cases}
    OUT.write_text(json.dumps(document, separators=(",", ":")) + "\n")


def case(name, logits, labels, **changes):
    options = DEFAULTS | changes
    leaf = logits.clone().requires_grad_()
    class_weights = torch.tensor(options["classWeights"], dtype=torch.float64)
    dice = dice_loss(leaf, labels, options["diceSmooth"], options["diceClasses"])
    focal = focal_loss(leaf, labels, class_weights, options["focalAlpha"], options["focalGamma"])
    total = options["diceWeight"] * dice + options["focalWeight"] * focal
    total.backward()
    return {
        "name": name,
        "options": options,
        "labels": labels.flatten().tolist(),
        "dice": dice.item(),
        "focal": focal.item(),
        "total": total.item(),
        "gradient": leaf.grad.flatten().tolist(),
    }


main()
