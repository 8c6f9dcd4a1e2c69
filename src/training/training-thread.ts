/**
 * Works a group's queued run where it holds nobody up: a thread with an application, and so with
 * connections, of its own. Without one a run is worked where it was asked for.
 */
export abstract class TrainingThread {
  /** @throws what kept the run from ending; the queue tries again. */
  abstract run(groupId: string): Promise<void>;
}
