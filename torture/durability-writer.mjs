// Writes until it is killed; says the number of each statement once it was acknowledged.
import { LocalAccount } from "@snowtower/emulator";
import { statementAt } from "./durability-model.mjs";

const [dir, from] = process.argv.slice(2);
const { account } = await LocalAccount.open(dir);
const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
const must = async (text) => {
  for (const outcome of await session.execute(text, { multiStatementCount: 0 }))
    if (outcome.kind !== "done") throw new Error(`${text}: ${outcome.error?.message}`);
};
if (from === "0") await must("CREATE DATABASE d; CREATE SCHEMA d.s");
for (let i = Number(from); ; i++) {
  await must(statementAt(i));
  process.stdout.write(`${i}\n`);
}
