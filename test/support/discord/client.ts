import { Client, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import { onTestFinished } from 'vitest';
import { type Discord, type DiscordOptions, startDiscord } from './server.ts';

/** Starts a Discord that ends with the test. */
export async function openDiscord(options: DiscordOptions = {}): Promise<Discord> {
  const discord = await startDiscord(options);
  onTestFinished(() => discord.close());
  return discord;
}

/** A discord.js client of this Discord, not logged in, that is destroyed with the test. */
export function newClient(discord: Discord): Client {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.url } });
  onTestFinished(() => client.destroy());
  return client;
}

/** Logs a discord.js client in; what people do goes to `answer`. */
export async function logIn(
  discord: Discord,
  answer: (interaction: Interaction) => Promise<unknown>,
): Promise<Client<true>> {
  const client = newClient(discord);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return ready;
}
