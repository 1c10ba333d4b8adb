"""The decoder of the brief, section 3, layer by layer, in PyTorch: what goldens and benches compare Blemish with."""

import torch
from torch import nn
from torch.nn import functional as F


class ConvBlock(nn.Module):
    """1x1, normalization, GELU, 3x3, normalization, GELU, dropout (3.2)."""

    def __init__(self, inputs, outputs, groups=32):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.norm1 = nn.GroupNorm(group_count(outputs, groups), outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.GroupNorm(group_count(outputs, groups), outputs)
        self.dropout = nn.Dropout2d(0.1)

    def forward(self, x):
        x = F.gelu(self.norm1(self.conv1(x)))
        return self.dropout(F.gelu(self.norm2(self.conv2(x))))


class Decoder(nn.Module):
    """Features of three depths to logits [N, classes, *output_size] (3.3 to 3.6).

    feature_channels: of the shallow, mid and deep features; channels: after stages 1, 2 and 3 (4 has those of 3).
    """

    def __init__(self, feature_channels, channels, classes, output_size):
        super().__init__()
        shallow, mid, deep = feature_channels
        first, second, third = channels
        self.output_size = output_size
        self.stages = nn.ModuleList(
            [
                ConvBlock(deep, first),
                ConvBlock(first + mid, second),
                ConvBlock(second + shallow, third),
                ConvBlock(third, third),
            ]
        )
        self.head = nn.Conv2d(third, classes, 1)
        self.apply(initialize)

    def forward(self, shallow, mid, deep):
        x = deep
        for block, skip in zip(self.stages, [None, mid, shallow, None]):
            if skip is not None:
                x = torch.cat([x, resize(skip, x.shape[2:])], dim=1)
            x = block(x)
            x = resize(x, [2 * x.shape[2], 2 * x.shape[3]])
        return resize(self.head(x), self.output_size)


def resize(x, size):
    if tuple(x.shape[2:]) == tuple(size):
        return x
    return F.interpolate(x, size=tuple(size), mode="bilinear", align_corners=False)


def group_count(channels, most=32):
    """So many groups, or the largest number below that divides the channels (3.2)."""
    return next(groups for groups in range(min(most, channels), 0, -1) if channels % groups == 0)


def initialize(module):
    """3.7; normalizations start at 1 and 0 by themselves."""
    if isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        if module.bias is not None:
            nn.init.zeros_(module.bias)
