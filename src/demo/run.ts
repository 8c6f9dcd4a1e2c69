import { mkdirSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Env } from '#config';
import { Directory } from '#access';
import { FolderLock } from '#platform';
import { MILD_FAULTS, startLive, type Live } from '#simulator';
import { launch, onSignal, type Launched } from '../launch.js';
import { CONNECTION_KEY, demoSettings } from './demo-settings.js';
import { forgetFormerRuns } from './fresh.js';
import { Loop } from './loop.js';
import type { DemoOptions } from './options.js';
import { Phases } from './phases.js';
import { type DemoSignIn, demoSignIn } from './sign-in.js';
import { SimulatedDealership } from './simulated-dealership.js';
import type { Summary } from './summary.js';
import { isPortTaken } from './taken-port.js';
import { openDesk, wholeTurn } from './turn.js';
import { welcome } from './welcome.js';

const ALIVE_SYNC_SECONDS = 10;
/** In one turn nothing may pull by itself, or counts would depend on the second. */
const NO_SYNC_SECONDS = 86_400;

/**
 * @returns the exit code.
 * @throws FolderInUseError while another demo runs there, or has not yet saved its world.
 */
export async function runDemo(options: DemoOptions, env: Env): Promise<number> {
  mkdirSync(env.DATA_DIR, { recursive: true });
  const lock = FolderLock.take(env.DATA_DIR);
  if (options.fresh) await forgetFormerRuns(env);
  const phases = new Phases();
  const dealership = await openGroup(options, env, phases);
  const settings = demoSettings(
    dealership.world,
    dealership.crm.url,
    options.exit ? NO_SYNC_SECONDS : ALIVE_SYNC_SECONDS,
  );
  const launched = await phases.run(
    'start',
    'Starting database and application',
    (report) =>
      launch({ env, settings, onStep: (step, detail) => report(0, 0, `${step}: ${detail}`) }),
    () => (env.DATABASE_URL ? 'on the server of DATABASE_URL' : 'on an embedded PostgreSQL'),
  );
  let live: Live | undefined;
  const stop = async (): Promise<void> => {
    process.stderr.write('\nStopping: running work is finished first.\n');
    await live?.stop();
    await launched.stop();
    await dealership.close();
    lock.release();
  };
  onSignal(stop);
  try {
    const url = await listen(launched.app, options.port, env.HOST);
    const { loop, signIn } = await openLoop(launched, env.DATA_DIR);
    if (!options.exit) {
      await openDesk(loop, phases);
      process.stderr.write(welcome(url, signIn, phases.elapsedSeconds()));
      live = goOn(dealership, url, signIn);
      return await new Promise<never>(() => undefined);
    }
    live = startLive({ world: dealership.world, arrivalEveryMs: null, outcomeEveryMs: null });
    const turn = await wholeTurn(loop, phases, dealership, live);
    await stop();
    return tellTurn(turn);
  } catch (error) {
    await stop();
    throw error;
  }
}

function openGroup(options: DemoOptions, env: Env, phases: Phases): Promise<SimulatedDealership> {
  return phases.run(
    'simulator',
    'Opening the simulated dealer group',
    async () => {
      const opened = await SimulatedDealership.open(options, env.DATA_DIR);
      opened.crm.setFaults(MILD_FAULTS);
      return opened;
    },
    ({ world, crm, isNew }) =>
      `${world.groupName}, ${world.rooftops.length} rooftops${isNew ? '' : ', continued'}; its CRM: ${crm.url}`,
  );
}

/** The summary is the last line of stdout, for programs; what is wrong goes to stderr, for people. */
function tellTurn({ summary, wrong }: { summary: Summary; wrong: string[] }): number {
  for (const fault of wrong) process.stderr.write(`Does not add up: ${fault}\n`);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  return wrong.length > 0 ? 1 : 0;
}

async function openLoop(
  { app }: Launched,
  dataDir: string,
): Promise<{ loop: Loop; signIn: DemoSignIn }> {
  const directory = app.get(Directory);
  const group = (await directory.groups()).find(({ key }) => key === 'simulated');
  const loop = new Loop(app, group!, await directory.dealershipsOf(group!.id));
  return { loop, signIn: await demoSignIn(app, group!.id, dataDir) };
}

/** Time goes on: half the new leads are announced as JSON, half as ADF, and all are found by the next pull. */
function goOn(dealership: SimulatedDealership, url: string, signIn: DemoSignIn): Live {
  const adfHeaders = (rooftop: string): Record<string, string> => ({
    authorization: `Bearer ${signIn.apiKey}`,
    'x-dealership': rooftop,
  });
  return startLive({
    world: dealership.world,
    notify: {
      json: {
        url: (rooftop) => `${url}/v1/webhooks/rest/${rooftop}.${CONNECTION_KEY}`,
        secret: (rooftop) => dealership.world.branch(rooftop).rooftop.clientSecret,
      },
      adf: {
        url: `${url}/v1/intake/adf?connection=${CONNECTION_KEY}&idSource=Riverside%20CRM`,
        headers: adfHeaders,
      },
    },
    onArrival: ({ rooftop }) => process.stderr.write(`  a lead arrived at ${rooftop}\n`),
    onOutcome: ({ rooftop, status }) => process.stderr.write(`  ${rooftop} reports: ${status}\n`),
    onAnnounced: ({ door, status }) => {
      if (status === null || status >= 400)
        process.stderr.write(
          `  its ${door} announcement was not taken: ${status ?? 'no answer'}\n`,
        );
    },
  });
}

async function listen(app: NestFastifyApplication, port: number, host: string): Promise<string> {
  const taken = await isPortTaken(port, host);
  if (taken) process.stderr.write(`Port ${port} is taken; serving on a free one.\n`);
  await app.listen({ port: taken ? 0 : port, host });
  const { port: listening } = app.getHttpServer().address() as { port: number };
  return `http://${host}:${listening}`;
}
