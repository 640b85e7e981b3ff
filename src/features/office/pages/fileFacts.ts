import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayBytes, type EvidenceFile } from '../../returns/index.ts'

/** "740 KB, added by Sam Okafor on 3 Jan 2027", or how it came by email. */
export function fileFacts({ bytes, byName, at, receivedVia, receivedOn }: EvidenceFile): string {
  const came =
    receivedVia === 'email'
      ? `received by email on ${sayDay(receivedOn)}, taken in by ${byName}`
      : `added by ${byName} on ${sayShortDay(at)}`
  return `${sayBytes(bytes)}, ${came}`
}
