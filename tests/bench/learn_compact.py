"""Trains the compact network in PyTorch as a Blemish run from random weights trains it, for as many minutes.

python tests/bench/learn_compact.py --like RUN --images DIR --masks DIR --split FILE.csv --out DIR --minutes M

RUN is the folder of a finished Blemish run: its settings, class weights and model card are used, so that both learn
from the same pictures with the same recipe, and `blemish evaluate --model DIR` scores the result as any other.
"""

import argparse
import csv
import json
import random
import shutil
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).parents[1]))
from compact_network import compact_network
from pytorch.loss import IGNORE, dice_loss, focal_loss


def main():
    options = arguments()
    run = json.loads((options.like / "run.json").read_text())
    card = json.loads((options.like / "model.json").read_text())
    settings = run["settings"]
    torch.set_num_threads(run["threads"])
    for seed in (torch.manual_seed, np.random.seed, random.seed):
        seed(settings["training"]["seed"])
    pictures = read_pictures(options, card)
    network = compact_network(len(card["classes"]))
    learn(network, pictures, settings, torch.tensor(run["classWeights"]), card["mapping"], options.minutes * 60)
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(options.like / "model.json", options.out / "model.json")
    save_file(blemish_names(network), options.out / "best.safetensors")


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("like", "images", "masks", "split", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    return parser.parse_args()


def read_pictures(options, card):
    """Pictures 0..1 and label maps at native resolution, by class id (0: free of defects)."""
    pools = {}
    for row in csv.DictReader(options.split.open()):
        if row["split"] != "train":
            continue
        picture = np.asarray(Image.open(options.images / row["image"]).convert("L"), np.float32) / 255
        mask = np.asarray(Image.open(options.masks / row["mask"]).convert("L")) >= 128
        class_id = card["classes"].index(row["class"]) if mask.any() else 0
        pools.setdefault(class_id, []).append((picture, mask.astype(np.int64) * class_id))
    return list(pools.values())


def learn(network, pools, settings, class_weights, mapping, seconds):
    training = settings["training"]
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=training["learning_rate"], weight_decay=training["weight_decay"]
    )
    warmup = training["warmup_epochs"] * sum(map(len, pools)) // training["batch_size"]
    start, step = time.monotonic(), 0
    while (spent := time.monotonic() - start) < seconds:
        rate = training["learning_rate"] * 0.5 * (1 + np.cos(np.pi * spent / seconds))
        optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / max(warmup, 1))
        first = step * training["batch_size"]
        drawn = [example(pools, first + slot, settings["data"]) for slot in range(training["batch_size"])]
        x = torch.from_numpy(np.stack([picture for picture, _ in drawn]))[:, None]
        x = ((x - mapping["mean"][0]) / mapping["deviation"][0]).repeat(1, 3, 1, 1)
        labels = torch.from_numpy(np.stack([labels for _, labels in drawn]))
        loss = loss_of(network(x), labels, settings["loss"], class_weights)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), training["gradient_clip"])
        optimizer.step()
        step += 1
        if step % 50 == 0:
            print(f"step {step}, {spent:.0f} s, loss {loss.item():.3f}", flush=True)
    print(f"{step} steps, {step * training['batch_size'] / seconds:.1f} pictures a second")


def loss_of(logits, labels, loss, class_weights):
    dice = dice_loss(logits, labels, loss["dice_smooth"], loss["dice_classes"])
    focal = focal_loss(logits, labels, class_weights, loss["focal_alpha"], loss["focal_gamma"])
    found = foreground_dice(logits, labels, loss["dice_smooth"])
    return loss["dice_weight"] * dice + loss["foreground_weight"] * found + loss["focal_weight"] * focal


def foreground_dice(logits, labels, smooth):
    """Of any defect against background, the mean over pictures."""
    counted = labels != IGNORE
    predicted = (1 - logits.softmax(dim=1)[:, 0]) * counted
    actual = ((labels > 0) & counted).float()
    dice = (2 * (predicted * actual).sum((1, 2)) + smooth) / (predicted.sum((1, 2)) + actual.sum((1, 2)) + smooth)
    return 1 - dice.mean()


