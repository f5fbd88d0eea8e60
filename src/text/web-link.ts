/** Discord refuses longer addresses (2048 characters, some room for a fragment); what common servers and browsers take ends there as well. */
const LONGEST_LINK = 2000;
/** A name as the public web has them: it has a dot, and no underscore. */
const PUBLIC_NAME = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z](?:[a-z\d-]*[a-z\d])?\.?$/u;
const IPV4 = /^[\d.]+$/u;

/** An address that may stand behind a link, in its normal form; null for any other. */
export function readLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= LONGEST_LINK ? href : null;
}

/** The address of a picture that a platform may fetch and show, in its normal form: a link to a name of the public web. Null for any other. */
export function readPicture(address: string | null): string | null {
  const link = address === null ? null : readLink(address);
  return link !== null && PUBLIC_NAME.test(plainHost(link)) ? link : null;
}

/** Whether the host of a link is what every platform takes for one; some refuse a whole message for a name without a dot or with an underscore. */
export function hasCommonHost(link: string): boolean {
  const host = plainHost(link);
  return PUBLIC_NAME.test(host) || IPV4.test(host);
}

/** Empty where somebody's name or password stands before it. */
function plainHost(link: string): string {
  const { username, password, hostname } = new URL(link);
  return username === '' && password === '' ? hostname : '';
}
