import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import type { VendorRequest } from '#simulator';

type Json = Record<string, unknown>;

interface Operation {
  name: string;
  path: RegExp;
  /** Fewer of them name a place more exactly. */
  placeholders: number;
  method: string;
  parameters: Parameter[];
  bodies: Map<string, ValidateFunction>;
  needsBody: boolean;
}

interface Parameter {
  name: string;
  in: string;
  isRequired: boolean;
  isNumber: boolean;
  check: ValidateFunction;
}

/** Headers every client sends; a description need not name them. */
const OUR_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/**
 * A vendor's OpenAPI 3 description, asked of one request after the other what is wrong with it: a path or
 * method it does not name, a parameter it does not know or that is missing, a body of another shape.
 */
export class VendorDescription {
  readonly #operations: Operation[] = [];
  /** Names of the operations that were asked of, however often. */
  readonly seen = new Set<string>();
  readonly #document: Json;
  readonly #ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });

  static read(file: string): VendorDescription {
    return new VendorDescription(parse(readFileSync(file, 'utf8')) as Json);
  }

  constructor(document: Json) {
    (formats as unknown as (ajv: Ajv) => void)(this.#ajv);
    this.#document = document;
    this.#ajv.addSchema(document, 'vendor');
    for (const [template, item] of Object.entries(document['paths'] as Json)) {
      const shared = (item as Json)['parameters'];
      for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
        const operation = (item as Json)[method] as Json | undefined;
        if (operation) this.#operations.push(this.#read(template, method, operation, shared));
      }
    }
  }

  /** In words, without values; none where the request is as described. */
  faultsOf(request: VendorRequest): string[] {
    const here = this.#operations
      .filter(
        ({ path, method }) => method === request.method.toLowerCase() && path.test(request.path),
      )
      .toSorted((a, b) => a.placeholders - b.placeholders)[0];
    if (!here) return [`${request.method} ${request.path} is not described`];
    this.seen.add(here.name);
    return [...parameterFaults(here, request), ...bodyFaults(here, request)].map(
      (fault) => `${here.name}: ${fault}`,
    );
  }

  #read(template: string, method: string, operation: Json, shared: unknown): Operation {
    const at = `paths/${pointer(template)}/${method}`;
    const listed = [...asList(operation['parameters']), ...asList(shared)];
    const body = this.#resolved(operation['requestBody']) ?? {};
    const media = Object.keys((body['content'] as Json | undefined) ?? {});
    const bodyAt = refOf(operation['requestBody']) ?? `${at}/requestBody`;
    const check = (place: string) => this.#ajv.compile({ $ref: `vendor#/${place}` });
    return {
      name: `${method.toUpperCase()} ${template}`,
      path: new RegExp(`^${escaped(template).replaceAll(/\\\{[^}]*\\\}/g, '([^/]+)')}$`),
      placeholders: template.split('{').length - 1,
      method,
      parameters: listed.map((one) => this.#parameter(one)),
      bodies: new Map(
        media.map((type) => [type, check(`${bodyAt}/content/${pointer(type)}/schema`)]),
      ),
      needsBody: body['required'] === true,
    };
  }

  #parameter(listed: unknown): Parameter {
    const parameter = this.#resolved(listed) ?? {};
    const schema = this.#resolved(parameter['schema']) ?? {};
    return {
      name: String(parameter['name']),
      in: String(parameter['in']),
      isRequired: parameter['required'] === true,
      isNumber: schema['type'] === 'integer' || schema['type'] === 'number',
      check: this.#ajv.compile(
        schema['type'] === 'array' ? {} : { ...schema, nullable: undefined },
      ),
    };
  }

  /** What a reference within the document leads to. */
  #resolved(value: unknown): Json | undefined {
    const place = refOf(value);
    if (place === undefined) return value as Json | undefined;
    const keys = place.split('/').map((key) => decodeURIComponent(key).replaceAll('~1', '/'));
    return keys.reduce<unknown>((at, key) => (at as Json)[key], this.#document) as Json;
  }
}

function parameterFaults(operation: Operation, { query, headers }: VendorRequest): string[] {
  const known = new Set(
    operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name),
  );
  const unknown = [...query.keys()].filter((name) => !known.has(name));
  const faults = unknown.map((name) => `does not know the parameter ${name}`);
  for (const { name, in: place, isRequired, isNumber, check } of operation.parameters) {
    if (place === 'path' || OUR_HEADERS.has(name.toLowerCase())) continue;
    const value = place === 'query' ? query.get(name) : headers[name.toLowerCase()];
    if (value === null || value === undefined) {
      if (isRequired) faults.push(`misses the ${place} parameter ${name}`);
    } else if (!check(isNumber ? Number(value) : value)) {
      faults.push(`finds ${name} of another shape`);
    }
  }
  return faults;
}

function bodyFaults(operation: Operation, { body, headers }: VendorRequest): string[] {
  if (body === '') return operation.needsBody ? ['misses a body'] : [];
  const [type = ''] = String(headers['content-type']).split(';');
  const check = operation.bodies.get(type);
  if (!check) return [`takes no ${type}`];
  if (check(JSON.parse(body))) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `body${instancePath} ${message}`);
}

const refOf = (value: unknown): string | undefined => {
  const ref = (value as Json | undefined)?.['$ref'];
  return typeof ref === 'string' ? ref.replace('#/', '') : undefined;
};
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const pointer = (key: string): string =>
  encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
