/** One more thing that must be so before this replica should get traffic. */
export interface ReadinessCheck {
  check(): Promise<{ name: string; up: boolean; required: boolean; detail: string }>;
}

export const READINESS_CHECKS = Symbol('READINESS_CHECKS');
