import { type Account, AccountError, rowsOf } from "@snowtower/sql";
import { askSession } from "../doctor/ask-session.ts";
import { readOnly } from "../read/read-only-account.ts";
import { Pseudonyms } from "./pseudonym.ts";
import { generalQuestions, type Question, questionsAbout } from "./questions.ts";
import type { Answer, Recording, RecordingHeader } from "./recording.ts";
import { redactMessage, redactName, redactRows } from "./redact.ts";
import { samplesIn } from "./samples.ts";

/** Rows of a list that are kept. */
const KEPT = 12;
/** Questions under way at once. */
const ABREAST = 4;

interface RecordOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

/** Asks the account only questions that read, and keeps how it answers: columns, parameters, codes; nothing of its own. Throws when it cannot be reached. */
export async function recordAccount(account: Account, { signal, onProgress = () => undefined }: RecordOptions = {}): Promise<Recording> {
  const asking = new Asking(readOnly(account), new Pseudonyms(), signal);
  const header = await asking.header();
  const general = generalQuestions();
  const asked = await abreast(
    general,
    (question) => asking.ask(question),
    (done) => onProgress(done, general.length),
  );
  const samples = asked.flatMap(({ found }, i) => (general[i] === undefined ? [] : samplesIn(general[i].statement.text, found)));
  const about = samples.flatMap(questionsAbout);
  const told = await abreast(
    about,
    (question) => asking.ask(question),
    (done) => onProgress(general.length + done, general.length + about.length),
  );
  return { header, answers: [...asked, ...told].map(({ answer }) => answer) };
}

/** An answer as it is written, and what came of the account itself: for picking objects to ask about. */
interface Asked {
  readonly answer: Answer;
  readonly found: { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] };
}

class Asking {
  private readonly account: Account;
  private readonly pseudonyms: Pseudonyms;
  private readonly signal: AbortSignal | undefined;

  constructor(account: Account, pseudonyms: Pseudonyms, signal: AbortSignal | undefined) {
    this.account = account;
    this.pseudonyms = pseudonyms;
    this.signal = signal;
  }

  async header(): Promise<RecordingHeader> {
    const { edition, region, role } = this.account.facts;
    const { version, bundles } = await askSession(this.account);
    const active = bundles?.filter(({ isEnabled }) => isEnabled).map(({ name }) => name) ?? null;
    return { release: version, edition, region, bundles: active, role: this.pseudonyms.of(role) };
  }

  async ask({ statement, describeOnly = false, rows: kept }: Question): Promise<Asked> {
    const request = { statements: [statement], ...(describeOnly ? { describeOnly } : {}) };
    const [outcome] = await this.account.execute(request, this.signal === undefined ? {} : { signal: this.signal });
    const head = { ask: this.written(statement.text), ...(describeOnly ? { describeOnly: true as const } : {}) };
    try {
      const { columns: names, types, rows } = await rowsOf(outcome);
      const columns = names.map((name, i) => ({ name: this.labelled(name), type: types[i] ?? "" }));
      const few = kept === "none" ? [] : redactRows(columns, kept === "all" ? rows : rows.slice(0, KEPT), { pseudonyms: this.pseudonyms, ask: statement.text });
      return { answer: { ...head, columns, ...(kept === "none" ? {} : { rows: few }), count: rows.length }, found: { columns: names, rows } };
    } catch (error) {
      if (!(error instanceof AccountError) || error.details.kind !== "statement") throw error;
      return { answer: { ...head, refused: this.refusal(error, statement.text) }, found: { columns: [], rows: [] } };
    }
  }

  private refusal({ details }: AccountError, asked: string) {
    const { locator, organization, name, user, role } = this.account.facts;
    const own = [user, role, locator, organization, name].map(String).filter((word) => word.length > 2);
    const message = redactMessage(details.message, { pseudonyms: this.pseudonyms, asked, own });
    return { code: details.code ?? null, sqlState: details.sqlState ?? null, message };
  }

  /** Names in a statement of ours are quoted, so that they can be told. */
  private written(text: string): string {
    return text.replaceAll(/"((?:[^"]|"")*)"/g, (_, name: string) => `"${this.pseudonyms.of(name.replaceAll('""', '"'))}"`);
  }

  /** The column of an expression is named by its text, which may hold a name. */
  private labelled(name: string): string {
    return name.includes('"') ? redactName(name, this.pseudonyms) : name;
  }
}

async function abreast<T, R>(items: readonly T[], run: (item: T) => Promise<R>, onDone: (done: number) => void): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item === undefined) continue;
      results[at] = await run(item);
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  return results;
}
