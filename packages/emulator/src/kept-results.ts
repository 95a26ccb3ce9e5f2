import type { Id } from "./catalog/entry.ts";
import type { Cells, Column } from "./result.ts";

interface KeptResult {
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
}

const MOST = 100;

/** Results that RESULT_SCAN can still find: "from the current session or any of your other sessions, including past sessions" (docs: sql-reference/functions/result_scan). */
export class KeptResults {
  private readonly ofUsers = new Map<Id, Map<string, KeptResult>>();

  keep(user: Id, queryId: string, result: KeptResult): void {
    const own = this.ofUsers.get(user) ?? new Map<string, KeptResult>();
    this.ofUsers.set(user, own.set(queryId, result));
    const oldest = own.keys().next();
    if (own.size > MOST && oldest.done !== true) own.delete(oldest.value);
  }

  find(user: Id, queryId: string): KeptResult | null {
    return this.ofUsers.get(user)?.get(queryId) ?? null;
  }
}
