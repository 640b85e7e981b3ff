import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayBytes } from '../../../platform/say.ts'
import { documentDate } from '../../evidence/index.ts'
import { type EvidenceFile } from '../../returnPages/index.ts'

/** "740 KB, added by Sam Okafor on 3 Jan 2027, dated September 2026", or how it came by email. */
export function fileFacts({ bytes, byName, at, receivedVia, receivedOn, datedOn }: EvidenceFile): string {
  const came =
    receivedVia !== 'online' ? `received by email on ${sayDay(receivedOn)}, added by ${byName}` : `added by ${byName} on ${sayShortDay(at)}`
  return `${sayBytes(bytes)}, ${came}${documentDate.alsoDated(datedOn)}`
}
