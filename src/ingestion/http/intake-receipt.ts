import type { IntakeItem, IntakeReceipt } from '../intake.js';
import type { IntakeItemDto, IntakeReceiptDto } from './intake.dto.js';

export const receiptDto = ({ connection, items }: IntakeReceipt): IntakeReceiptDto => {
  const shown = items.map(itemDto);
  const stored = shown.filter((item) => item.status === 'stored').length;
  return { connection, stored, quarantined: shown.length - stored, items: shown };
};

export const itemDto = ({ externalId, status, leadId, refusal }: IntakeItem): IntakeItemDto => ({
  externalId,
  status,
  leadId,
  reason: refusal?.reason ?? null,
  field: refusal?.field ?? null,
  fix: refusal?.fix ?? null,
});
