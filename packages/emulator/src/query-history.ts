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
  "AWS_SECRET_KEY",
  "AZURE_SAS_TOKEN",
  "MASTER_KEY",
]);

/** The text with every secret property's value replaced: a history is read by many. */
export function redacted(text: string): string {
  const { tokens } = lex(text);
  let out = text;
  for (let i = tokens.length - 1; i >= 2; i--) {
    const [key, equals, value] = [tokens[i - 2], tokens[i - 1], tokens[i]];
    if (key?.kind !== "word" || !SECRET.has(key.value) || equals?.text !== "=" || value === undefined) continue;
    if (value.kind === "string" || value.kind === "quoted" || value.kind === "word") out = `${out.slice(0, value.start)}'********'${out.slice(value.end)}`;
  }
  return out;
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
