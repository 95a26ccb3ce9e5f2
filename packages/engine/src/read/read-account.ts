import { type Catalog, decode, type Interest, type Observation, type ReadRequest, reads } from "@snowtower/kinds";
import { type Account, type AccountError, type Identifier, rowsOf } from "@snowtower/sql";
import { type Clock, systemClock } from "../clock.ts";
import { BugError } from "../errors.ts";
import { inParallel } from "./in-parallel.ts";
import { readOnly } from "./read-only-account.ts";
import type { ReadStatistics } from "./read-statistics.ts";

/** Requests that are under way at the same time. */
const PARALLEL = 16;

/** Told before each round of questions; what a round asks depends on the answers before it. */
interface ReadRound {
  readonly round: number;
  readonly requests: number;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly onRound?: (round: ReadRound) => void;
  /** The role that reads; absent: the one that the account was opened with. */
  readonly role?: Identifier;
  readonly clock?: Clock;
  /** Answers that were read before, and are not asked for again. */
  readonly seen?: ReadonlyMap<string, Observation>;
}

export interface AccountReading {
  readonly catalog: Catalog;
  /** The answers as they came, by request: what a snapshot keeps and a twin is seeded from. */
  readonly observations: ReadonlyMap<string, Observation>;
  readonly statistics: ReadStatistics;
}

/**
 * Reads what is of interest. What Snowflake refuses to show is an observation too, and becomes a gap of the catalog.
 * Throws the `AccountError` if the account cannot be reached, or refuses the log-in: then nothing is known.
 */
export async function readAccount(account: Account, interest: Interest, options: ReadOptions = {}): Promise<AccountReading> {
  const asker = new Asker(readOnly(account), options);
  const facts = { ...account.facts, role: options.role ?? account.facts.role };
  const observations = new Map<string, Observation>(options.seen);
  for (let round = 1; ; round++) {
    const requests = reads(observations, interest, facts);
    if (requests.length === 0) break;
    options.onRound?.({ round, requests: requests.length });
    const before = observations.size;
    for (const answer of await inParallel(requests, PARALLEL, (request) => asker.ask(request))) observations.set(answer.key, answer);
    if (observations.size === before) throw new BugError(`reading does not end: ${requests[0]?.key ?? ""} is asked again and again`);
  }
  return { catalog: { ...decode(observations, interest, facts), facts: account.facts }, observations, statistics: asker.statistics() };
}

/** Sends requests and keeps count. */
class Asker {
  readonly #account: Account;
  readonly #options: ReadOptions;
  readonly #clock: Clock;
  readonly #from: number;
  #asked = 0;
  #warehouseMs = 0;

  constructor(account: Account, options: ReadOptions) {
    this.#account = account;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#from = this.#now();
  }

  async ask(request: ReadRequest): Promise<Observation> {
    const { role, signal } = this.#options;
    signal?.throwIfAborted();
    this.#asked++;
    const from = this.#now();
    const [outcome] = await this.#account.execute(
      { statements: [request.statement], ...(role === undefined ? {} : { role }) },
      signal === undefined ? {} : { signal },
    );
    const at = this.#clock().toISOString();
    if (outcome !== undefined && "failed" in outcome) return { key: request.key, ...refusal(outcome.failed), at };
    const { columns, rows } = await rowsOf(outcome);
    if (/^\s*select\b/i.test(request.statement.text)) this.#warehouseMs += this.#now() - from;
    return { key: request.key, columns, rows, at };
  }

  statistics(): ReadStatistics {
    return { roundTrips: this.#asked, statements: this.#asked, seconds: (this.#now() - this.#from) / 1000, warehouseSeconds: this.#warehouseMs / 1000 };
  }

  #now(): number {
    return this.#clock().getTime();
  }
}

/** Only an answer of Snowflake's about the statement itself is a gap: after anything else it is not known what the account holds. */
function refusal(error: AccountError): { readonly refused: string; readonly code?: string } {
  if (error.details.kind !== "statement") throw error;
  return { refused: error.message, ...(error.details.code === undefined ? {} : { code: error.details.code }) };
}
