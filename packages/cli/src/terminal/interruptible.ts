import { setMaxListeners } from "node:events";

/** Runs work that the first Ctrl-C (or SIGTERM) asks to stop cleanly; the second one ends the process at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // Every statement under way listens to it.
  setMaxListeners(0, controller.signal);
  let asked = false;
  const stop = (): void => {
    if (asked) process.exit(130);
    asked = true;
    controller.abort(new Error("interrupted"));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
