/**
 * A typed hole in a statement. The text of the statement never holds the secret: the port fills the hole at the socket.
 * `digest` binds the hole to the value that was planned, without telling it.
 */
export interface SecretRef {
  readonly ref: string;
  readonly digest: string;
}

/** How a hole is written in a statement's text, and shown to people. */
export function hole(secret: SecretRef): string {
  return `\${secret:${secret.ref}#${secret.digest}}`;
}
