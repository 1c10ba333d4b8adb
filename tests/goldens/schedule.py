"""Learning rates of torch.optim.lr_scheduler.CosineAnnealingWarmRestarts, stepped with fractional epochs.

Run by hand: python tests/goldens/schedule.py
"""

import json
import pathlib

import torch

CASES = [
    # learning_rate, eta_min, T_0, T_mult, steps_per_epoch, epochs
    (1e-5, 1e-6, 66, 2, 1, 200),
    (1e-5, 1e-6, 5, 2, 7, 36),
    (2e-3, 1e-6, 4, 1, 10, 13),
    (2e-3, 1e-4, 11, 1, 9, 11),
    (1e-3, 0.0, 3, 2, 8, 22),
    (0.1, 1e-3, 2, 3, 5, 20),
]


def learning_rates(base, eta_min, t_0, t_mult, steps_per_epoch, epochs):
    optimizer = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=base)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(
        optimizer, T_0=t_0, T_mult=t_mult, eta_min=eta_min
    )
    rates = []
    for step in range(epochs * steps_per_epoch):
        scheduler.step(step // steps_per_epoch + (step % steps_per_epoch) / steps_per_epoch)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


cases = [
    {
        "learning_rate": base,
        "eta_min": eta_min,
        "t_0": t_0,
        "t_mult": t_mult,
        "steps_per_epoch": steps_per_epoch,
        "rates": learning_rates(base, eta_min, t_0, t_mult, steps_per_epoch, epochs),
    }
    for base, eta_min, t_0, t_mult, steps_per_epoch, epochs in CASES
]
output = pathlib.Path(__file__).parent / "data" / "schedule.json"
output.parent.mkdir(exist_ok=True)
output.write_text(json.dumps({"torch": torch.__version__, "cases": cases}) + "\n")
