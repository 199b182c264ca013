"""Searches the same vectors with faiss and usearch; prints one JSON object a line.

PYTHONPATH=FOLDER python3 index_peers.py VECTORS QUERIES ROWS DIM TRUTH_IDS [K]
VECTORS, QUERIES: little-endian float32 files; TRUTH_IDS: int64, queries x K (brute force in single precision).
Every system gets one query at a time with 1 and with all threads, and where it takes batches 32 at a time; the best of each is what counts.
"""
import json
import os
import sys
import time

import faiss
import numpy as np
from usearch.index import MetricKind, search

vectors_path, queries_path, rows, dim, truth_path = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
k = int(sys.argv[6]) if len(sys.argv) > 6 else 10
x = np.memmap(vectors_path, np.float32, "r", shape=(rows, dim))
q = np.fromfile(queries_path, np.float32).reshape(-1, dim)
truth = np.fromfile(truth_path, np.int64).reshape(len(q), k)
cores = os.cpu_count()
budget = float(os.environ.get("PEER_SECONDS", "6"))


def recall(ids):
    return float(np.mean([len(set(a[:k]) & set(b)) / k for a, b in zip(ids, truth)]))


def measure(name, bytes_per_row, find, threads, batches=(1, 32)):
    for count in threads:
        faiss.omp_set_num_threads(count)
        for batch in batches:
            find(q[:batch], count)
            times, ids, start = [], [], time.perf_counter()
            for at in range(0, len(q) - batch + 1, batch):
                begin = time.perf_counter()
                found = find(q[at:at + batch], count)
                times.append((time.perf_counter() - begin) / batch)
                ids.extend(found)
                if time.perf_counter() - start > budget:
                    break
            print(json.dumps(dict(system=name, threads=count, batch=batch, milliseconds=1e3 * float(np.median(times)),
                                  queries=len(ids), recall=recall(ids), bytesPerRow=bytes_per_row)), flush=True)


def faiss_index(name, index, bytes_per_row, train=False):
    if train:
        index.train(np.ascontiguousarray(x[:100000]))
    faiss.omp_set_num_threads(cores)
    for at in range(0, rows, 100000):
        index.add(np.ascontiguousarray(x[at:at + 100000]))
    measure(name, bytes_per_row, lambda batch, _: index.search(batch, k)[1], (1, cores))


ip = faiss.METRIC_INNER_PRODUCT
wanted = os.environ.get("PEERS", "flat,sq8,rabitq,fastscan,usearch").split(",")
if "flat" in wanted:
    faiss_index("faiss flat f32", faiss.IndexFlatIP(dim), 4 * dim)
if "sq8" in wanted:
    faiss_index("faiss SQ8", faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_8bit, ip), dim, train=True)
if "rabitq" in wanted:
    faiss_index("faiss RaBitQ 1 bit", faiss.IndexRaBitQ(dim, ip), dim // 8 + 8, train=True)
if "fastscan" in wanted and hasattr(faiss, "IndexRaBitQFastScan"):
    faiss_index("faiss RaBitQ fast scan", faiss.IndexRaBitQFastScan(dim, ip), dim // 8 + 8, train=True)
if "usearch" in wanted:
    def exact(data):
        return lambda batch, threads: search(data, prepare(batch), k, MetricKind.IP, exact=True, threads=threads).keys.reshape(len(batch), -1)

    prepare = lambda batch: batch  # noqa: E731
    data = np.ascontiguousarray(x)
    measure("usearch f32 exact", 4 * dim, exact(data), (1, cores))
    scale = 127 / float(np.abs(data[:: max(1, rows // 10000)]).max())
    codes = np.empty((rows, dim), np.int8)
    for at in range(0, rows, 100000):
        codes[at:at + 100000] = np.clip(np.rint(data[at:at + 100000] * scale), -127, 127)
    del data
    prepare = lambda batch: np.clip(np.rint(batch * (127 / np.abs(batch).max())), -127, 127).astype(np.int8)  # noqa: E731
    measure("usearch i8 exact", dim, exact(codes), (1, cores))
