import type { Id } from '../../platform/id.ts'
import { whoIsWrittenTo, type Addressee, type CorrespondenceFacts } from './addressees.ts'
import { presentHolder, type LinkHolder } from './presentHolder.ts'

/** Why a link is out of step with the register: its holder left, has another address now, or has none any more. */
export type OutOfStep = { is: 'left'; leftOn: string } | { is: 'moved'; given: string; now: string } | { is: 'no_address'; given: string }

/** A working link that is not with the person and the address that the register has today, and to whom it is moved. */
export type LinkOutOfStep = {
  invitationId: Id<'invitation'>
  name: string
  main: boolean
  why: OutOfStep
  /** Null when nobody in the register can be given it; a colleague's link is moved only with the colleague. */
  to: Addressee | null
}

/**
 * The links that work and went to somebody who has left, or to an address that the register does not have any more. A changed address
 * moves the link with its holder. The main link of somebody who left goes to whoever answers for the return now, by the rule for letters;
 * where DSL and head are each given a link, the other one's goes to whoever is given it now.
 *
 * @param today 'YYYY-MM-DD'
 */
export function linksOutOfStep(facts: CorrespondenceFacts, today: string): LinkOutOfStep[] {
  return facts.holders.flatMap((holder): LinkOutOfStep[] => {
    const { invitationId, main } = holder
    const found = presentHolder(holder, facts.contacts, today)
    const next = successorInRole(facts, holder, today) ?? (main ? successor(facts, invitationId, today) : null)
    if (found.is === 'gone') {
      return [{ invitationId, name: found.name, main, why: { is: 'left', leftOn: found.leftOn }, to: next }]
    }
    if (found.is === 'unknown') {
      if (holder.email === '') return []
      return [{ invitationId, name: holder.name, main, why: { is: 'no_address', given: holder.email }, to: next }]
    }
    const { name, email, role, contactId, given } = found
    if (given === '' || given === email) return []
    const to = { name, email, role, contactId, invitationId: null }
    return [{ invitationId, name, main, why: { is: 'moved', given, now: email }, to }]
  })
}

/** Where DSL and head each have a link, who is given that of this DSL or head now; null for a link of anybody else, and where they hold one that is not the main one. */
function successorInRole(facts: CorrespondenceFacts, { invitationId, role, whole, main }: LinkHolder, today: string): Addressee | null {
  if (facts.linksGoTo !== 'both' || !whole || (role !== 'dsl' && role !== 'head')) return null
  const without = { ...facts, holders: facts.holders.filter(holder => holder.invitationId !== invitationId) }
  const next = whoIsWrittenTo(without, 'answering', today).to.find(one => one.role === role)
  return next && next.contactId !== null && (main || next.invitationId === null) ? next : null
}

/** Who answers for the return without this link. Only somebody in the register is given a main link by a button. */
function successor(facts: CorrespondenceFacts, invitationId: Id<'invitation'>, today: string): Addressee | null {
  const without = { ...facts, holders: facts.holders.filter(holder => holder.invitationId !== invitationId) }
  const [first] = whoIsWrittenTo(without, 'first', today).to
  return first && first.contactId !== null ? first : null
}
