import { createServer } from 'node:http';

/** A stand-in for both platforms that takes every message at once and says so: what is measured is the bot alone. */
let count = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    count += 1;
    const isDiscord = request.url?.startsWith('/api/') === true;
    const body = isDiscord ? { id: String(count) } : { ok: true, result: { message_id: count } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('message', () => process.send?.({ count }));
process.on('disconnect', () => process.exit());
