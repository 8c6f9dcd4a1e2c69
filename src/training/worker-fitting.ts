import { Worker } from 'node:worker_threads';

import { Injectable } from '@nestjs/common';
import type { FeatureTable } from '#features';
import type { Examples, FollowedLeads, HazardsState, LearnedElsewhere } from '#model/fitting';

import { Fitting, type FittingSession, type OnProgress, type Recipe } from './fitting.js';
import type { AskedLeads } from './followed-leads.js';
import type { Answer, Call, FittingStart, Question } from './fitting-messages.js';
import { coded, codedExamples } from './shared-table.js';

/** The compiled `fit.worker.ts` beside this file. */
export const FIT_WORKER = new URL('./fit.worker.js', import.meta.url);

/** Fits in a thread of its own, so that the process answers requests meanwhile. */
@Injectable()
export class WorkerFitting extends Fitting {
  async open(recipe: Recipe, learned?: { state: unknown }): Promise<FittingSession> {
    const workerData: FittingStart = { recipe, ...(learned && { learned }) };
    return new WorkerFittingSession(new Worker(FIT_WORKER, { workerData }));
  }
}

interface Waiting {
  done: (result: unknown) => void;
  failed: (error: Error) => void;
  onProgress?: OnProgress;
}

export class WorkerFittingSession implements FittingSession {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private ended: Error | undefined;

  constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => this.hear(answer));
    worker.on('error', (error) => this.end(error));
    worker.on('exit', (code) =>
      this.end(new Error(`The fitting thread ended early (code ${code}).`)),
    );
  }

  async fit(
    train: Examples,
    validation: Examples,
    onProgress: OnProgress,
    learned: readonly LearnedElsewhere[] = [],
  ): Promise<void> {
    const shared = { train: codedExamples(train), validation: codedExamples(validation) };
    await this.ask({ method: 'fit', ...shared, learned }, onProgress);
  }

  async logOdds(table: FeatureTable): Promise<Float64Array> {
    return (await this.ask({ method: 'logOdds', table: coded(table) })) as Float64Array;
  }

  async refit(examples: Examples, onProgress: OnProgress): Promise<void> {
    await this.ask({ method: 'refit', examples: codedExamples(examples) }, onProgress);
  }

  state(): Promise<unknown> {
    return this.ask({ method: 'state' });
  }

  async hazards(
    followed: FollowedLeads,
    horizonDays: number,
    atDays: number,
  ): Promise<HazardsState | null> {
    const question = { method: 'hazards', followed, horizonDays, atDays } as const;
    return (await this.ask(question)) as HazardsState | null;
  }

  async foretell(
    followed: FollowedLeads,
    asked: AskedLeads,
    horizonDays: number,
  ): Promise<Float64Array> {
    const question = { method: 'foretell', followed, asked, horizonDays } as const;
    return (await this.ask(question)) as Float64Array;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(question: Question, onProgress?: OnProgress): Promise<unknown> {
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.lastId;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed, ...(onProgress && { onProgress }) });
      // oxlint-disable-next-line require-post-message-target-origin -- a thread, not a window
      this.worker.postMessage({ ...question, id } satisfies Call);
    });
  }

  private hear(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    if (answer.kind === 'progress') {
      waiting.onProgress?.(answer.done, answer.phrase);
      return;
    }
    this.waiting.delete(answer.id);
    if (answer.kind === 'done') waiting.done(answer.result);
    else waiting.failed(answer.error);
  }

  /** Nobody waits for ever on a thread that is gone. */
  private end(error: Error): void {
    this.ended ??= error;
    for (const { failed } of this.waiting.values()) failed(this.ended);
    this.waiting.clear();
  }
}
