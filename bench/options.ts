/** Every knob of every bench; each reads its own. */
export interface BenchOptions {
  rows: number;
  batch: number;
  rounds: number;
  seconds: number;
  rate: number;
  minutes: number;
  patience: number;
  seeds: number;
  largest: number;
  months: number;
  leads: number;
  documents: number;
  seed: number;
  killEvery: number;
}
