import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from '#access';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Extract<NonNullable<Operation['parameters']>[number], { name: string }>;
type Responses = Operation['responses'];
type Response = NonNullable<Responses[string]>;
/** What handlers say of themselves by `@RequireScope` and `@Public`. */
type Described = Operation & { 'x-public'?: boolean; 'x-scope'?: string };

const DEALERSHIP_HEADER = 'X-Dealership';
/** What these routes are about is not one dealership's. */
const NOT_OF_A_DEALERSHIP = new Set([
  'session',
  'admin',
  'models',
  'training-runs',
  'court',
  'drift',
]);

const TAGS = {
  intake: 'Leads in: JSON, ADF and what CRMs post by themselves.',
  leads: 'Leads with their scores, and what happened to them.',
  predictions: 'Scores of leads that are only described; nothing is stored.',
  worklist: 'Whom to call now, and why: what the desk shows.',
  board: "A manager's numbers: the day, and what became of leads.",
  scorecard: 'Scores that were given, against what became of the leads.',
  deliveries: 'Scores and stages on their way into outside systems.',
  webhooks: 'Other programs that are told of scores, bands and promotions.',
  connections: 'Doors to outside systems: syncs, probes, quarantine.',
  models: 'Versions of the model, and which of them scores.',
  'training-runs': 'Learning from outcomes, nightly or when asked for.',
  court: 'Which features may teach, and which know what became of a lead.',
  drift: "How far leads have moved from the champion's.",
  session: 'Sign-in of staff, and who is asking.',
  admin: 'Staff, API keys, settings and the audit trail.',
  operations: 'For load balancers.',
};

const SUCCESSES: Record<string, string> = {
  200: 'As asked.',
  201: 'Stored.',
  202: 'Taken; the work goes on in the background.',
  204: 'Done; there is nothing to say.',
};

const PROBLEMS = {
  400: 'The request cannot be read: malformed JSON, or an identifier that is none.',
  401: 'No API key, session or proof, or one that does not count (any more).',
  403: 'The key or account may not do this, or not for this dealership.',
  404: 'There is no such thing at this dealership.',
  413: 'The body is larger than 2 MiB.',
  422: 'Some fields cannot be used; `faults` names each and why.',
} satisfies Record<number, string>;

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457. Programs go by `code`, which stays; people by `detail`.',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: 'Always `about:blank`: `code` says more.' },
    title: { type: 'string', description: 'The code in words.' },
    status: { type: 'integer', description: 'The HTTP status again.' },
    code: { type: 'string', description: 'Stable, such as `LEAD_NOT_FOUND`.' },
    detail: {
      type: 'string',
      description: 'What is wrong with this request, and what would help.',
    },
    instance: { type: 'string', description: 'The path that was asked for.' },
    faults: {
      type: 'array',
      description: 'Fields that cannot be used.',
      items: {
        type: 'object',
        required: ['field', 'problem'],
        properties: {
          field: { type: 'string', description: 'Path of the field: `customer.email`.' },
          problem: { type: 'string', description: 'Why it cannot be used; never its value.' },
        },
      },
    },
  },
};

const problem = (description: string): Response => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** The API's description: what the controllers and DTOs say, and what holds for every route. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, outline());
  const { components = {} } = document;
  components.schemas = { ...components.schemas, Problem: PROBLEM_SCHEMA };
  components.responses = Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, text]) => [`Problem${status}`, problem(text)]),
  );
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path) as Described[]) complete(operation);
  sortEnums([document.paths, components]);
  return { ...document, components };
}

/** The compiler lists a union's members in the order it met them, which changes with unrelated types. */
function sortEnums(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('enum' in node && Array.isArray(node.enum))
    node.enum = (node.enum as string[]).toSorted((a, b) => (a < b ? -1 : 1));
  for (const inner of Object.values(node)) sortEnums(inner);
}

function outline(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setTitle('Lead Likelihood')
    .setDescription(
      'Leads in, likelihoods out. Errors are application/problem+json with a stable `code`. ' +
        `A caller who acts for several dealerships names one in \`${DEALERSHIP_HEADER}\`. ` +
        'Instants are ISO 8601 in UTC.',
    )
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'll_…', description: 'An API key.' },
      'apiKey',
    )
    .addCookieAuth(
      SESSION_COOKIE,
      { type: 'apiKey', in: 'cookie', description: 'The session of a member of staff.' },
      'session',
    )
    .addSecurityRequirements('apiKey')
    .addSecurityRequirements('session')
    .addGlobalParameters({
      name: DEALERSHIP_HEADER,
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: 'Key of the dealership meant, where the caller acts for several.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  return builder.build();
}

function complete(operation: Described): void {
  const isPublic = operation['x-public'] === true;
  const ofDealership = !isPublic && !operation.tags?.some((tag) => NOT_OF_A_DEALERSHIP.has(tag));
  operation.parameters = (operation.parameters ?? [])
    .filter((one): one is Parameter => 'name' in one)
    .filter((one) => ofDealership || one.name !== DEALERSHIP_HEADER)
    .map(withDefaultOptional);
  tell(operation);
  for (const [status, response] of Object.entries(operation.responses))
    if (response && 'description' in response && !response.description)
      response.description = SUCCESSES[status] ?? '';
  Object.assign(operation.responses, problemsOf(operation, isPublic));
  if (isPublic) operation.security = [];
  delete operation['x-public'];
}

/** What has a default may be left out. */
function withDefaultOptional(parameter: Parameter): Parameter {
  const { schema } = parameter;
  const hasDefault = schema !== undefined && 'default' in schema;
  return hasDefault ? { ...parameter, required: false } : parameter;
}

/** The first sentence is the summary; the rest, and the scope that is needed, describe. */
function tell(operation: Described): void {
  const text = (operation.summary ?? '').replaceAll(/\s+/g, ' ').trim();
  const [summary = text] = /^.*?[.](?= [A-Z`]|$)/.exec(text) ?? [];
  const scope = operation['x-scope'];
  const needs = scope === undefined ? '' : `Needs the scope \`${scope}\`.`;
  operation.summary = summary;
  operation.description = [text.slice(summary.length).trim(), needs].filter(Boolean).join(' ');
}

function problemsOf(operation: Described, isPublic: boolean): Responses {
  const parameters = (operation.parameters ?? []) as Parameter[];
  const named = parameters.some((one) => one.in === 'path');
  const asked = parameters.some((one) => one.in === 'query') || operation.requestBody !== undefined;
  const may: Record<keyof typeof PROBLEMS, boolean> = {
    400: named || operation.requestBody !== undefined,
    401: !isPublic || operation.requestBody !== undefined,
    403: !isPublic,
    404: named,
    413: operation.requestBody !== undefined,
    422: asked,
  };
  const known = Object.entries(may)
    .filter(([, applies]) => applies)
    .map(([status]) => [status, { $ref: `#/components/responses/Problem${status}` }]);
  return {
    ...(Object.fromEntries(known) as Responses),
    ...(operation.tags?.includes('operations') ? {} : { default: problem('Any other problem.') }),
  };
}
