/**
 * Works a group's queued run where it holds nobody up: a thread with an application, and so with
 * connections, of its own. Without one a run is worked where it was asked for.
 */
export abstract class TrainingThread {
  /**
   * @throws TrainingCrashError where the thread ended of itself before its run did.
   * @throws Error where it was stopped; the queue tries again.
   */
  abstract run(groupId: string): Promise<void>;
}
