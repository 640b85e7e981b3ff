import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayMinutes } from '../../platform/say.ts'
import { sayDay } from '../../platform/london.ts'
import { RESEND_MINUTES } from './lostLinkLimits.ts'

const TOO_MANY = {
  working: {
    heading: 'This return has as many links as it can have',
    instead: 'End a link that is no longer needed, then add another colleague.',
  },
  day: {
    heading: 'As many links were sent today as can be sent in a day',
    instead: 'Add your colleague tomorrow, or ask your partnership to send the link now.',
  },
  ever: {
    heading: 'As many links were sent for this return as you can send',
    instead: 'Ask your partnership: they can send a link to another colleague.',
  },
}

export const refuse = {
  notOpen: (roundId: Id<'round'>) =>
    new Refusal(
      'conflict',
      'invitations.round_not_open',
      'Links can be issued while the round is open',
      ['Nothing was sent. Open the round first.'],
      [{ text: 'Go to the round', href: `/rounds/${roundId}` }],
    ),
  tooManyRequests: (seconds: number) =>
    new Refusal('too_many', 'invitations.too_many_requests', 'Too many links were asked for from here', [
      `Wait ${sayMinutes(seconds)} and try again. If you asked less than ${RESEND_MINUTES} minutes ago, look for the message first.`,
    ]),
  noAddress: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'invitations.no_address',
      'There is nobody to mail the link to',
      ['Nothing was sent. Add a contact with an email address to the establishment, or make a link to hand over.'],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  hasLeft: (returnId: Id<'return'>, { name, leftOn }: { name: string; leftOn: string }) =>
    new Refusal(
      'conflict',
      'invitations.has_left',
      `${name} has left`,
      [`By the register, ${name}’s last day was ${sayDay(leftOn)}. Nothing was sent. Hand the link over to someone else.`],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  inStep: (returnId: Id<'return'>, name: string) =>
    new Refusal(
      'conflict',
      'invitations.in_step',
      `The link of ${name} does not have to be moved`,
      ['It is with the person and the address that the register has. Nothing was changed.'],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  nobodyToMoveTo: (returnId: Id<'return'>, name: string) =>
    new Refusal(
      'conflict',
      'invitations.nobody_to_move_to',
      `There is nobody to move the link of ${name} to`,
      ['Nothing was changed. Add a contact with an email address to the establishment, or end the link.'],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  tooManyColleagues: (limit: keyof typeof TOO_MANY, returnId: Id<'return'>, isContributor: boolean) =>
    new Refusal(
      'too_many',
      'invitations.too_many_colleagues',
      TOO_MANY[limit].heading,
      [`Nothing was sent. ${TOO_MANY[limit].instead}`],
      [{ text: 'Go back', href: isContributor ? '/return/colleagues' : `/returns/${returnId}/links` }],
    ),
  tooManyMain: () =>
    new Refusal(
      'too_many',
      'invitations.too_many_main',
      'As many main links were made today as can be made in a day',
      ['Nothing was changed. Ask your partnership: they can give the link to the right person now.'],
      [{ text: 'Go back', href: '/return/access' }],
    ),
  nobodyRegistered: () =>
    new Refusal(
      'conflict',
      'invitations.nobody_registered',
      'There is no registered address to send a new main link to',
      ['Nothing was changed. Ask your partnership: they can end the link and give you a new one.'],
      [{ text: 'Go back', href: '/return/access' }],
    ),
  handOverWaits: (name: string) =>
    new Refusal(
      'conflict',
      'invitations.hand_over_waits',
      `The return is already being handed over to ${name}`,
      [`Nothing was sent. End the link of ${name} first, if someone else is to take over.`],
      [{ text: 'Go back', href: '/return/colleagues' }],
    ),
  onlyMain: () =>
    new Refusal(
      'forbidden',
      'invitations.only_main',
      'Colleagues are added by the person who holds the main link',
      ['Ask the person who holds it, usually the Designated Safeguarding Lead or the head, to add your colleague.'],
      [{ text: 'Go back to the return', href: '/return' }],
    ),
}
