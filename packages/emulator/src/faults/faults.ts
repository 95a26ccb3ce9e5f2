import { type ConnectionEffect, type Fault, isOfConnection, type StatementEffect } from "./fault.ts";

/** The statement that is about to run. */
export interface Moment {
  readonly text: string;
  /** In stored form. */
  readonly user: string;
  readonly session: string;
}

interface Armed {
  readonly id: number;
  readonly fault: Fault;
  readonly pattern: RegExp | null;
  /** Statements that fitted, and how many of them it met. */
  seen: number;
  met: number;
}

/** As `SYSTEM$LOCAL_FAULTS()` lists them. */
interface ListedFault {
  readonly id: number;
  readonly fault: string;
  readonly session: string | null;
  readonly seen: number;
  readonly met: number;
}

/** What a server asks for at log-in. */
export const LOG_IN = "LOG IN";

/** The faults of one account that are switched on; a fork has none. */
export class Faults {
  private readonly armed = new Map<number, Armed>();
  private nextId = 1;

  get any(): boolean {
    return this.armed.size > 0;
  }

  /** Gives the number by which it is cleared. */
  add(fault: Fault): number {
    const id = this.nextId++;
    this.armed.set(id, { id, fault, pattern: fault.on === undefined ? null : likePattern(fault.on), seen: 0, met: 0 });
    return id;
  }

  list(): readonly ListedFault[] {
    return [...this.armed.values()].map(({ id, fault, seen, met }) => ({ id, fault: fault.spec, session: fault.session ?? null, seen, met }));
  }

  /** How many there were; all of them without an id. */
  clear(id?: number): number {
    if (id !== undefined) return this.armed.delete(id) ? 1 : 0;
    const { size } = this.armed;
    this.armed.clear();
    return size;
  }

  /** What the connection does to this request. It counts: ask once a request. */
  meetConnection(moment: Moment): ConnectionEffect | null {
    return (this.meet(moment, (fault) => isOfConnection(fault.effect))[0]?.effect as ConnectionEffect | undefined) ?? null;
  }

  /** What happens to this statement: all delays, and the first thing that goes wrong. It counts: ask once a statement. `canHalf`: it is not atomic on Snowflake. */
  meetStatement(moment: Moment, { canHalf }: { readonly canHalf: boolean }): readonly StatementEffect[] {
    return this.meet(moment, ({ effect }) => !isOfConnection(effect) && (effect.kind !== "half" || canHalf)).map(({ effect }) => effect as StatementEffect);
  }

  private meet(moment: Moment, wanted: (fault: Fault) => boolean): readonly Fault[] {
    // Or nobody could switch them off again.
    if (this.armed.size === 0 || /SYSTEM\$LOCAL_FAULT/i.test(moment.text)) return [];
    const met: Fault[] = [];
    let isBroken = false;
    for (const each of this.armed.values()) {
      if (!wanted(each.fault) || !fits(each, moment)) continue;
      const { fault } = each;
      each.seen++;
      const times = fault.times ?? (fault.effect.kind === "delay" ? "all" : 1);
      if (each.seen < (fault.nth ?? 1) || (times !== "all" && each.met >= times)) continue;
      // One thing goes wrong at a time; what would have been the second waits for its next chance.
      if (fault.effect.kind !== "delay" && isBroken) continue;
      isBroken ||= fault.effect.kind !== "delay";
      each.met++;
      met.push(fault);
    }
    return met;
  }
}

function fits({ fault, pattern }: Armed, moment: Moment): boolean {
  if (fault.user !== undefined && fault.user !== moment.user) return false;
  if (fault.session !== undefined && fault.session !== moment.session) return false;
  return pattern === null ? moment.text !== LOG_IN : pattern.test(moment.text.trim());
}

/** LIKE, whatever the case. */
function likePattern(like: string): RegExp {
  const source = like
    .replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
    .replaceAll("%", "[^]*")
    .replaceAll("_", "[^]");
  return new RegExp(`^${source}$`, "i");
}
