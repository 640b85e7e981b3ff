import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { isOver } from '../link.ts'
import type { AgencyLink } from '../linkStore.ts'

/** "Works until the end of 26 Mar 2027", "Ended by Priya Shah on …", "None yet". */
export function sayLink(link: AgencyLink | undefined, now: Date): string {
  if (!link) return 'None yet'
  if (link.endedAt !== null) return `Ended by ${link.endedBy} on ${sayShortDay(link.endedAt)}`
  return isOver(link, now) ? `Ran out at the end of ${sayShortDay(link.endsAt)}` : `Works until the end of ${sayShortDay(link.endsAt)}`
}

/** The same with who made it and for whom, as sentences. */
export function linkSentences(link: AgencyLink | undefined, now: Date): string[] {
  if (!link) return ['This agency has no link yet.']
  const made = `${link.madeBy} made the link on ${sayDay(link.madeAt)}${link.sentTo === '' ? ', to hand over' : `, for ${link.sentTo}`}.`
  return [made, `${sayLink(link, now)}.`]
}
