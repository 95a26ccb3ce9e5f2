import type { Account, Request } from "@snowtower/sql";
import { BugError } from "../errors.ts";
import { whyNotReading } from "./reads-only.ts";

/** The same account, except that nothing can be changed through it: any statement that does more than read is refused before it is sent, with the request it is in. */
export function readOnly(account: Account): Account {
  return {
    facts: account.facts,
    async execute(request, options = {}) {
      refuseChanges(request);
      return account.execute(request, options.signal === undefined ? {} : { signal: options.signal });
    },
    find: (tag) => account.find(tag),
    cancel: (queryId) => Promise.reject(new BugError(`a reading command tried to cancel query ${queryId}`)),
    close: () => account.close(),
  };
}

function refuseChanges(request: Request): void {
  for (const statement of request.statements) {
    const why = statement.secrets.length > 0 ? "it holds a secret" : whyNotReading(statement.text);
    if (why !== null) throw new BugError(`a reading command tried to run a statement that is not allowed, because ${why}`);
  }
}
