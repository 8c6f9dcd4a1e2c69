import { leadPage } from './lead-page.js';

const pageOf = (dialect: string, settings: Record<string, unknown>, id = '42'): string | null =>
  leadPage({ dialect, settings }, id);

describe('The page of a lead in the CRM', () => {
  it.each([
    ['salesforce', 'https://example.my.salesforce.com', 'https://example.my.salesforce.com/42'],
    [
      'dynamics',
      'https://contoso.crm4.dynamics.com/',
      'https://contoso.crm4.dynamics.com/main.aspx?etn=lead&pagetype=entityrecord&id=42',
    ],
    ['zoho', undefined, 'https://crm.zoho.com/crm/tab/Leads/42'],
    ['zoho', 'https://www.zohoapis.eu', 'https://crm.zoho.eu/crm/tab/Leads/42'],
    ['zoho', 'https://proxy.example.com', null],
    ['hubspot', 'https://api.hubapi.com', null],
    ['file', undefined, null],
    ['constructor', undefined, null],
  ])('is, for %s at %s, %s', (dialect, baseUrl, page) => {
    expect(pageOf(dialect, { baseUrl })).toBe(page);
  });

  it('is the one its connection tells, or none where that is empty', () => {
    const baseUrl = 'https://example.my.salesforce.com';
    const leadUrl = 'https://crm.example.com/show?lead={id}';

    expect(pageOf('salesforce', { baseUrl, leadUrl })).toBe('https://crm.example.com/show?lead=42');
    expect(pageOf('salesforce', { baseUrl, leadUrl: '' })).toBeNull();
  });

  it('takes no id for a part of the address', () => {
    const leadUrl = 'https://crm.example.com/{id}';

    expect(pageOf('rest', { leadUrl }, '../a?b#c')).toBe('https://crm.example.com/..%2Fa%3Fb%23c');
  });
});
