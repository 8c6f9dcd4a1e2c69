/** Every knob of every bench; each reads its own. */
export interface BenchOptions {
  rows: number;
  batch: number;
  rounds: number;
  seconds: number;
  rate: number;
  minutes: number;
  seeds: number;
  largest: number;
  leads: number;
  documents: number;
  seed: number;
  killEvery: number;
}
