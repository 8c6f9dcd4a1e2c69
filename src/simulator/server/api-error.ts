/** A refusal as the CRM words it: HTTP status and a JSON body {error, message, details?}. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: unknown,
  ) {
    super(message);
  }

  toBody(): Record<string, unknown> {
    const body = { error: this.code, message: this.message };
    return this.details === undefined ? body : { ...body, details: this.details };
  }
}
