import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayBytes } from '../../../platform/say.ts'
import { type EvidenceFile } from '../../returnPages/index.ts'

/** "740 KB, added by Sam Okafor on 3 Jan 2027", or how it came by email. */
export function fileFacts({ bytes, byName, at, receivedVia, receivedOn }: EvidenceFile): string {
  const came =
    receivedVia !== 'online' ? `received by email on ${sayDay(receivedOn)}, added by ${byName}` : `added by ${byName} on ${sayShortDay(at)}`
  return `${sayBytes(bytes)}, ${came}`
}
