"""PyTorch's side of the comparison: a process that lives on and does named workloads on request.

Each line read from standard input is `WORKLOAD REPEATS`. The answer is one JSON object a line: {"seconds": s}, the time of one
repetition, or {"error": text}. The first line written, before any request, says what runs: {"torch": ..., "threads": ...}.
Data and networks are made at a workload's first request and kept; making them is not timed.
"""
import json
import math
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional

BATCHES = 8000


def square_product(dtype, n):
    a, b = torch.randn(n, n, dtype=dtype), torch.randn(n, n, dtype=dtype)
    return lambda: torch.matmul(a, b)


def he_linear(inputs, outputs):
    layer = nn.Linear(inputs, outputs)
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
    return layer


def relu_mlp(widths):
    layers = []
    for inputs, outputs in zip(widths[:-1], widths[1:]):
        if layers:
            layers.append(nn.ReLU())
        layers.append(he_linear(inputs, outputs))
    return nn.Sequential(*layers)


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, kernel_size=5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )


def training_epoch(network, input_shape, batch, make_optimizer):
    inputs, labels = torch.randn(BATCHES, *input_shape), torch.randint(0, 10, (BATCHES,))

    def epoch():
        optimizer = make_optimizer(network.parameters())
        for start in range(0, BATCHES - batch + 1, batch):
            optimizer.zero_grad()
            outputs = network(inputs[start:start + batch])
            functional.cross_entropy(outputs, labels[start:start + batch]).backward()
            optimizer.step()

    return epoch


def train_mlp():
    return training_epoch(relu_mlp([784, 512, 512, 10]), (784,), 128, lambda parameters: torch.optim.SGD(parameters, lr=0.05))


def train_lenet():
    return training_epoch(lenet(), (1, 28, 28), 64, lambda parameters: torch.optim.Adam(parameters, lr=1e-3))


def propagate(depth, width, batch):
    weights = [torch.randn(width, width) * math.sqrt(2 / width) for _ in range(depth)]
    inputs = torch.randn(batch, width)

    def once():
        hidden, activations = inputs.clone().requires_grad_(), []
        for weight in weights:
            hidden = torch.relu(hidden @ weight)
            hidden.retain_grad()
            activations.append(hidden)
        hidden.sum().backward()
        forward = [a.detach().square().mean().item() for a in activations]
        backward = [a.grad.square().mean().item() for a in activations]
        return forward, backward

    return once


WORKLOADS = {
    "gemm-f32-256": lambda: square_product(torch.float32, 256),
    "gemm-f32-1024": lambda: square_product(torch.float32, 1024),
    "gemm-f64-256": lambda: square_product(torch.float64, 256),
    "gemm-f64-1024": lambda: square_product(torch.float64, 1024),
    "train-mlp": train_mlp,
    "train-lenet": train_lenet,
    "propagate-100x512": lambda: propagate(100, 512, 256),
}


def answer(prepared, name, repeats):
    if name not in WORKLOADS:
        return {"error": f"no workload {name}"}
    if name not in prepared:
        prepared[name] = WORKLOADS[name]()
    start = time.perf_counter()
    for _ in range(repeats):
        prepared[name]()
    return {"seconds": (time.perf_counter() - start) / repeats}


def main():
    torch.set_num_threads(os.cpu_count())
    torch.manual_seed(0)
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    prepared = {}
    for line in sys.stdin:
        name, repeats = line.split()
        print(json.dumps(answer(prepared, name, int(repeats))), flush=True)


if __name__ == "__main__":
    main()
