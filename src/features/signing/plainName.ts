/** A name as it is compared: without titles, accents, capitals and spaces that say nothing of who somebody is. */
export const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/^(mr|mrs|ms|miss|mx|dr|rev|sir|dame)\.?\s+/, '')
    .replace(/[^a-z]+/g, ' ')
    .trim()

/**
 * Whether the one who signs as head is also the designated safeguarding lead, so that nobody but them has checked the
 * answers. Guidance allows it; it is said before signing and kept with the signature.
 *
 * @param leads the names under which a DSL appears: in the answers, among the contacts and the contributors
 */
export const signsOwnWork = (signer: { name: string }, leads: readonly string[]): boolean =>
  leads.some(lead => plainName(lead) === plainName(signer.name))
