"""Measures well-known models on the sets that make_sets.py wrote, and writes peers.json beside them.

    python measure_peers.py --data DIR [--sets NAME ...]

LightGBM: the best of 20 drawn settings by log-loss on valid, stopped there; 3 seeds. Logistic regressions: ridge by
log-loss on valid, on scaled numbers (lr_tuned) or twentieths of them (lrbin_tuned). A refit learns the same from train
and valid.
"""

import argparse
import json
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, StandardScaler

RIDGES = (0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
RESAMPLES = 200


class Rows:
    def __init__(self, folder: Path, spec: dict):
        texts, numbers = spec["categorical"], spec["numeric"]
        frame = pd.read_csv(
            folder / spec["file"],
            dtype=dict.fromkeys(texts, str),
            na_values=spec["missing_tokens"],
            keep_default_na=False,
        )
        self.labels = frame.y.to_numpy()
        self.at = {part: np.flatnonzero(frame.split == part) for part in ("train", "valid", "test")}
        self.at["both"] = np.concatenate([self.at["train"], self.at["valid"]])
        self.texts = frame[texts].fillna("(missing)")
        self.numbers = frame[numbers].astype(float)
        self.mixed = self.numbers.copy()
        for text in texts:
            known = sorted(frame[text].iloc[self.at["both"]].dropna().unique())
            self.mixed[text] = pd.Categorical(frame[text], categories=known)


def ece15(labels: np.ndarray, said: np.ndarray) -> float:
    parts = np.array_split(np.argsort(said, kind="stable"), 15)
    return sum(len(rows) * abs(labels[rows].mean() - said[rows].mean()) for rows in parts) / len(said)


def drawn_settings(random: np.random.RandomState) -> dict:
    return {
        "learning_rate": 10 ** random.uniform(-2, -0.7),
        "num_leaves": int(2 ** random.uniform(2, 6.5)),
        "min_child_samples": int(2 ** random.uniform(2, 7)),
        "subsample": random.uniform(0.5, 1),
        "subsample_freq": 1,
        "colsample_bytree": random.uniform(0.4, 1),
        "reg_lambda": 10 ** random.uniform(-3, 1.5),
        "cat_smooth": 10 ** random.uniform(0, 2),
        "verbose": -1,
    }


def boosted(rows: Rows) -> dict[str, list[np.ndarray]]:
    random, best = np.random.RandomState(1), None
    train, valid = rows.at["train"], rows.at["valid"]
    for _ in range(20):
        settings = drawn_settings(random)
        model = lightgbm.LGBMClassifier(n_estimators=1500, random_state=0, **settings)
        stop = lightgbm.early_stopping(50, verbose=False)
        judge = [(rows.mixed.iloc[valid], rows.labels[valid])]
        model.fit(
            rows.mixed.iloc[train],
            rows.labels[train],
            eval_set=judge,
            eval_metric="binary_logloss",
            callbacks=[stop],
        )
        loss = model.best_score_["valid_0"]["binary_logloss"]
        if best is None or loss < best[0]:
            best = (loss, settings | {"n_estimators": max(1, model.best_iteration_)})

    def learned_from(part: str) -> list[np.ndarray]:
        given = rows.mixed.iloc[rows.at[part]], rows.labels[rows.at[part]]
        models = [lightgbm.LGBMClassifier(random_state=seed, **best[1]).fit(*given) for seed in range(3)]
        return [model.predict_proba(rows.mixed.iloc[rows.at["test"]])[:, 1] for model in models]

    return {"lgbm_tuned": learned_from("train"), "lgbm_tuned_refit": learned_from("both")}


def design(rows: Rows, part: str, binned: bool):
    """One-hot levels of at least 10 rows, and scaled or binned numbers, as the part shows them."""
    at, blocks = rows.at[part], []
    if len(rows.texts.columns):
        levels = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=10)
        blocks.append(levels.fit(rows.texts.iloc[at]).transform(rows.texts))
    if len(rows.numbers.columns):
        filled = rows.numbers.fillna(rows.numbers.iloc[at].median()).fillna(0)
        scale = (
            KBinsDiscretizer(20, strategy="quantile", quantile_method="averaged_inverted_cdf")
            if binned
            else StandardScaler()
        )
        blocks.append(sparse.csr_matrix(scale.fit(filled.iloc[at]).transform(filled)))
        blocks.append(sparse.csr_matrix(rows.numbers.isna().to_numpy(float)))
    return sparse.hstack(blocks).tocsr()


