import process from 'node:process';
import { startBot } from '../../src/bot.ts';

/** The bot as a process that can be killed, with a clock that is set from outside: `node bot.ts MS` starts it at that instant; a number sent to it sets the clock on. */
let aheadMs = Number(process.argv[2]) - Date.now();
process.on('message', (to: number) => {
  aheadMs = to - Date.now();
});
process.on('disconnect', () => process.exit(1));

const bot = await startBot(process, () => new Date(Date.now() + aheadMs));
process.once('SIGTERM', () => void bot.stop('SIGTERM').then(() => process.exit(0)));
process.send?.('ready');
