import { randomBytes } from "node:crypto";
import type { LoginData } from "../login-data.ts";
import { hashPassword, verifyPassword } from "../objects/password.ts";

let nobody: string | null = null;

/** Takes as long for a user who does not exist, or has no password, as for a wrong password: the time tells nothing. */
export async function checkPassword(user: LoginData | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString("hex"));
  const isRight = await verifyPassword(password, user?.passwordHash ?? nobody);
  return isRight && user !== null && user.passwordHash !== null;
}
