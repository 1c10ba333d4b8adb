"""Golden values of the brief's decoder from PyTorch, written to data/decoder/*.safetensors (float32).

Run by hand: python tests/goldens/decoder.py
Each file holds `features.{shallow,mid,deep}`, the parameters by their names in a checkpoint, `logits`, `loss`, and
`gradient.NAME` of the loss for every parameter and feature. The loss is sum(logits * loss.rows * loss.columns), with
rows [N, C, H, 1] and columns [N, C, 1, W]. Dropout is off; sums are taken in float64.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).parents[1]))
from pytorch.decoder import Decoder

OUT = Path(__file__).parent / "data" / "decoder"
LARGEST_BYTES = 300_000


def main():
    full = Decoder([768, 768, 768], [256, 128, 64], classes=4, output_size=(518, 518))
    assert sum(parameter.numel() for parameter in full.parameters()) == 1_202_436
    OUT.mkdir(parents=True, exist_ok=True)
    # As from a vision transformer: all features on one grid.
    write(
        "one-grid",
        Decoder([24, 24, 24], [16, 12, 8], classes=3, output_size=(70, 98)),
        {"shallow": (2, 24, 5, 7), "mid": (2, 24, 5, 7), "deep": (2, 24, 5, 7)},
    )
    # As from a convolutional encoder: strides 4, 8, 16. The 36 channels make groups of two.
    write(
        "pyramid",
        Decoder([10, 14, 20], [36, 12, 8], classes=4, output_size=(48, 64)),
        {"shallow": (2, 10, 12, 16), "mid": (2, 14, 6, 8), "deep": (2, 20, 3, 4)},
    )


def write(name, decoder, feature_shapes):
    generator = torch.Generator().manual_seed(20260301)
    decoder = decoder.eval()
    for parameter_name, parameter in decoder.named_parameters():
        parameter.data = random_parameter(parameter_name, parameter.shape, generator)
    features = {key: torch.randn(shape, generator=generator) for key, shape in feature_shapes.items()}
    decoder = decoder.double()
    leaves = {key: feature.double().requires_grad_() for key, feature in features.items()}

    logits = decoder(**leaves)
    n, classes, height, width = logits.shape
    rows = torch.randn(n, classes, height, 1, generator=generator)
    columns = torch.randn(n, classes, 1, width, generator=generator)
    loss = (logits * rows * columns).sum()
    loss.backward()

    inputs = {f"features.{key}": leaf for key, leaf in leaves.items()}
    parameters = {f"decoder.{key}": parameter for key, parameter in decoder.named_parameters()}
    gradients = {f"gradient.{key}": leaf.grad for key, leaf in (inputs | parameters).items()}
    results = {"logits": logits, "loss": loss.reshape(1), "loss.rows": rows, "loss.columns": columns}
    tensors = inputs | parameters | results | gradients
    file = OUT / f"{name}.safetensors"
    save_file({key: tensor.detach().float().contiguous() for key, tensor in tensors.items()}, file)
    assert file.stat().st_size < LARGEST_BYTES, f"{file} is too large to commit"


def random_parameter(name, shape, generator):
    noise = torch.randn(shape, generator=generator)
    if len(shape) == 4:
        return noise / (shape[1] * shape[2] * shape[3]) ** 0.5
    return 1 + 0.3 * noise if name.endswith("weight") else 0.3 * noise


main()
