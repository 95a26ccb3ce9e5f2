import { connect, disconnect, execute } from "../driver/driver.ts";
import { type Ended, type Running, type SpawnOptions, startSnowtower } from "./snowtower.ts";

/** What `snowtower local --json` prints. */
export interface LocalLogin {
  readonly url: string;
  readonly port: number;
  readonly account: string;
  readonly user: string;
  readonly password: string;
  readonly loginFile: string;
  readonly data: string;
}

export interface LocalServer extends LocalLogin {
  readonly running: Running;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<Ended>;
  /** Ends it as a power cut does. */
  kill(): Promise<Ended>;
  /** Runs statements through Snowflake's driver; gives the rows of the last one. Throws at the first that is refused. */
  sql(...statements: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Starts `snowtower local` on a folder and waits until it says how to log in. */
export async function startLocal(data: string, args: readonly string[] = [], options: SpawnOptions = {}): Promise<LocalServer> {
  const running = startSnowtower(["local", "--json", "--data", data, ...args], options);
  const login = JSON.parse(await firstDocument(running)) as LocalLogin;
  const end = (signal: NodeJS.Signals) => () => {
    running.child.kill(signal);
    return running.ended;
  };
  return { ...login, running, stop: end("SIGINT"), kill: end("SIGKILL"), sql: (...statements) => run(login, statements) };
}

async function firstDocument(running: Running): Promise<string> {
  const printed = new Promise<string>((resolve) => {
    running.child.stdout?.on("data", () => {
      const text = running.stdout();
      if (text.endsWith("\n")) resolve(text);
    });
  });
  const died = running.ended.then(({ code, stderr }) => {
    throw new Error(`snowtower local ended with ${code}: ${stderr}`);
  });
  return Promise.race([printed, died]);
}

async function run(login: LocalLogin, statements: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const connection = await connect(login.url, { username: login.user, password: login.password, role: "ACCOUNTADMIN" });
  try {
    let rows: readonly Readonly<Record<string, unknown>>[] = [];
    for (const statement of statements) rows = (await execute(connection, statement)).rows;
    return rows;
  } finally {
    await disconnect(connection);
  }
}
