import { DefaultRestOptions } from 'discord.js';

type MakeRequest = typeof DefaultRestOptions.makeRequest;

/** discord.js takes it in this place; the types of the two differ by what nobody uses. */
const nodeFetch = fetch as unknown as MakeRequest;

/**
 * Sends discord.js's requests. Those with a file go by Node's own fetch: discord.js would hand Node's form to whichever undici the program loaded
 * last, and that one takes no form but its own.
 */
export const makeRequest: MakeRequest = (url, init) =>
  init.body instanceof FormData ? nodeFetch(url, init) : DefaultRestOptions.makeRequest(url, init);
