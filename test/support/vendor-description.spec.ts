import type { VendorRequest } from '#simulator';
import { VendorDescription } from './vendor-description.js';

const description = (): VendorDescription =>
  new VendorDescription({
    openapi: '3.0.3',
    paths: {
      '/leads({id})': {
        patch: {
          parameters: [
            { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } },
          ],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/lead' } } },
          },
        },
      },
      '/leads': {
        get: { parameters: [{ name: '$top', in: 'query', schema: { type: 'integer' } }] },
      },
    },
    components: {
      schemas: {
        lead: { type: 'object', properties: { score: { type: 'integer', nullable: true } } },
      },
    },
  });

const patch = (more: Partial<VendorRequest> = {}): VendorRequest => ({
  method: 'PATCH',
  path: '/leads(7)',
  query: new URLSearchParams(),
  headers: { 'content-type': 'application/json', 'if-match': '*' },
  body: '{"score":7}',
  ...more,
});

const get = (top: string): VendorRequest =>
  patch({ method: 'GET', path: '/leads', body: '', query: new URLSearchParams({ $top: top }) });

describe(VendorDescription.name, () => {
  it('finds nothing wrong with a request as described', () => {
    const described = description();

    expect(described.faultsOf(patch())).toEqual([]);
    expect(described.faultsOf(patch({ body: '{"score":null}' }))).toEqual([]);
    expect(described.seen).toEqual(new Set(['PATCH /leads({id})']));
  });

  it.each<[string, Partial<VendorRequest>, RegExp]>([
    ['a path', { path: '/people(7)' }, /not described/],
    ['a method', { method: 'PUT' }, /not described/],
    [
      'a parameter',
      { query: new URLSearchParams({ top: '1' }) },
      /does not know the parameter top/,
    ],
    ['a missing header', { headers: { 'content-type': 'application/json' } }, /misses .*If-Match/],
    ['a missing body', { body: '' }, /misses a body/],
    ['a media type', { headers: { 'content-type': 'text/xml', 'if-match': '*' } }, /takes no text/],
    ['a body', { body: '{"score":"7"}' }, /body\/score must be integer/],
  ])('finds %s that is not as described', (_, more, fault) => {
    expect(description().faultsOf(patch(more)).join()).toMatch(fault);
  });

  it('reads numbers out of addresses', () => {
    expect(description().faultsOf(get('3'))).toEqual([]);
    expect(description().faultsOf(get('x')).join()).toMatch(/\$top of another shape/);
  });
});
