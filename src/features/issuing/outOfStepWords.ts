import { sayDay } from '../../platform/london.ts'
import { CONTACT_ROLE_WORDS } from '../history/index.ts'
import type { LinkOutOfStep } from '../correspondence/index.ts'

/** Why a link is out of step, in a few words: "left on 20 November 2026". */
export function sayOutOfStep(why: LinkOutOfStep['why']): string {
  switch (why.is) {
    case 'left':
      return `left on ${sayDay(why.leftOn)}`
    case 'moved':
      return `the address in the register is ${why.now} now`
    case 'no_address':
      return 'no email address in the register any more'
  }
}

/** The whole of it, in a sentence. */
export function outOfStepLine({ name, why }: Pick<LinkOutOfStep, 'name' | 'why'>): string {
  switch (why.is) {
    case 'left':
      return `${name} left on ${sayDay(why.leftOn)}, and still holds a link that works.`
    case 'moved':
      return `The link of ${name} was sent to ${why.given}. The register has ${why.now} now.`
    case 'no_address':
      return `The link of ${name} was sent to ${why.given}. The register has no email address for ${name} any more.`
  }
}

/** What the button does, before it is pressed. */
export function moveLine({ name, main, why, to }: Pick<LinkOutOfStep, 'name' | 'main' | 'why' | 'to'>): string {
  if (to === null)
    return main
      ? 'Nobody else in the register can be mailed: add a contact with an email address, or end the link.'
      : 'Their colleagues hold links of their own: end this one.'
  const ends = `The old link ends at once: the person who came by it is signed out, and what they saved stays.`
  if (why.is === 'moved') return `A new link goes to ${name} at ${to.email}. ${ends}`
  const person = `${to.name} (${CONTACT_ROLE_WORDS[to.role]}, ${to.email})`
  return to.invitationId === null
    ? `A new link goes to ${person}. ${ends}`
    : `${person} holds a link already: it becomes the main one, and is mailed again. ${ends}`
}
