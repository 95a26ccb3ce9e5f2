import { type Account, AccountError, type ExecuteOptions, type Outcome, type SecretRef } from "@snowtower/sql";
import type { Step } from "../plan/step.ts";
import { isRefusal } from "./is-refusal.ts";
import { type Parcel, type Piece, requestOf, requestsOf } from "./parcel.ts";
import { partialSuccess } from "./partial-success.ts";

/** How a step of a parcel ended. `unreached`: nothing of it was sent on. */
export type StepEnd =
  /** `kept`: Snowflake's words for why there was nothing to do. */
  | { readonly kind: "done"; readonly queryIds: readonly string[]; readonly kept?: string }
  | { readonly kind: "failed"; readonly error: AccountError }
  | { readonly kind: "unreached" };

interface RunParcelOptions {
  readonly tag: string;
  readonly reveal?: (ref: SecretRef) => string;
}

/** Sends the parcel's requests one after the other, until one fails. Never throws: what goes wrong is the end of a step. */
export async function runParcel(parcel: Parcel, account: Account, options: RunParcelOptions): Promise<ReadonlyMap<Step, StepEnd>> {
  const tally = new Tally(parcel);
  for (const pieces of requestsOf(parcel)) {
    await send(pieces, account, { options, tally });
    if (tally.hasFailed) break;
  }
  return tally.ends();
}

async function send(
  pieces: readonly Piece[],
  account: Account,
  { options, tally }: { readonly options: RunParcelOptions; readonly tally: Tally },
): Promise<void> {
  // The values of secrets are within reach of the requests that need them, and of no other.
  const needs = pieces.some((piece) => piece.statement.secrets.length > 0);
  const how: ExecuteOptions = needs && options.reveal !== undefined ? { reveal: options.reveal } : {};
  let outcomes: readonly Outcome[];
  try {
    outcomes = await account.execute(requestOf(pieces, options.tag), how);
  } catch (error) {
    for (const piece of pieces) tally.failed(piece.step, asAccountError(error));
    return;
  }
  let lost: AccountError | null = null;
  for (const [i, piece] of pieces.entries()) {
    const outcome = outcomes[i] ?? { notReached: true };
    if ("done" in outcome) {
      const partial = await partialSuccess(outcome.done, piece.statement.text).catch(asAccountError);
      if (partial === null) tally.done(piece.step, outcome.done.queryId);
      else tally.failed(piece.step, partial);
    } else if ("failed" in outcome && piece.step.again === true && isPriorUse(outcome.failed)) {
      tally.kept(piece.step, outcome.failed);
    } else if ("failed" in outcome) {
      tally.failed(piece.step, outcome.failed);
      if (!isRefusal(outcome.failed)) lost = outcome.failed;
    } else if (lost !== null) tally.failed(piece.step, lost);
  }
}

/** Snowflake refuses the password that a user has, and those in the history that his password policy keeps; SnowDDL passes over it as well. */
function isPriorUse({ details: { code, message } }: AccountError): boolean {
  return code === "003002" && message.includes("PRIOR_USE");
}

/** An error that is not the port's own says nothing about what ran: as a lost connection. */
function asAccountError(error: unknown): AccountError {
  if (error instanceof AccountError) return error;
  return new AccountError({ kind: "lost", message: error instanceof Error ? error.message : String(error), cause: error });
}

/** Counts what has become of each step's statements. */
class Tally {
  readonly #parcel: Parcel;
  readonly #queryIds = new Map<Step, string[]>();
  readonly #errors = new Map<Step, AccountError>();
  readonly #kept = new Map<Step, string>();

  constructor(parcel: Parcel) {
    this.#parcel = parcel;
  }

  get hasFailed(): boolean {
    return this.#errors.size > 0;
  }

  done(step: Step, queryId: string): void {
    const ids = this.#queryIds.get(step) ?? [];
    ids.push(queryId);
    this.#queryIds.set(step, ids);
  }

  /** Nothing was done, because nothing had to be. */
  kept(step: Step, { details: { queryId, message } }: AccountError): void {
    this.done(step, queryId ?? "");
    this.#kept.set(step, message);
  }

  failed(step: Step, error: AccountError): void {
    if (!this.#errors.has(step)) this.#errors.set(step, error);
  }

  ends(): ReadonlyMap<Step, StepEnd> {
    return new Map(this.#parcel.steps.map((step) => [step, this.#endOf(step)]));
  }

  #endOf(step: Step): StepEnd {
    const error = this.#errors.get(step);
    if (error !== undefined) return { kind: "failed", error };
    const queryIds = this.#queryIds.get(step) ?? [];
    if (queryIds.length < step.statements.length) return { kind: "unreached" };
    const kept = this.#kept.get(step);
    return { kind: "done", queryIds, ...(kept === undefined ? {} : { kept }) };
  }
}
