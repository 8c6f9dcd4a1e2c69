import { SystemClock } from '#platform';
import { CrmAdapters } from './crm-adapters.js';
import { CrmReach } from './crm-reach.js';
import { CrmHttp } from './http/crm-http.js';

describe(CrmAdapters, () => {
  const clock = new SystemClock();
  const reach = new CrmReach();
  const adapters = new CrmAdapters(new CrmHttp(reach, clock), reach, clock);
  const config = { id: 'c1', dialect: 'file', settings: {}, secrets: {} };

  it.each(['salesfarce', 'constructor'])(
    'names the dialects it knows when asked for %s',
    (dialect) => {
      expect(() => adapters.create({ ...config, dialect })).toThrow(/Known dialects: .*file.*rest/);
    },
  );

  it('keeps an adapter until its settings or secrets change', () => {
    const first = adapters.create(config);

    expect(adapters.create({ ...config })).toBe(first);
    expect(adapters.create({ ...config, secrets: { token: 'new' } })).not.toBe(first);
  });
});
