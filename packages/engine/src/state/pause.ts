import { setTimeout as sleep } from "node:timers/promises";

/** Waits; throws as soon as it is asked to stop. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, signal === undefined ? {} : { signal });
}
