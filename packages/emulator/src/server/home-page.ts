/** For people who open the address in a browser. Nothing of the account is told. */
export const HOME_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>SnowTower: a local Snowflake account</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem } code { font-size: .95em }</style>
<h1>A local Snowflake account</h1>
<p>This is SnowTower's local account. It speaks Snowflake's protocol: there is nothing to see here, but any Snowflake driver can log in.</p>
<pre><code>snowflake.createConnection({ accessUrl: "&lt;this address&gt;", account: "local", username, password })</code></pre>
<p><code>snowtower local</code> prints the user and where the password is kept.</p>
</html>
`;
