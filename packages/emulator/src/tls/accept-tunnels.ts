import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { createServer } from "node:tls";
import type { Certificates } from "./make-certificates.ts";
import { isAccountHost } from "./snowflake-hosts.ts";

/**
 * Makes a server the proxy of clients that know only an account's name and dial `<account>.snowflakecomputing.com:443`:
 * CONNECT to any account's host ends, over TLS, in this very server. Every other target is refused; nothing ever leaves this machine.
 * What it returns cuts all tunnels; the server does not know the connections that it gave away.
 */
export function acceptTunnels(server: Server, { chain, key }: Certificates): () => void {
  const tunnels = new Set<Duplex>();
  const tls = createServer({ cert: chain, key, minVersion: "TLSv1.2" }, (secure) => server.emit("connection", secure));
  // A client that does not trust the certificate tells its own user so.
  tls.on("tlsClientError", (_error, secure) => secure.destroy());
  server.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (!mayReach(request.url ?? "")) {
      socket.end("HTTP/1.1 403 Only accounts under snowflakecomputing.com can be reached here\r\nconnection: close\r\n\r\n");
      return;
    }
    tunnels.add(socket);
    socket.once("close", () => tunnels.delete(socket));
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    tls.emit("connection", socket);
  });
  return () => {
    for (const socket of tunnels) socket.destroy();
  };
}

function mayReach(target: string): boolean {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(target) ?? [];
  return port === "443" && isAccountHost(host);
}
