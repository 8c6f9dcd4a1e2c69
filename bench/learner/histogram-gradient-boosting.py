"""What a Python service would run: frame in, probabilities out. Reads JSON, writes JSON."""

import json
import sys
import time

import pandas as pd
import sklearn
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

given = json.load(sys.stdin)
frame = pd.DataFrame(given["columns"])
texts = make_column_selector(dtype_include=["object", "string"])
codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
pipeline = make_pipeline(
    make_column_transformer((codes, texts), remainder="passthrough"),
    HistGradientBoostingClassifier(random_state=0),
)
pipeline.fit(frame, given["labels"])
batch = frame.head(given["batch"])
pipeline.predict_proba(batch)
milliseconds = []
for _ in range(given["rounds"]):
    began = time.perf_counter()
    pipeline.predict_proba(batch)
    milliseconds.append(1000 * (time.perf_counter() - began))
print(json.dumps({"version": sklearn.__version__, "milliseconds": milliseconds}))
