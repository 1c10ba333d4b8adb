"""What onnx.checker says of the models that the ONNX writer writes, to data/onnx_checker.json.

Run by hand, after any change of the writer: python tests/goldens/onnx_checker.py
Node 24 comes from node_modules. Each model is checked in full, with shape inference in strict mode; only operators of
the domain com.microsoft are unknown to the checker, which passes over them: they are counted in `unchecked`.
"""

import hashlib
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import onnx

HERE = Path(__file__).parent
NODE = HERE.parents[1] / "node_modules" / ".bin" / "node"
OUT = HERE / "data" / "onnx_checker.json"
STANDARD = ""


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([NODE, HERE / "write-onnx-models.ts", folder], check=True)
        models = {path.stem: check(path.read_bytes()) for path in sorted(Path(folder).glob("*.onnx"))}
    document = {"onnx": onnx.__version__, "models": models}
    OUT.write_text(json.dumps(document, indent=2) + "\n")
    for name, model in models.items():
        print(f"{name}: {model['result']}")


def check(content):
    model = onnx.load_from_string(content)
    unchecked = Counter(f"{node.domain}.{node.op_type}" for node in model.graph.node if node.domain != STANDARD)
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "opsets": {opset.domain or "ai.onnx": opset.version for opset in model.opset_import},
        "nodes": len(model.graph.node),
        "unchecked": dict(sorted(unchecked.items())),
        "result": result(model),
    }


def result(model):
    try:
        onnx.checker.check_model(model, full_check=True)
        return "valid"
    except Exception as error:
        return f"invalid: {error}"


main()
