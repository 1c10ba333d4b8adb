"""The training objective of the brief, section 4, in PyTorch, with an ignore index.

logits [N, C, H, W]; labels [N, H, W], int64, class ids or IGNORE.
"""

import torch
from torch.nn import functional as F

IGNORE = 255


def combined_loss(logits, labels, class_weights, dice_weight=0.5, focal_weight=0.5):
    return dice_weight * dice_loss(logits, labels) + focal_weight * focal_loss(logits, labels, class_weights)


def dice_loss(logits, labels, smooth=1e-6, classes="all"):
    """4.1, over the batch, background included; ignored pixels are in none of the sums.

    classes: average over "all" of them, or over those "present" in the labels.
    """
    ids = torch.arange(logits.shape[1], device=logits.device)
    truth = (labels[:, None] == ids[:, None, None]).to(logits.dtype)
    probabilities = logits.softmax(dim=1) * (labels != IGNORE)[:, None]
    over_pixels = (0, 2, 3)
    intersection = (probabilities * truth).sum(over_pixels)
    predicted, actual = probabilities.sum(over_pixels), truth.sum(over_pixels)
    dice = (2 * intersection + smooth) / (predicted + actual + smooth)
    return 1 - (dice if classes == "all" else dice[actual > 0]).mean()


def focal_loss(logits, labels, class_weights, alpha=0.25, gamma=2.0):
    """4.2, the mean over the pixels that are not ignored."""
    counted = labels != IGNORE
    cross_entropy = F.cross_entropy(logits, labels, reduction="none", ignore_index=IGNORE)
    weights = class_weights[labels.where(counted, 0)]
    focused = alpha * weights * (1 - torch.exp(-cross_entropy)) ** gamma * cross_entropy
    return focused.sum() / counted.sum()
