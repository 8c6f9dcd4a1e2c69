import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
interface Schema {
  properties?: Record<string, { description?: string }>;
}

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenAPIObject;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);
const routesWhere = (faulty: (operation: Operation) => boolean): string[] =>
  operations.filter(({ operation }) => faulty(operation)).map(({ route }) => route);

describe('The written API document', () => {
  it('says of every route what it does, under a tag it explains', () => {
    const explained = new Set(document.tags?.map(({ name }) => name));

    expect(operations.length).toBeGreaterThan(30);
    expect(routesWhere(({ summary }) => !summary)).toEqual([]);
    expect(routesWhere(({ tags = [] }) => !tags.some((tag) => explained.has(tag)))).toEqual([]);
  });

  it('tells of every parameter what it means', () => {
    const untold = operations.flatMap(({ route, operation }) =>
      (operation.parameters ?? [])
        .filter((one) => !('description' in one && one.description))
        .map((one) => `${route}: ${'name' in one ? one.name : one.$ref}`),
    );

    expect(untold).toEqual([]);
  });

  it('describes every field of every body', () => {
    const schemas = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];
    const empty = schemas.filter(([, { properties = {} }]) => Object.keys(properties).length === 0);
    const untold = schemas.flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { description }]) => !description)
        .map(([field]) => `${name}.${field}`),
    );

    expect(empty).toEqual([]);
    expect(untold).toEqual([]);
  });

  it('gives every answer but 204 a body, and every guarded route its problems', () => {
    const bodiless = routesWhere(({ responses }) =>
      Object.entries(responses).some(
        ([status, said]) =>
          /^20[0-3]$/.test(status) && !(said && 'content' in said && said.content !== undefined),
      ),
    );
    const silent = routesWhere(
      ({ security, responses }) =>
        security?.length !== 0 && !('401' in responses && '403' in responses),
    );

    expect(bodiless).toEqual([]);
    expect(silent).toEqual([]);
  });
});
