import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createWorld,
  loadWorld,
  saveWorld,
  startSimulatedCrm,
  type SimulatedCrm,
  type World,
} from '#simulator';
import type { DemoOptions } from './options.js';

/** The group that the demo serves, its CRM, and the file in which both outlive the process. */
export class SimulatedDealership {
  private constructor(
    readonly world: World,
    readonly crm: SimulatedCrm,
    private readonly file: string,
    /** false when a former run is continued. */
    readonly isNew: boolean,
  ) {}

  static async open(options: DemoOptions, dataDir: string): Promise<SimulatedDealership> {
    const file = join(dataDir, 'simulated-group.json.gz');
    if (options.fresh) rmSync(file, { force: true });
    const isNew = !existsSync(file);
    const { seed, rooftops, months } = options;
    const world = isNew
      ? createWorld({ seed, now: new Date(), rooftops, months })
      : await loadWorld(file);
    const crm = await startSimulatedCrm({ world, port: 0 });
    return new SimulatedDealership(world, crm, file, isNew);
  }

  async close(): Promise<void> {
    await this.crm.stop();
    mkdirSync(join(this.file, '..'), { recursive: true });
    await saveWorld(this.world, this.file);
  }
}
