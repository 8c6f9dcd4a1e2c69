import { readFile, rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { Lot } from '../stock/lot.js';
import type { Branch, BranchState } from './branch.js';
import { World } from './world.js';

const FORMAT = 1;

interface WorldState {
  format: number;
  seed: number;
  startedAt: number;
  stampedAt: number;
  branches: BranchState[];
}

/**
 * Writes the whole world as gzipped JSON, pushed scores and plans included. The file is replaced
 * in one step, so that a crash leaves the old one. All people in it are invented.
 */
export async function saveWorld(world: World, file: string): Promise<void> {
  const state: WorldState = {
    format: FORMAT,
    seed: world.seed,
    startedAt: world.startedAt,
    stampedAt: world.stamp(0),
    branches: Array.from(world.branches.values(), stateOf),
  };
  const bytes = await promisify(gzip)(JSON.stringify(state), { level: constants.Z_BEST_SPEED });
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
}

/** @throws Error when the file is absent, damaged or of another format; `createWorld` makes a new one. */
export async function loadWorld(file: string): Promise<World> {
  const text = (await promisify(gunzip)(await readFile(file))).toString('utf8');
  const state = JSON.parse(text) as WorldState;
  if (state.format !== FORMAT) {
    throw new Error(
      `${file} holds a world of format ${state.format}, this simulator reads ${FORMAT}; delete it to start anew`,
    );
  }
  const world = new World(state.seed, state.startedAt, state.branches.length);
  for (const saved of state.branches) restore(world.branch(saved.key), saved);
  world.stamp(state.stampedAt);
  return world;
}

function stateOf(branch: Branch): BranchState {
  return {
    key: branch.rooftop.key,
    customers: branch.logs.customers.records(),
    vehicles: [...branch.stock.values()],
    leads: branch.logs.leads.records(),
    interactions: branch.logs.interactions.records(),
    plans: [...branch.plans.values()],
    truths: [...branch.truths],
    distances: [...branch.distances],
    serials: branch.serials,
    arrivals: branch.arrivals,
    scores: branch.scores.toState(),
  };
}

function restore(branch: Branch, saved: BranchState): void {
  for (const kind of ['customers', 'leads', 'interactions'] as const) {
    const log = branch.logs[kind] as { put(record: unknown, at: number): void };
    for (const record of saved[kind]) log.put(record, Date.parse(record.updated_at));
  }
  for (const vehicle of saved.vehicles) {
    branch.stock.set(vehicle.record.id, vehicle);
    branch.logs.vehicles.put(vehicle.record, Date.parse(vehicle.record.updated_at));
  }
  branch.lot = new Lot(saved.vehicles);
  for (const plan of saved.plans) branch.plans.set(plan.leadId, plan);
  for (const [id, truth] of saved.truths) branch.truths.set(id, truth);
  for (const [id, miles] of saved.distances) branch.distances.set(id, miles);
  Object.assign(branch.serials, saved.serials);
  branch.arrivals = saved.arrivals;
  branch.scores.restore(saved.scores);
  for (const lead of saved.leads.slice(-240)) branch.remember(lead, Date.parse(lead.created_at));
}
