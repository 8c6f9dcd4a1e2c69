import { SystemClock } from '#platform';
import { CrmAdapters } from '../../src/crm/crm-adapters.js';
import { CrmReach } from '../../src/crm/crm-reach.js';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { CHOICE_LABELS, FIELD_LABELS } from '../../src/web/client/admin/setting-labels.js';
import { saidOfSettings } from '../../src/web/client/words/es/said-of-settings.js';
import { translator } from '../../src/web/client/words/translating.js';

const inSpanish = translator(saidOfSettings);
const clock = new SystemClock();
const reach = new CrmReach();
const adapters = new CrmAdapters(new CrmHttp(reach, clock), reach, clock);
/** What the form asks for by itself; what has parts of its own stands in JSON. */
const fields = adapters.dialects
  .flatMap((dialect) => adapters.form(dialect))
  .filter(
    ({ key, kind }) =>
      kind === 'secret' || (!key.includes('.') && ['text', 'number', 'word'].includes(kind)),
  );
/** Written alike in both. */
const ALIKE = new Set(['PostgreSQL']);
const untranslated = (texts: string[]): string[] =>
  [...new Set(texts)].filter((text) => inSpanish(text) === text && !ALIKE.has(text));

describe('The settings of every dialect', () => {
  it('have a label each, in English and Spanish', () => {
    expect(fields.length).toBeGreaterThan(60);
    expect(fields.map(({ key }) => key).filter((key) => !(key in FIELD_LABELS))).toEqual([]);
    expect(untranslated(Object.values(FIELD_LABELS))).toEqual([]);
  });

  it('are told what is wrong with them', () => {
    expect(inSpanish('baseUrl: is missing. Give the name of the database.')).toBe(
      'baseUrl: falta. Dé el nombre de la base de datos.',
    );
  });

  it('tell what to give, and what can be chosen, in both too', () => {
    expect(untranslated(fields.flatMap(({ help }) => help ?? []))).toEqual([]);
    const choices = fields.flatMap(({ words = [] }) => words);
    expect(choices.filter((choice) => !(choice in CHOICE_LABELS))).toEqual([]);
    expect(untranslated(choices.map((choice) => CHOICE_LABELS[choice]!))).toEqual([]);
  });
});
