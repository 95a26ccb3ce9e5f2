import { lex } from "@snowtower/sql";

export interface QueryRecord {
  readonly queryId: string;
  readonly sessionId: string;
  /** Passwords and other secrets taken out. */
  readonly text: string;
  readonly status: "running" | "done" | "failed";
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly user: string;
  readonly role: string;
  readonly tag: string;
  readonly startedOn: number;
  readonly endedOn: number | null;
}

const SECRET = new Set([
  "PASSWORD",
  "SECRET_STRING",
  "OAUTH_CLIENT_SECRET",
  "OAUTH_REFRESH_TOKEN",
  "OAUTH_ACCESS_TOKEN",
  "API_KEY",
  "OIDC_CLIENT_SECRET",
  "AWS_SECRET_KEY",
  "AZURE_SAS_TOKEN",
  "MASTER_KEY",
]);

const NAMES = new RegExp(`\\b(?:${[...SECRET].join("|")})\\b`, "i");

const HIDDEN = "********";

/** The values behind secret properties, also where the statement is not well-formed: a history is read by many. */
export function secretsIn(text: string): readonly string[] {
  return [...(text.match(ACCESS_TOKEN) ?? []), ...secretsWithin(text, 0)];
}

/** How deep statements may stand in the constants of others: EXECUTE IMMEDIATE, bodies of procedures. */
const DEEPEST = 4;

function secretsWithin(text: string, depth: number): readonly string[] {
  const { tokens } = lex(text);
  const inner = depth === DEEPEST ? [] : tokens.filter(({ kind, value }) => kind === "string" && NAMES.test(value));
  // Inside a constant quotes are doubled, once for each level.
  const nested = inner.flatMap(({ value }) => secretsWithin(value, depth + 1).flatMap((secret) => [secret, secret.replaceAll("'", "''")]));
  return [...secretValues(tokens), ...nested];
}

function secretValues(tokens: ReturnType<typeof lex>["tokens"]): readonly string[] {
  return tokens.flatMap((token, i) => {
    if (token.kind !== "word" || !SECRET.has(token.value)) return [];
    const value = tokens[i + 1]?.text === "=" ? tokens[i + 2] : tokens[i + 1];
    if (value === undefined || !(value.kind === "string" || value.kind === "quoted")) return [];
    return [value.text, value.value];
  });
}

/** The secret of a programmatic access token, wherever it stands. */
const ACCESS_TOKEN = /lpat-\d+-[\w-]{43}/g;

/** The text without these values, longest first so that none leaves a part of another. */
export function hide(text: string, secrets: readonly string[]): string {
  const longestFirst = [...secrets].filter((secret) => secret !== "").sort((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}

/** The text as it may be kept and shown. */
export function redacted(text: string): string {
  return hide(text, secretsIn(text));
}

/** The last statements of the account, oldest forgotten first. */
export class QueryHistory {
  private readonly limit: number;
  private readonly records = new Map<string, QueryRecord>();

  constructor(limit = 10_000) {
    this.limit = limit;
  }

  put(record: QueryRecord): void {
    this.records.set(record.queryId, record);
    if (this.records.size <= this.limit) return;
    const oldest = this.records.keys().next();
    if (oldest.done !== true) this.records.delete(oldest.value);
  }

  get(queryId: string): QueryRecord | null {
    return this.records.get(queryId) ?? null;
  }

  /** Oldest first. */
  all(): readonly QueryRecord[] {
    return [...this.records.values()];
  }

  find(tag: string): readonly QueryRecord[] {
    return this.all().filter((record) => record.tag === tag);
  }
}
