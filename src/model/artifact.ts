import { createHash, subtle } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import type { FeatureColumn } from '#features';
import type { CalibrationTableState } from './calibration/calibration-table.js';
import type { CalibratorState } from './calibration/calibrator.js';
import { canonicalJson } from './canonical-json.js';
import type { LeadsAlikeState } from './background/leads-alike.js';
import type { UsualLeadsState } from './background/usual-leads.js';
import { ArtifactRefusedError } from './fitting-errors.js';
import type { HazardsState } from './hazard/competing-hazards.js';

/** All that is needed to score exactly as on the day the model was made. Immutable. */
export interface ModelArtifact {
  format: 1;
  family: string;
  columns: FeatureColumn[];
  /** What the estimator's `toState` gave. */
  state: unknown;
  calibration: { calibrator: CalibratorState; table: CalibrationTableState };
  /** Absent from models that know no more than whether a lead is won. */
  hazards?: HazardsState;
  /** The score is the estimator's own and hazards are held to it; absent: they set it right. */
  hazardsHeld?: true;
  /** What reasons are told against; absent in versions made before there was any. */
  background?: { alike: LeadsAlikeState; usual: UsualLeadsState };
  seed: number;
  /** Of the rows it learned from. */
  dataHash: string;
  codeVersion: string;
}

/** As it is stored: compressed, with the SHA-256 of its canonical JSON. */
export interface PackedArtifact {
  bytes: Buffer;
  hash: string;
}

/** No honest model is larger once unpacked. */
const MOST_BYTES = 512 * 1024 * 1024;

export function packArtifact(artifact: ModelArtifact): PackedArtifact {
  const text = canonicalJson(artifact);
  return { bytes: gzipSync(text), hash: hashOf(text) };
}

const unzipped = promisify(gunzip);

/**
 * Unpacks and checks beside the calling thread, which may be one that answers requests.
 *
 * @param columns - the schema the version was registered with.
 * @throws {@link ArtifactRefusedError} when a byte or a column is not what was registered.
 */
export async function openArtifact(
  { bytes, hash }: PackedArtifact,
  columns?: FeatureColumn[],
): Promise<ModelArtifact> {
  const text = await unpack(bytes);
  const found = Buffer.from(await subtle.digest('SHA-256', text)).toString('hex');
  if (found !== hash) {
    throw new ArtifactRefusedError(
      `The model's content has changed since it was registered: its SHA-256 is ${short(found)}, ` +
        `registered was ${short(hash)}. Roll back to another version or train anew.`,
    );
  }
  const artifact = JSON.parse(text.toString('utf8')) as ModelArtifact;
  // What is made of it takes as long again.
  await yieldToOthers();
  if (artifact.format !== 1) {
    throw new ArtifactRefusedError(
      `The model is of format ${String(artifact.format)}; this program reads format 1. Train anew.`,
    );
  }
  if (columns) checkSchema(artifact.columns, columns);
  return artifact;
}

async function unpack(bytes: Buffer): Promise<Buffer> {
  try {
    return await unzipped(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new ArtifactRefusedError('The model cannot be unpacked: its stored bytes are damaged.', {
      cause: error,
    });
  }
}

function checkSchema(own: FeatureColumn[], registered: FeatureColumn[]): void {
  for (let at = 0; at < Math.max(own.length, registered.length); at++) {
    const [mine, theirs] = [signature(own[at]), signature(registered[at])];
    if (mine !== theirs) {
      throw new ArtifactRefusedError(
        `The model's feature ${at + 1} is ${mine ?? 'absent'}, its registered schema says ` +
          `${theirs ?? 'there is none'}. Train anew.`,
      );
    }
  }
}

const signature = (column: FeatureColumn | undefined): string | undefined =>
  column && `${column.name} (${column.kind})`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const short = (hash: string): string => `${hash.slice(0, 12)}…`;
