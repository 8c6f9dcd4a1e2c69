import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PUBLIC, SCOPE } from '../../src/access/decorators.js';
import { openApiDocument } from '../../src/app.setup.js';

export interface ApiRoute {
  /** GET, POST, … */
  method: string;
  /** With its parameters in braces: /v1/leads/{leadId}. */
  path: string;
  parameters: string[];
}

/** Every route of the API document: a new one is in here by itself. */
export function documentedRoutes(app: NestFastifyApplication): ApiRoute[] {
  return Object.entries(openApiDocument(app).paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({
      method: method.toUpperCase(),
      path,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
    })),
  );
}

/** A handler, and what its decorators say about who may call it. */
export interface GuardedHandler {
  route: string;
  isPublic: boolean;
  scopes: string[] | undefined;
}

/** Every handler of every controller, documented or not. */
export function guardedHandlers(app: NestFastifyApplication): GuardedHandler[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type),
  );
  return controllers.flatMap((controller) =>
    handlersOf(controller).map((handler) => ({
      route: `${methodOf(handler)} ${pathOf(controller, handler)}`,
      isPublic: said(PUBLIC, handler, controller) === true,
      scopes: said(SCOPE, handler, controller) as string[] | undefined,
    })),
  );
}

type Handler = (...given: unknown[]) => unknown;

function handlersOf(controller: Type): Handler[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => prototype[name])
    .filter(
      (member): member is Handler =>
        typeof member === 'function' && Reflect.hasMetadata(METHOD_METADATA, member),
    );
}

const methodOf = (handler: Handler): string =>
  RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;

const pathOf = (controller: Type, handler: Handler): string =>
  [controller, handler]
    .map((target) => String(Reflect.getMetadata(PATH_METADATA, target) ?? ''))
    .flatMap((path) => path.split('/'))
    .filter((part) => part !== '')
    .map((part) => `/${part.replace(/^:(\w+)$/, '{$1}')}`)
    .join('');

/** What the handler says of itself goes before what its controller says. */
const said = (key: string, handler: Handler, controller: Type): unknown =>
  Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
