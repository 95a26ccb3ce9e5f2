/**
 * How many samples a random suite draws: the wanted number, scaled by `SNOWTOWER_SAMPLES` (0.1 to hurry, 20 for a night), and at least one.
 * This is how a suite keeps to its share of the time: its assertions never shrink.
 */
export function samples(wanted: number, env: Readonly<Record<string, string | undefined>> = process.env): number {
  const factor = Number(env.SNOWTOWER_SAMPLES ?? "1");
  if (!Number.isFinite(factor) || factor <= 0) throw new RangeError(`SNOWTOWER_SAMPLES is not a positive number: ${env.SNOWTOWER_SAMPLES}`);
  return Math.max(1, Math.round(wanted * factor));
}
