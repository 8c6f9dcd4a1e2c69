/**
 * The part of the REST contract the desk uses, in the shape openapi-typescript writes, so that its
 * output for docs/openapi.json can take this file's place.
 */
type Json<T> = { content: { 'application/json': T } };
type Get<Query, Path, Answer> = {
  parameters: { query?: Query; header?: never; path: Path; cookie?: never };
  requestBody?: never;
  responses: { 200: { headers: Record<string, unknown> } & Json<Answer> };
};
type Post<Path, Body, Header = never> = {
  parameters: { query?: never; header?: Header; path: Path; cookie?: never };
  requestBody: Json<Body>;
  responses: { 201: { headers: Record<string, unknown>; content?: never } };
};
type Only<Methods> = { parameters: Record<string, never> } & Methods;
type None = Record<string, never> | undefined;

export interface paths {
  '/v1/session': Only<{
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: Json<components['schemas']['SignInDto']>;
      responses: { 204: { headers: Record<string, unknown>; content?: never } };
    };
    delete: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: { 204: { headers: Record<string, unknown>; content?: never } };
    };
  }>;
  '/v1/me': Only<{ get: Get<never, None, components['schemas']['MeDto']> }>;
  '/v1/worklist': Only<{
    get: Get<
      { cursor?: string; limit?: number; band?: string; outcome?: string; waiting?: boolean },
      None,
      components['schemas']['WorklistPageDto']
    >;
  }>;
  '/v1/worklist/{leadId}': Only<{
    get: Get<never, { leadId: string }, components['schemas']['LeadPanelDto']>;
  }>;
  '/v1/scorecard': Only<{ get: Get<{ days?: number }, None, components['schemas']['ScorecardDto']> }>;
  '/v1/leads/{leadId}/activities': Only<{
    post: Post<
      { leadId: string },
      components['schemas']['NewActivityDto'],
      { 'idempotency-key'?: string }
    >;
  }>;
  '/v1/leads/{leadId}/outcome': Only<{
    post: Post<{ leadId: string }, components['schemas']['NewOutcomeDto']>;
  }>;
}

export interface components {
  schemas: {
    SignInDto: { email: string; password: string };
    DealershipDto: {
      id: string;
      key: string;
      name: string;
      timeZone: string;
      currency: string;
      simulated: boolean;
      responsePromiseMinutes: number;
    };
    MeDto: {
      name?: string;
      role: string;
      scopes: string[];
      dealerships: components['schemas']['DealershipDto'][];
    };
    WorklistReasonDto: { direction: string; sentence: string; phrase: string; points: number };
    LikelihoodDto: {
      percent: number;
      lowerPercent: number;
      upperPercent: number;
      band: string;
      trend: string | null;
      scoredAt: string;
    };
    ResponsePromiseDto: {
      dueAt: string;
      minutesLeft: number | null;
      answeredAt: string | null;
      answeredAfterMinutes: number | null;
    };
    WorklistVehicleDto: {
      line: string;
      price: number | null;
      currency: string;
      cut: number | null;
      cutAt: string | null;
      sold: boolean;
    };
    WorklistCustomerDto: { name: string | null; phone: string | null; email: string | null };
    WorklistLeadDto: {
      leadId: string;
      likelihood: components['schemas']['LikelihoodDto'] | null;
      reasons: components['schemas']['WorklistReasonDto'][];
      arrivedAt: string;
      outcome: string;
      promise: components['schemas']['ResponsePromiseDto'];
      vehicle: components['schemas']['WorklistVehicleDto'] | null;
      customer: components['schemas']['WorklistCustomerDto'];
      firstLine: string | null;
      assignedTo: string | null;
      source: string | null;
      lastActivityAt: string | null;
    };
    BandHistoryDto: { band: string; leads: number; won: number; settledAfterDays: number };
    WorklistSummaryDto: {
      asOf: string;
      open: number;
      waiting: number;
      overPromise: number;
      unscored: number;
      hot: number;
      warm: number;
      cool: number;
      modelNumber: number | null;
      simulated: boolean;
      bandHistory: components['schemas']['BandHistoryDto'][];
    };
    WorklistPageDto: {
      leads: components['schemas']['WorklistLeadDto'][];
      nextCursor: string | null;
      summary: components['schemas']['WorklistSummaryDto'];
    };
    ScorePointDto: { at: string; percent: number; band: string; modelNumber: number };
    TimelineEntryDto: {
      at: string;
      kind: string;
      what: string | null;
      direction: string | null;
      human: boolean;
      price: number | null;
      previousPrice: number | null;
      reason: string | null;
    };
    LeadPanelDto: components['schemas']['WorklistLeadDto'] & {
      message: string | null;
      usualPercent: number | null;
      reasonsFor: components['schemas']['WorklistReasonDto'][];
      reasonsAgainst: components['schemas']['WorklistReasonDto'][];
      otherPoints: number;
      modelNumber: number | null;
      scores: components['schemas']['ScorePointDto'][];
      timeline: components['schemas']['TimelineEntryDto'][];
    };
    ShareSeenDto: { share: number; lower: number; upper: number };
    GroupDto: {
      leads: number;
      won: number;
      promised: number;
      seen: components['schemas']['ShareSeenDto'];
    };
    ReportMetricsDto: {
      auc: number | null;
      logLoss: number | null;
      brier: number | null;
      ece: number | null;
      liftAt10: number | null;
      recallAt20: number | null;
      promisedOverSeen: number | null;
    };
    ReportDto: {
      leads: number;
      won: number;
      metrics: components['schemas']['ReportMetricsDto'];
      calibration: components['schemas']['GroupDto'][];
      byBand: Record<string, components['schemas']['GroupDto']>;
    };
    ScorecardDto: {
      dealership: string;
      simulated: boolean;
      since: string;
      horizonDays: number;
      waiting: number;
      first: components['schemas']['ReportDto'];
      latest: components['schemas']['ReportDto'];
    };
    NewActivityDto: {
      kind: string;
      direction: string;
      author: string;
      occurredAt: string;
    };
    NewOutcomeDto: { outcome: string; reason?: string };
  };
}
