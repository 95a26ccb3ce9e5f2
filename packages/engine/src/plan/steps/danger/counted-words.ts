/** `1 grant`, `14 grants`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `A`, `A and B`, `A, B and C`; of more than five the first ones, and how many more. */
export function listed(items: readonly string[]): string {
  const shown = items.length > MOST + 1 ? [...items.slice(0, MOST), `${items.length - MOST} more`] : items;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

const MOST = 5;

/** `A is`, `A and B are`. */
export function manyOr(items: readonly string[], one: string, many: string): string {
  return `${listed(items)} ${items.length === 1 ? one : many}`;
}
