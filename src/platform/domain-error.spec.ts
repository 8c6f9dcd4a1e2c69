import { DomainError } from './domain-error.js';

class LeadNotFoundError extends DomainError {
  readonly code = 'LEAD_NOT_FOUND';
  readonly kind = 'not-found';
}

describe(DomainError.name, () => {
  it('keeps its cause and the details a caller may see', () => {
    const cause = new Error('row missing');

    const error = new LeadNotFoundError('No lead 42 here.', { cause, details: { leadId: '42' } });

    expect(error).toMatchObject({ name: 'LeadNotFoundError', cause, details: { leadId: '42' } });
  });
});
