"""The training step of Id-CLIP in PyTorch, on inputs that IdClip wrote; built of the same checkpoint.

python3 training_peer.py MODEL.safetensors INPUTS.safetensors BATCHES HEADS LEARNING_RATE THREADS
Each line on standard input is a number of steps to take; each answer is a JSON object with seconds and losses.
An empty line asks for the peak memory and ends it. The model is OpenAI's, layer by layer, as the authors of Id-CLIP run it.
"""
import json
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

SCALE = 1 / 0.07


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
    data = np.memmap(path, np.uint8, "r", offset=start)
    kinds = {"F16": np.float16, "F32": np.float32}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            tensors[name] = torch.from_numpy(data[begin:end].view(kinds[entry["dtype"]]).reshape(entry["shape"]).astype(np.float32))
    return tensors


class Towers:
    def __init__(self, weights, heads, tok):
        self.w, self.heads, self.tok = weights, heads, tok

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[name + ".weight"], self.w[name + ".bias"], 1e-5)

    def block(self, x, prefix, mask):
        w = self.w
        normed = self.norm(x, prefix + "ln_1")
        x = x + F.multi_head_attention_forward(
            normed, normed, normed, x.shape[-1], self.heads, w[prefix + "attn.in_proj_weight"], w[prefix + "attn.in_proj_bias"],
            None, None, False, 0.0, w[prefix + "attn.out_proj.weight"], w[prefix + "attn.out_proj.bias"],
            training=True, need_weights=False, attn_mask=mask)[0]
        hidden = F.linear(self.norm(x, prefix + "ln_2"), w[prefix + "mlp.c_fc.weight"], w[prefix + "mlp.c_fc.bias"])
        return x + F.linear(hidden * torch.sigmoid(1.702 * hidden), w[prefix + "mlp.c_proj.weight"], w[prefix + "mlp.c_proj.bias"])

    def transformer(self, x, prefix, mask=None):
        x, layer = x.permute(1, 0, 2), 0
        while f"{prefix}resblocks.{layer}.ln_1.weight" in self.w:
            x, layer = self.block(x, f"{prefix}resblocks.{layer}.", mask), layer + 1
        return x.permute(1, 0, 2)

    def text(self, ids, ends, words):
        table = self.w["token_embedding.weight"]
        is_tok = ids == self.tok
        x = torch.where(is_tok.unsqueeze(2), words.unsqueeze(1), table[ids.masked_fill(is_tok, 0)])
        x = x + self.w["positional_embedding"][: ids.shape[1]]
        mask = torch.full((ids.shape[1], ids.shape[1]), float("-inf")).triu_(1)
        x = self.norm(self.transformer(x, "transformer.", mask), "ln_final")
        return x[torch.arange(len(x)), ends] @ self.w["text_projection"]

    def image(self, tokens, prompts):
        x = torch.cat([tokens, prompts.expand(len(tokens), -1, -1)], dim=1)
        x = self.transformer(self.norm(x, "visual.ln_pre"), "visual.transformer.")
        return self.norm(x[:, 0], "visual.ln_post") @ self.w["visual.proj"]


def memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def libraries():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1].rsplit("/", 1)[-1] for line in maps if "/" in line}
    return sorted(file for file in files if any(name in file for name in ("openblas", "libblas", "mkl", "dnnl")))


torch.set_num_threads(int(sys.argv[6]))
inputs, batches = read(sys.argv[2]), int(sys.argv[3])
towers = Towers(read(sys.argv[1]), int(sys.argv[4]), int(inputs["tok"].item()))
first, last, prompts = (torch.nn.Parameter(inputs[name].clone()) for name in ("translator.linears.0.weight", "translator.out.weight", "prompts"))
rate = float(sys.argv[5])
optimiser = torch.optim.AdamW([first, last, prompts], lr=rate)
work = [tuple(inputs[f"{name}.{batch}"] for name in ("ids", "ends", "photos", "faces")) for batch in range(batches)]
work = [(ids.long(), ends.long(), photos.long(), faces) for ids, ends, photos, faces in work]
print(json.dumps(dict(version=torch.__version__, build=torch.__config__.show(), libraries=libraries(), threads=torch.get_num_threads())), flush=True)


def step(batch):
    ids, ends, photos, faces = batch
    optimiser.zero_grad()
    texts = towers.text(ids, ends, F.linear(F.relu(F.linear(faces, first)), last))
    images = towers.image(inputs["tokens"][photos], prompts)
    logits = F.normalize(images, dim=1) @ F.normalize(texts, dim=1).t() * SCALE
    own = torch.arange(len(ids))
    loss = (F.cross_entropy(logits, own) + F.cross_entropy(logits.t(), own)) / 2
    loss.backward()
    optimiser.step()
    return loss.item()


taken = 0
for line in sys.stdin:
    if not line.strip():
        print(json.dumps(dict(peakKilobytes=memory())), flush=True)
        break
    losses, start = [], time.perf_counter()
    for _ in range(int(line)):
        losses.append(step(work[taken % batches]))
        taken += 1
    print(json.dumps(dict(seconds=time.perf_counter() - start, losses=losses)), flush=True)