def logistic(rows: Rows, name: str, binned: bool) -> dict[str, list[np.ndarray]]:
    def learned(matrix, part: str, ridge: float) -> LogisticRegression:
        model = LogisticRegression(C=ridge, max_iter=3000)
        return model.fit(matrix[rows.at[part]], rows.labels[rows.at[part]])

    def said(model, matrix, part: str) -> np.ndarray:
        return model.predict_proba(matrix[rows.at[part]])[:, 1]

    seen = design(rows, "train", binned)
    valid = rows.labels[rows.at["valid"]]
    ridge = min(
        RIDGES,
        key=lambda one: log_loss(valid, said(learned(seen, "train", one), seen, "valid"), labels=[0, 1]),
    )
    both = design(rows, "both", binned)
    return {
        name: [said(learned(seen, "train", ridge), seen, "test")],
        f"{name}_refit": [said(learned(both, "both", ridge), both, "test")],
    }


def judged(labels: np.ndarray, said: np.ndarray) -> dict[str, float]:
    said = np.clip(said, 1e-6, 1 - 1e-6)
    return {
        "logloss": log_loss(labels, said),
        "auc": roc_auc_score(labels, said),
        "ece15": ece15(labels, said),
        "mean_p": float(said.mean()),
    }


def noise(labels: np.ndarray, one: np.ndarray, other: np.ndarray) -> dict[str, float]:
    """How far chance alone moves the figures: of two models' AUCs, and the ECE15 of true chances."""
    random, apart = np.random.RandomState(0), []
    while len(apart) < RESAMPLES:
        drawn = random.randint(0, len(labels), len(labels))
        if 0 < labels[drawn].sum() < len(drawn):
            apart.append(
                roc_auc_score(labels[drawn], one[drawn]) - roc_auc_score(labels[drawn], other[drawn])
            )
    floor = [ece15((random.rand(len(one)) < one).astype(int), one) for _ in range(RESAMPLES)]
    return {
        "paired_auc_diff_se": float(np.std(apart)),
        "ece_floor_mean": float(np.mean(floor)),
        "ece_floor_p95": float(np.quantile(floor, 0.95)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="*")
    asked = parser.parse_args()
    spec = json.loads((asked.data / "spec.json").read_text())
    peers, floors = [], {}
    for name in asked.sets or spec:
        rows = Rows(asked.data, spec[name])
        test = rows.labels[rows.at["test"]]
        rate = rows.labels[rows.at["train"]].mean()
        answers = {"prior": [np.full(len(test), rate)], **boosted(rows)}
        answers |= logistic(rows, "lr_tuned", False) | logistic(rows, "lrbin_tuned", True)
        for model, said in answers.items():
            figures = pd.DataFrame([judged(test, one) for one in said])
            row = {
                "dataset": name,
                "features": "arrival",
                "model": model,
                "seeds": len(said),
                "n_test": len(test),
            }
            peers.append(row | {"mean": figures.mean().to_dict(), "sd": figures.std(ddof=0).to_dict()})
            print(name, model, figures.mean().round(5).to_dict(), flush=True)
        floors[name] = noise(test, answers["lgbm_tuned"][0], answers["lr_tuned"][0])
        file = {"notes": __doc__, "peers": peers, "learning_curves": [], "noise_floor": floors}
        (asked.data / "peers.json").write_text(json.dumps(file, indent=1))


if __name__ == "__main__":
    main()
