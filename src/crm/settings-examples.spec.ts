import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SystemClock } from '#platform';
import { CrmAdapters } from './crm-adapters.js';
import { CrmReach } from './crm-reach.js';
import { CrmHttp } from './http/crm-http.js';

interface Example {
  key: string;
  dialect: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
}

const FOLDER = 'config/dialects';
/** Settings alone, without the connection around them. */
const REST_SETTINGS: Record<string, string[]> = {
  'simulated-crm.yaml': ['clientId', 'clientSecret', 'webhookSecret'],
  'unknown-crm.yaml': ['clientId', 'clientSecret'],
};
const clock = new SystemClock();
const reach = new CrmReach();
const adapters = new CrmAdapters(new CrmHttp(reach, clock), reach, clock);

/** As the environment would fill them in. */
const filled = (names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'a1b2c3d4e5f6a1b2c3d4e5f6']));

const load = ({ key, dialect, settings = {}, secrets = {} }: Example) =>
  adapters.check({ id: key, dialect, settings, secrets: filled(Object.keys(secrets)) });

const examples = readdirSync(FOLDER)
  .filter((file) => !Object.hasOwn(REST_SETTINGS, file))
  .map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, 'utf8') }));

describe('the examples in config/dialects', () => {
  it.each(examples)('$file is a connection that can be made', ({ text }) => {
    const [example, ...more] = parse(text) as Example[];

    expect(more).toEqual([]);
    expect(load(example!).dialect).toBe(example!.dialect);
  });

  it.each(Object.entries(REST_SETTINGS))('%s describes a CRM', (file, names) => {
    const settings = parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Record<string, unknown>;
    const secrets = filled(names);

    expect(load({ key: file, dialect: 'rest', settings, secrets }).pullableKinds()).toContain(
      'lead',
    );
  });

  it('are there for every dialect', () => {
    const shown = examples.map(({ text }) => (parse(text) as Example[])[0]?.dialect);

    expect(new Set(shown)).toEqual(new Set(adapters.dialects));
  });

  it.each(examples)('$file stands in the page of its dialect word for word', ({ text }) => {
    const { dialect } = (parse(text) as Example[])[0]!;
    const page = readFileSync(`src/crm/${dialect}/README.md`, 'utf8');

    expect(page).toContain(text.slice(text.indexOf('- key:')));
  });
});
