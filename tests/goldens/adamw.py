"""Golden values of twenty AdamW steps from PyTorch, written to data/adamw.json.

Run by hand: python tests/goldens/adamw.py
`shapes` and flat `initial` values of three parameters; for each step a `learningRates` entry and flat `gradients` of
each parameter. A case has `clip` (the largest joint norm, or null), the `norms` before clipping (null without), and
the parameters after the last step, computed in `float64` and in `float32`.
"""

import json
from pathlib import Path

import torch

OUT = Path(__file__).parent / "data" / "adamw.json"
SHAPES = [(3, 4), (5,), (2, 1, 3, 3)]
STEPS = 20
WEIGHT_DECAY = 0.01
generator = torch.Generator().manual_seed(20260301)


def main():
    initial = [short(shape) for shape in SHAPES]
    # Norms from about 0.3 to 6: clipping acts in some steps and not in others.
    gradients = [[short(shape, 0.05 + 0.95 * ((7 * step) % STEPS) / STEPS) for shape in SHAPES] for step in range(STEPS)]
    learning_rates = [(1 + (3 * step) % 7) / 256 for step in range(STEPS)]
    document = {
        "shapes": SHAPES,
        "weightDecay": WEIGHT_DECAY,
        "learningRates": learning_rates,
        "initial": flat(initial),
        "gradients": [flat(step) for step in gradients],
        "cases": [case(clip, initial, gradients, learning_rates) for clip in (None, 1.0)],
    }
    OUT.write_text(json.dumps(document, separators=(",", ":")) + "\n")


def case(clip, initial, gradients, learning_rates):
    precise, norms = train(torch.float64, clip, initial, gradients, learning_rates)
    single, _ = train(torch.float32, clip, initial, gradients, learning_rates)
    return {"clip": clip, "norms": norms, "float64": flat(precise), "float32": flat(single)}


def train(dtype, clip, initial, gradients, learning_rates):
    parameters = [torch.nn.Parameter(value.to(dtype, copy=True)) for value in initial]
    optimizer = torch.optim.AdamW(parameters, weight_decay=WEIGHT_DECAY)
    norms = None if clip is None else []
    for step, learning_rate in zip(gradients, learning_rates):
        optimizer.param_groups[0]["lr"] = learning_rate
        for parameter, gradient in zip(parameters, step):
            parameter.grad = gradient.to(dtype, copy=True)
        if clip is not None:
            norms.append(torch.nn.utils.clip_grad_norm_(parameters, clip).item())
        optimizer.step()
    return parameters, norms


def short(shape, scale=1.0):
    """Random 1024ths: short in JSON and exact in float32."""
    noise = torch.randn(shape, generator=generator, dtype=torch.float64)
    return torch.round(1024 * scale * noise) / 1024


def flat(tensors):
    return [tensor.detach().flatten().tolist() for tensor in tensors]


main()
