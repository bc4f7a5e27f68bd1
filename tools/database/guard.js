/**
 * Stands between the starting process and Postgres, so that the server never outlives it: when the channel to the
 * parent closes, for whatever reason, the server is asked for a fast shutdown. Plain JavaScript, because it runs
 * both from the sources (tests) and from the build.
 */
const { spawn } = require('node:child_process');

const { command, uid, gid } = JSON.parse(process.argv[2]);
const server = spawn(command[0], command.slice(1), {
  stdio: ['ignore', 'ignore', 'inherit'],
  cwd: '/',
  ...(uid === undefined ? {} : { uid, gid }),
});
// "Ready" is logged at level LOG, which log_min_messages=warning still prints.
server.on('exit', (code) => process.exit(code ?? 1));
const stop = () => server.kill('SIGINT');
process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A parent that dies takes our stderr with it; its closing must not end us before the server is down.
process.stderr.on('error', () => {});
