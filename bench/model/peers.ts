import { readFile } from 'node:fs/promises';
import type { FeatureChoice } from './benchmark-set.js';

/** One well-known model on one set, as peers.json holds it. */
export interface Peer {
  dataset: string;
  features: FeatureChoice;
  model: string;
  cpu_s?: number;
  mean: {
    auc: number;
    ap: number;
    logloss: number;
    brier: number;
    ece15: number;
    lift10: number;
    recall20: number;
  };
}

/** The same on `n` drawn training rows, over several draws. */
export interface PeerCurve {
  dataset: string;
  n: number;
  model: string;
  runs: number;
  mean: { logloss: number };
  sd: { logloss: number };
}

/** What chance alone does to the figures of one set. */
export interface NoiseFloor {
  paired_auc_diff_se: number;
  ece_floor_p95: number;
}

export interface PeerFile {
  peers: Peer[];
  learning_curves: PeerCurve[];
  noise_floor: Record<string, NoiseFloor>;
}

/** Learns again from train and validation, so it stands beside our refit. */
export const isRefit = ({ model }: Peer): boolean => model.endsWith('_refit');

/** Everything is empty without a file. */
export async function readPeers(file: string | undefined): Promise<PeerFile> {
  const nothing: PeerFile = { peers: [], learning_curves: [], noise_floor: {} };
  if (!file) return nothing;
  const read = JSON.parse(await readFile(file, 'utf8')) as Partial<PeerFile>;
  if (!Array.isArray(read.peers)) throw new Error('The file of peers has no list "peers".');
  return { ...nothing, ...read };
}
