import type { Conductor } from "../context.ts";
import type { SessionState } from "../session-state.ts";
import { SqlError } from "../sql-error.ts";

/** Runs a procedure: a transaction cannot be partly inside and partly outside of it (docs: sql-reference/transactions, "Stored procedures and transactions"). */
export async function inTransactionScope<T>(caller: Conductor, inside: Conductor, run: () => Promise<T>): Promise<T> {
  const before = caller.look().session;
  const isOuter = isActive(before);
  const isLeftOpen = (): boolean => !isOuter && isActive(inside.look().session);
  const end = (after: SessionState): void => {
    const { inTransaction = false, uncommitted = {} } = after;
    caller.change(({ procedure: _inside, ...state }) => ({
      ...state,
      inTransaction,
      uncommitted,
      ...(before.procedure === undefined ? {} : { procedure: before.procedure }),
    }));
  };
  inside.change((state) => ({
    ...state,
    procedure: { ...NO_RIGHTS, ...state.procedure, isOuterTransaction: isOuter || before.procedure?.isOuterTransaction === true },
  }));
  try {
    const result = await run();
    if (isLeftOpen()) throw incomplete();
    // What it did in the caller's transaction is the caller's to commit, also where it ran in a state of its own.
    end(inside.look().session);
    return result;
  } catch (error) {
    if (isLeftOpen()) await inside.run("ROLLBACK", [], { quiet: true });
    // "When a DML statement or CALL statement in a transaction fails, the changes made by that failed statement are rolled back."
    end(isOuter ? before : inside.look().session);
    throw error;
  }
}

/** Of a procedure with its caller's rights. */
const NO_RIGHTS = { isOwners: false, isForeign: false };

/** AUTOCOMMIT may be off: then changes begin a transaction. */
function isActive({ inTransaction, uncommitted = {} }: SessionState): boolean {
  return inTransaction === true || Object.keys(uncommitted).length > 0;
}

function incomplete(): SqlError {
  const words = "Scoped transaction started in stored procedure is incomplete and it was rolled back.";
  return new SqlError("090232", "25000", `Stored procedure execution error: ${words}`);
}
