import { CrmAuthError } from '#crm';
import { needed, type ClauseContext } from './clause.js';
import { leadIds } from './readings.js';

export function messageClauses({ harness, clause }: ClauseContext): void {
  const message = () => needed(harness().message, 'message')();

  clause('message proof', () => {
    it('believes a message whose signature covers its very bytes, and no other', () => {
      const adapter = harness().adapter();
      const { body, headers } = message();
      const upper = Object.fromEntries(
        Object.entries(headers).map(([key, value]) => [key.toUpperCase(), value]),
      );

      expect(() => adapter.verifyWebhook(upper, body)).not.toThrow();
      expect(() => adapter.verifyWebhook(headers, Buffer.concat([body, Buffer.from(' ')]))).toThrow(
        CrmAuthError,
      );
      expect(() => adapter.verifyWebhook({}, body)).toThrow(CrmAuthError);
      const cut = Object.fromEntries(
        Object.entries(headers).map(([key, value]) => [key, value.slice(0, -2)]),
      );
      expect(() => adapter.verifyWebhook(cut, body)).toThrow(CrmAuthError);
    });
  });

  clause('message records', () => {
    it('reads a message as the same records that a pull hands over', () => {
      const { body, ids } = message();

      expect(leadIds(harness().adapter().read(body, 'application/json'))).toEqual(ids);
    });
  });
}