def example(pools, slot, data):
    """A window at native resolution, near a defect with the set probability, resized to the network's size."""
    side, sampling = data["image_size"], data["sampling"]
    picture, labels = random.choice(pools[slot % len(pools)])
    window = round(side * random.uniform(*sampling["tile_scale"]))
    height, width = picture.shape
    defect = np.argwhere(labels > 0)
    if len(defect) and random.random() < sampling["defect_crop_probability"]:
        y, x = defect[random.randrange(len(defect))] + np.random.uniform(-window / 3, window / 3, 2)
    else:
        y, x = random.uniform(0, height), random.uniform(0, width)
    top = int(np.clip(y - window / 2, 0, max(height - window, 0)))
    left = int(np.clip(x - window / 2, 0, max(width - window, 0)))
    cut = np.s_[top : top + window, left : left + window]
    missing = [(0, window - size) for size in picture[cut].shape]
    picture = np.pad(picture[cut], missing, mode="edge")
    labels = np.pad(labels[cut], missing, constant_values=IGNORE)
    picture = np.asarray(Image.fromarray(picture).resize((side, side), Image.BILINEAR))
    labels = np.asarray(Image.fromarray(labels.astype(np.uint8)).resize((side, side), Image.NEAREST)).astype(np.int64)
    for axis in (0, 1):
        if random.random() < 0.5:
            picture, labels = np.flip(picture, axis), np.flip(labels, axis)
    if random.random() < 0.5:
        picture, labels = picture.T, labels.T
    if random.random() < 0.5:
        picture = np.clip(picture * random.uniform(0.8, 1.2) + random.uniform(-0.2, 0.2), 0, 1)
    return np.ascontiguousarray(picture, np.float32), np.ascontiguousarray(labels)


def blemish_names(network):
    """The weights under the names that Blemish stores them by, the three equal inputs of the stem summed."""
    named = {}
    for name, value in network.state_dict().items():
        head, _, rest = name.partition(".")
        match head:
            case "stem":
                layer, _, kind = rest.rpartition(".")
                name = {"1": "conv", "2": "norm", "4.1": "fold.conv", "4.2": "fold.norm"}[layer]
                target = f"stem.{name}.{kind}"
            case "down":
                stage, index, kind = rest.split(".")
                target = f"stages.{stage}.downsample.{'conv' if index == '1' else 'norm'}.{kind}"
            case "context":
                target = context_name(rest)
            case "blocks":
                stage, block, layer = rest.split(".", 2)
                target = f"stages.{stage}.blocks.{block}.{layer}"
            case _:
                named[f"decoder.{name}"] = value.contiguous()
                continue
        named[f"encoder.{target}"] = value.contiguous()
    # PyTorch folds patches channel by channel, Blemish place by place; over equal channels only their sum counts.
    stem = named["encoder.stem.conv.weight"]
    named["encoder.stem.conv.weight"] = stem.reshape(len(stem), 3, -1, 3, 3).sum(1).contiguous()
    folding = [name for name in named if "downsample.conv" in name or "fold.conv" in name]
    for name in folding:
        weight = named[name]
        channels = weight.shape[1] // 4
        named[name] = weight.reshape(len(weight), channels, 4, 1, 1).transpose(1, 2).reshape(weight.shape).contiguous()
    return named


def context_name(rest):
    """The context's layers are stored as a fourth stage, but for its projection."""
    part, _, layer = rest.partition(".")
    match part:
        case "down":
            index, kind = layer.split(".")
            return f"stages.3.downsample.{'conv' if index == '1' else 'norm'}.{kind}"
        case "blocks":
            return f"stages.3.blocks.{layer}"
        case _:
            return f"context.{rest}"


if __name__ == "__main__":
    main()
