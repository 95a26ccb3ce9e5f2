/** `0.4s`, `12s`, `1m 05s`, `2h 03m`: short enough for a line that is rewritten. */
export function duration(seconds: number): string {
  const time = Math.max(0, seconds);
  if (time < 9.95) return `${(Math.round(time * 10) / 10).toFixed(time > 0 && time < 0.95 ? 1 : 0)}s`;
  const whole = Math.round(time);
  if (whole < 60) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m ${two(whole % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

function two(count: number): string {
  return String(count).padStart(2, "0");
}
