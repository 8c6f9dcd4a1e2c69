/** What became of one posted lead. */
export class IntakeItemDto {
  /** Your identifier, or the one that stands in for it. */
  externalId: string | null;
  /** `quarantined`: kept whole, with the reason, until somebody helps it along. */
  status: 'stored' | 'quarantined';
  /** Our identifier of a stored lead. */
  leadId: string | null;
  /** Why it is in quarantine. */
  reason: string | null;
  /** The field it is about. */
  field: string | null;
  /** What would help. */
  fix: string | null;
}

/** What became of a CRM's message. */
export class WebhookReceiptDto {
  /** Records stored, or known already. */
  stored: number;
  /** Records kept in quarantine. */
  quarantined: number;
}

/** What became of what was posted, in the order of the items. */
export class IntakeReceiptDto {
  /** Key of the connection the items belong to. */
  connection: string;
  /** Items stored, or known already. */
  stored: number;
  /** Items kept in quarantine, each with its reason. */
  quarantined: number;
  /** One for each item posted, in the same order. */
  items: IntakeItemDto[];
}
