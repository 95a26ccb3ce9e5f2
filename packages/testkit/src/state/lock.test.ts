import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { breakLock, type Lock, lockHolder, RefusedError, takeLock } from "@snowtower/engine";
import { type Account, exactly, nameOf, rehydrate, rowsOf } from "@snowtower/sql";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { samples } from "../samples.ts";

const ADMIN = exactly("ACCOUNTADMIN");
const place = { schema: nameOf("SNOWTOWER", "STATE"), admin: ADMIN };
const HOUR = 3_600_000;

let now = 0;
let local: LocalAccount;
const held: Lock[] = [];

beforeEach(async () => {
  now = Date.now();
  local = await accountWithState();
});
afterEach(async () => {
  for (const lock of held.splice(0)) await lock.release();
});

async function accountWithState(): Promise<LocalAccount> {
  const made = LocalAccount.create({ user: "BOSS", now: () => now });
  await run(connect(made), "CREATE DATABASE SNOWTOWER", "CREATE SCHEMA SNOWTOWER.STATE", "CREATE DATABASE OTHER");
  return made;
}

/** As a process of its own: with sessions of its own. */
function connect(to: LocalAccount = local): Account {
  return connectInProcess(to, { user: exactly("BOSS"), role: ADMIN });
}

async function run(account: Account, ...statements: readonly string[]): Promise<void> {
  for (const outcome of await account.execute({ statements: statements.map((text) => rehydrate({ text, secrets: [] })) })) await rowsOf(outcome);
}

async function take(name: string, more: Partial<Parameters<typeof takeLock>[1]> = {}, account = connect()): Promise<Lock> {
  const lock = await takeLock(account, { ...place, run: name, host: `host of ${name}`, ...more });
  held.push(lock);
  return lock;
}

const refusalOf = async (work: Promise<unknown>): Promise<RefusedError> => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(RefusedError);
  return error as RefusedError;
};

describe("the lock", () => {
  test("is one run's until it gives it back; the others are told who has it", async () => {
    const first = await take("r1");
    const refused = await refusalOf(take("r2"));
    expect([refused.code, refused.reasons]).toEqual([
      "ST4014",
      [expect.stringMatching(/^BOSS holds the lock with run r1, on host of r1; it is free in 1[12]\d s/)],
    ]);
    expect(await first.check(true)).toBeNull();
    expect(await first.release()).toBeNull();
    expect((await lockHolder(connect(), place)).holder).toBeNull();
    expect(await (await take("r2")).check(true)).toBeNull();
  });

  test("is about an admin role: another environment's is another one, also where the name is one that only quotes can hold", async () => {
    await take("r1");
    await take("r2", { admin: exactly("DEV__ACCOUNTADMIN") });
    const odd = exactly('odd "role" \u00fc');
    await take("r3", { admin: odd });
    expect((await refusalOf(take("r4", { admin: odd }))).reasons[0]).toContain("run r3");
  });

  test("of a killed run is free when its time is over, and not before; the run that was not killed after all finds out", async () => {
    const sleeper = await take("r1", { leaseMs: HOUR });
    now += HOUR - 1000;
    expect((await refusalOf(take("r2"))).reasons[0]).toContain("run r1");
    now += 2000;
    const next = await take("r2");
    expect(await sleeper.check(true)).toBe("the lock was taken by BOSS on host of r2, run r2");
    expect(await sleeper.release()).toContain("was taken by");
    expect(await next.check(true)).toBeNull();
  });

  test("is renewed while the run lives", async () => {
    const lock = await take("r1", { leaseMs: 300 });
    const { holder } = await lockHolder(connect(), place);
    now += 200;
    await expect.poll(async () => (await lockHolder(connect(), place)).holder?.until, { timeout: 2000 }).toBeGreaterThan(holder?.until ?? Number.NaN);
    expect(await lock.check(true)).toBeNull();
  });

  test("that a person took away is noticed", async () => {
    const lock = await take("r1");
    await breakLock(connect(), place);
    expect(await lock.check(false)).toBeNull();
    expect(await lock.check(true)).toBe("the lock was removed");
    const other = await take("r2");
    expect(await lock.release()).toBe("the lock was removed");
    expect(await other.check(true)).toBeNull();
  });

  test("is waited for as long as one is asked to", async () => {
    const first = await take("r1");
    const told: string[] = [];
    const second = take("r2", { waitMs: 20_000, onWait: ({ run }) => told.push(run) });
    await expect.poll(() => told).toEqual(["r1"]);
    await first.release();
    expect(await (await second).check(true)).toBeNull();
    expect((await refusalOf(take("r3", { waitMs: 100 }))).code).toBe("ST4014");
  });

  test("that this role may not take is no reason to go on without", async () => {
    const boss = connect();
    await run(
      boss,
      "CREATE ROLE R",
      "GRANT ROLE R TO USER BOSS",
      "GRANT USAGE ON DATABASE SNOWTOWER TO ROLE R",
      "GRANT USAGE ON SCHEMA SNOWTOWER.STATE TO ROLE R",
    );
    const lesser = connectInProcess(local, { user: exactly("BOSS"), role: exactly("R") });
    const refused = await refusalOf(take("r1", {}, lesser));
    expect([refused.code, refused.message]).toEqual(["ST4015", "the lock SNOWTOWER.STATE.LOCK_ACCOUNTADMIN cannot be taken"]);
    // One that it may not see is another's all the same.
    await take("r2");
    expect((await refusalOf(take("r3", {}, lesser))).code).toBe("ST4015");
  });

  test("of runs that were killed long ago leaves nothing behind", async () => {
    const tables = async (): Promise<number> => {
      const [list] = await connect().execute({ statements: [rehydrate({ text: "SHOW TABLES IN SCHEMA SNOWTOWER.STATE", secrets: [] })] });
      return (await rowsOf(list)).rows.length;
    };
    for (const name of ["r1", "r2", "r3"]) {
      await take(name, { leaseMs: HOUR });
      now += 2 * HOUR;
    }
    expect(await tables()).toBe(3);
    now += 30 * HOUR;
    await (await take("r4")).release();
    // The last one was set aside just now, and somebody may have looked at it before.
    expect(await tables()).toBe(1);
  });
});

test("however requests of several runs fall between each other, at no time do two of them hold the lock, and one gets it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.constantFrom(0, 2, 50), fc.integer({ min: 2, max: 4 }), async (scheduler, hours, count) => {
      now = Date.now();
      const shared = await accountWithState();
      if (hours > 0) {
        await take("killed", { leaseMs: HOUR }, connect(shared));
        now += hours * HOUR;
      }
      const holding = new Set<string>();
      let won = 0;
      const contend = async (name: string): Promise<void> => {
        const account = scheduled(connect(shared), scheduler);
        const lock = await takeLock(account, { ...place, run: name, host: "h" }).catch((error: unknown) => {
          if (!(error instanceof RefusedError)) throw error;
          return null;
        });
        if (lock === null) return;
        won++;
        holding.add(name);
        expect(holding.size).toBe(1);
        expect(await lock.check(true)).toBeNull();
        holding.delete(name);
        expect(await lock.release()).toBeNull();
      };
      const all = Array.from({ length: count }, (_, i) => contend(`r${i}`));
      await scheduler.waitFor(Promise.all(all));
      expect(won).toBeGreaterThan(0);
    }),
    { numRuns: samples(60) },
  );
});

/** Each request waits for its turn. */
function scheduled(account: Account, scheduler: fc.Scheduler): Account {
  return {
    ...account,
    facts: account.facts,
    execute: (request, options) => scheduler.schedule(Promise.resolve()).then(() => account.execute(request, options)),
  };
}
