"""Write the trained reader as ONNX, in full precision and int8. `python training/export.py FOLDER`."""

import argparse
import json
from pathlib import Path

import torch
from network import Reader
from onnxruntime.quantization import QuantType, quantize_dynamic

LIMIT_MB = 25.0
_INPUTS = ("ids", "mask", "roles")
_OUTPUTS = ("type", "mode", "happened", "seen")


def load(folder: Path) -> Reader:
    """The reader that train.py or distil.py left in a folder."""
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    state = torch.load(folder / "reader.pt", weights_only=True)
    layers = len({name.split(".")[1] for name in state if name.startswith("layers.")})
    reader = Reader(len(settings["types"]), len(settings["modes"]), len(settings["happened"]), layers=layers)
    reader.load_state_dict(state)
    return reader.eval()


def export(folder: Path) -> tuple[Path, Path]:
    """Write ``full.onnx`` and ``sense.onnx`` (int8) beside the weights."""
    full, small = folder / "full.onnx", folder / "sense.onnx"
    example = torch.ones(2, 9, dtype=torch.long)
    names = {name: {0: "batch", 1: "tokens"} for name in _INPUTS} | {name: {0: "batch"} for name in _OUTPUTS}
    torch.onnx.export(
        load(folder),
        (example, example, example),
        str(full),
        input_names=list(_INPUTS),
        output_names=list(_OUTPUTS),
        dynamic_axes=names,
        opset_version=17,
        dynamo=False,
    )
    # A reduced range keeps products from overflowing on processors without VNNI, so that all agree on the labels.
    quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return full, small


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for path in export(parser.parse_args().folder):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
        if path.name == "sense.onnx" and path.stat().st_size > LIMIT_MB * 1e6:
            raise SystemExit(f"over {LIMIT_MB} MB")


if __name__ == "__main__":
    main()
