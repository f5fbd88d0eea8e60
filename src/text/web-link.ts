/** Discord refuses longer addresses (2048 characters, some room for a fragment); what common servers and browsers take ends there as well. */
const LONGEST_LINK = 2000;

/** An address that may stand behind a link, in its normal form; null for any other. */
export function readLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= LONGEST_LINK ? href : null;
}
