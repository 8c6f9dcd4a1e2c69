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

export async function readPeers(file: string | undefined): Promise<Peer[]> {
  if (!file) return [];
  const { peers } = JSON.parse(await readFile(file, 'utf8')) as { peers?: Peer[] };
  if (!Array.isArray(peers)) throw new Error('The file of peers has no list "peers".');
  return peers;
}
