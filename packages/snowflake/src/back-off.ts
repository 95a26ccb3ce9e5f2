/** How often to try again, and how long to wait in between. */
export interface BackOff {
  readonly attempts: number;
  readonly firstMs: number;
  readonly capMs: number;
}

export const BACK_OFF: BackOff = { attempts: 5, firstMs: 250, capMs: 8000 };

/** The wait before attempt number `attempt` (the first one after a failure is 1): doubling, capped, and a random half of it, so that many clients do not come back at once. */
export function backOffMs({ firstMs, capMs }: BackOff, attempt: number, random: () => number = Math.random): number {
  const full = Math.min(capMs, firstMs * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}

/** Waits; ends early and quietly when the signal fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
