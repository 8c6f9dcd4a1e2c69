import type { ScorePush } from '../crm-adapter.js';
import type { ScoreTarget } from './dealersocket-settings.js';

const NAMESPACE = 'http://www.starstandard.org/STAR/5';

/** STAR's PriorityRankingNumeric: 1 is called first. */
export const PRIORITY: Record<ScorePush['band'], 1 | 2 | 3> = { hot: 1, warm: 2, cool: 3 };

/** A score as a STAR 5 ProcessSalesLead: the lead's priority, and the score in words in its comments. */
export function salesLead(score: ScorePush, target: ScoreTarget): string {
  const { dealerNumber, senderName, person } = target;
  const area = element('ApplicationArea', [
    element('Sender', [
      text('CreatorNameCode', senderName),
      text('SenderNameCode', senderName),
      text('DealerNumberID', dealerNumber),
    ]),
    text('CreationDateTime', score.scoredAt.toISOString()),
    element('Destination', [
      text('DealerNumberID', dealerNumber),
      text('DestinationNameCode', 'DS'),
      text('ServiceMessageID', score.deliveryKey),
    ]),
  ]);
  const header = element('SalesLeadHeader', [
    text('LeadComments', wordsOf(score)),
    text('LeadInterestCode', 'B'),
    element('DocumentIdentificationGroup', [
      element('DocumentIdentification', [text('DocumentID', score.leadExternalId)]),
    ]),
    element('LeadPreference', [text('PriorityRankingNumeric', String(PRIORITY[score.band]))]),
    element('ProviderParty', [
      element('SpecifiedPerson', [
        text('GivenName', person.given),
        text('FamilyName', person.family),
      ]),
    ]),
  ]);
  const data = element('ProcessSalesLeadDataArea', [element('SalesLead', [header])]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ProcessSalesLead xmlns="${NAMESPACE}">${area}${data}</ProcessSalesLead>`;
}

function wordsOf({ likelihoodPercent, band, topReason }: ScorePush): string {
  const reason = topReason ? ` Main reason: ${topReason}.` : '';
  return `Likelihood to buy: ${likelihoodPercent} of 100 (${band}).${reason}`;
}

const element = (name: string, content: string[]): string =>
  `<${name}>${content.join('')}</${name}>`;

const text = (name: string, value: string): string => element(name, [escaped(value)]);

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot carry are dropped. */
const escaped = (value: string): string =>
  value
    // oxlint-disable-next-line no-control-regex -- these are the ones meant
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => ENTITY[character] ?? '');
